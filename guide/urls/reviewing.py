"""The addresses of reviews: below those of a tip, and the one that lets a reviewer in without an account."""

from django.urls import URLPattern, path

from guide.views.reviewing import guests, reviews

tip_urls: list[URLPattern] = [
    path("review/ask/", reviews.tip_review_ask, name="tip_review_ask"),
    path("review/approve/", reviews.tip_review_approve, name="tip_review_approve"),
    path("review/send-back/", reviews.tip_review_send_back, name="tip_review_send_back"),
    path("review/links/", reviews.tip_review_links, name="tip_review_links"),
    path("review/links/<pk:link>/", reviews.tip_review_link, name="tip_review_link"),
    path("remark/", reviews.tip_remark, name="tip_remark"),
    path("remarks/<pk:remark>/", reviews.tip_remark_answer, name="tip_remark_answer"),
]
curation_urls: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
]
guide_urls: list[URLPattern] = [
    path("consent/<pk:pk>/", reviews.consent, name="consent"),
]
_picture = "review/<slug:token>/pictures/<token:picture>/"
public_urls: list[URLPattern] = [
    path("review/<slug:token>/", guests.review_by_link, name="review_by_link"),
    path(f"{_picture}<slug:name>.webp", guests.review_picture, name="review_picture"),
    path(f"{_picture}<width:width>/<slug:name>.webp", guests.review_picture, name="review_picture_width"),
]
