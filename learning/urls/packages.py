"""The addresses of packages: a document of a version is one language of it."""

from django.urls import URLPattern, path

from learning.views import package_downloads

urlpatterns: list[URLPattern] = [
    path("curation/courses/packages/<pk:pk>/<slug:format>.zip", package_downloads.package, name="package"),
]
