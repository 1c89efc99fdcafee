"""Keeping what is typed."""

from django.urls import path

from drafts import screens, views

app_name = "drafts"
urlpatterns = [
    path("", screens.drafts, name="drafts"),
    path("keep/", views.keep, name="keep"),
    path("discard/", views.discard, name="discard"),
    path("<uuid:writing>/", screens.draft, name="draft"),
]
