"""The addresses of drift, below those of a tip."""

from django.urls import URLPattern

tip_urls: list[URLPattern] = []
