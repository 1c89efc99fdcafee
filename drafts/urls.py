"""Storing what is typed."""

from django.urls import path

from drafts import list_views, views

app_name = "drafts"
urlpatterns = [
    path("", list_views.drafts, name="drafts"),
    path("save/", views.save_draft, name="save_draft"),
    path("discard/", views.discard_draft, name="discard_draft"),
    path("<uuid:writing>/", list_views.draft, name="draft"),
]
