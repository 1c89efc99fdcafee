"""The addresses of the languages of an edition, below its own."""

from django.urls import path

from guide.translations import views

public_urls = [path("translation/", views.translations, name="translations")]

edition_urls = [
    path("languages/", views.languages, name="edition_languages"),
    path("languages/<slug:language>/", views.language, name="edition_language"),
    path("languages/<slug:language>/export/", views.give_out, name="edition_language_export"),
    path("languages/<slug:language>/import/", views.take_in, name="edition_language_import"),
    path("languages/<slug:language>/<slug:text>/", views.translation, name="edition_translation"),
]
