"""The addresses of the languages of an edition, below its own."""

from django.urls import path

from guide.translations import views

public_urls = [path("translation/", views.translations, name="translations")]

edition_urls = [
    path("languages/", views.languages, name="edition_languages"),
    path("languages/<slug:language>/", views.language, name="edition_language"),
    path("languages/<slug:language>/export/", views.language_export, name="edition_language_export"),
    path("languages/<slug:language>/import/", views.language_import, name="edition_language_import"),
    path("languages/<slug:language>/<slug:text>/", views.translation, name="edition_translation"),
]
