"""The addresses of what becomes of the guide once it is out: short ones for everybody, the desk's, an agency's own."""

from django.urls import URLPattern, path

from guide.distribution import views

public_urls: list[URLPattern] = [
    path("c/<slug:code>/", views.channel_door, name="channel_door"),
]

curation_urls: list[URLPattern] = []
