"""The addresses of packages: a document of a version is one language of it."""

from django.urls import URLPattern, path

from learning.views import downloads

urlpatterns: list[URLPattern] = [
    path("curation/courses/packages/<pk:pk>/<slug:format>.zip", downloads.package, name="package"),
]
