"""The addresses of sources: below those of a tip, and where everybody signed in sees where a tip comes from."""

from django.urls import URLPattern, path

from guide.sources.views import choosing, reading, tying

tip_urls: list[URLPattern] = [
    path("sources/add/", choosing.tip_source_add, name="tip_source_add"),
    path("sources/remove/", choosing.tip_source_remove, name="tip_source_remove"),
    path("ties/", tying.tip_ties, name="tip_ties"),
    path("ties/decide/", tying.tip_tie, name="tip_tie"),
]
guide_urls: list[URLPattern] = [path("tips/<tip:key>/", reading.tip_origin, name="tip_origin")]
