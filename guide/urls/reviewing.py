"""The addresses of reviews: below those of a tip, and the one that lets a reviewer in without an account."""

from django.urls import URLPattern, path, register_converter

from guide.views.reviewing import consents, guest_pictures, guests, remarks, review_links, reviews


class RowKeyConverter:
    """The key of a row: at most as many figures as a column of 64 bits holds for sure."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(RowKeyConverter, "reviewed")

tip_urls: list[URLPattern] = [
    path("review/ask/", reviews.tip_review_ask, name="tip_review_ask"),
    path("review/approve/", reviews.tip_review_approve, name="tip_review_approve"),
    path("review/send-back/", reviews.tip_review_send_back, name="tip_review_send_back"),
    path("review/links/", review_links.tip_review_links, name="tip_review_links"),
    path("review/links/<reviewed:link>/", review_links.tip_review_link, name="tip_review_link"),
    path("remark/", remarks.tip_remark, name="tip_remark"),
    path("remarks/<reviewed:remark>/", remarks.tip_remark_answer, name="tip_remark_answer"),
]
curation_urls: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
]
guide_urls: list[URLPattern] = [
    path("consent/<reviewed:pk>/", consents.consent, name="consent"),
]
_picture = "review/<slug:token>/pictures/<token:picture>/"
public_urls: list[URLPattern] = [
    path("review/<slug:token>/", guests.review_by_link, name="review_by_link"),
    path(f"{_picture}<slug:name>.webp", guest_pictures.review_picture, name="review_picture"),
    path(f"{_picture}<width:width>/<slug:name>.webp", guest_pictures.review_picture, name="review_picture_width"),
]
