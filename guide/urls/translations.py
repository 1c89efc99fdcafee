"""The addresses of the languages of an edition, below its own."""

from django.urls import path

from guide.views import translations

public_urls = [path("translation/", translations.translations, name="translations")]

edition_urls = [
    path("languages/", translations.languages, name="edition_languages"),
    path("languages/<slug:language>/", translations.language, name="edition_language"),
    path("languages/<slug:language>/export/", translations.language_export, name="edition_language_export"),
    path("languages/<slug:language>/import/", translations.language_import, name="edition_language_import"),
    path("languages/<slug:language>/<slug:text>/", translations.translation, name="edition_translation"),
]
