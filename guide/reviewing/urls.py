"""The addresses of reviews: below those of a tip, and the one that lets a reviewer in without an account."""

from django.urls import URLPattern

tip_urls: list[URLPattern] = []
public_urls: list[URLPattern] = []
