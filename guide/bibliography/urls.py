"""The addresses of the bibliography, on the editors' desk."""

from django.urls import path

from guide.bibliography import views

curation_urls = [
    path("bibliography/", views.bibliography, name="bibliography"),
    path("bibliography/new/", views.reference_add, name="reference_add"),
    path("bibliography/import/", views.bibliography_import, name="bibliography_import"),
    path("bibliography/entries/<slug:key>/", views.reference, name="reference"),
]
