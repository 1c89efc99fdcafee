"""The addresses of the bibliography, on the editors' desk."""

from django.urls import path

from guide.views import bibliography

curation_urls = [
    path("bibliography/", bibliography.bibliography, name="bibliography"),
    path("bibliography/new/", bibliography.reference_add, name="reference_add"),
    path("bibliography/import/", bibliography.bibliography_import, name="bibliography_import"),
    path("bibliography/entries/<slug:key>/", bibliography.reference, name="reference"),
]
