"""The addresses of drift, below those of a tip, and the list of all that is to be answered."""

from django.urls import URLPattern, path

from guide.views import drift

tip_urls: list[URLPattern] = [
    path("drift/<pk:pk>/", drift.tip_drift, name="tip_drift"),
]
curation_urls: list[URLPattern] = [
    path("drift/", drift.drifts, name="drifts"),
]
