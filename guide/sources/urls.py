"""The addresses of sources: below those of a tip, and where everybody signed in sees where a tip comes from."""

from django.urls import URLPattern, path

from guide.sources import views

tip_urls: list[URLPattern] = [
    path("sources/add/", views.tip_source_add, name="tip_source_add"),
    path("sources/remove/", views.tip_source_remove, name="tip_source_remove"),
]
guide_urls: list[URLPattern] = []
