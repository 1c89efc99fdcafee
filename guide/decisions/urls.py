"""The addresses of decisions: for editors below the desk, for everybody signed in below the guide."""

from django.urls import URLPattern

curation_urls: list[URLPattern] = []
guide_urls: list[URLPattern] = []
