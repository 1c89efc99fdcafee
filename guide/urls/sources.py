"""The addresses of sources: below those of a tip, and where everybody signed in sees where a tip comes from."""

from django.urls import URLPattern, path

from guide.views import sources

tip_urls: list[URLPattern] = [
    path("sources/add/", sources.tip_source_add, name="tip_source_add"),
    path("sources/remove/", sources.tip_source_remove, name="tip_source_remove"),
    path("ties/", sources.tip_ties, name="tip_ties"),
    path("ties/decide/", sources.tip_tie, name="tip_tie"),
]
guide_urls: list[URLPattern] = [path("tips/<tip:key>/", sources.tip_origin, name="tip_origin")]
