"""Storing what is typed."""

from django.urls import path

from drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("save/", views.save_draft, name="save_draft"),
    path("discard/", views.discard_draft, name="discard_draft"),
    path("<uuid:writing>/", views.draft, name="draft"),
]
