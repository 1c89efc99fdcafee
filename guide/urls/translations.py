"""The addresses of translating, and of the languages of an edition, below its own."""

from django.urls import path

from guide.views import editions
from guide.views.translating import language_files, suggested_wordings, text

public_urls = [
    path("translation/", language_files.translations, name="translations"),
    path("translation/<slug:language>/", language_files.translation_language, name="translation_language"),
    path("translation/<slug:language>/forms-to-avoid/", suggested_wordings.avoided_forms, name="avoided_forms"),
    path("translation/<slug:language>/export/", language_files.translation_export, name="translation_export"),
    path("translation/<slug:language>/import/", language_files.translation_import, name="translation_import"),
    path(
        "translation/<slug:language>/proposals/", suggested_wordings.translation_proposals, name="translation_proposals"
    ),
    path("translation/<slug:language>/<slug:text>/", text.translation, name="translation"),
    path(
        "translation/<slug:language>/<slug:text>/proposals/",
        suggested_wordings.translation_text_proposals,
        name="translation_text_proposals",
    ),
    path("translation/<slug:language>/<slug:text>/review/", text.translation_review, name="translation_review"),
    path("translation/<slug:language>/<slug:text>/approve/", text.translation_approve, name="translation_approve"),
    path(
        "translation/<slug:language>/<slug:text>/send-back/", text.translation_send_back, name="translation_send_back"
    ),
    path("translation/<slug:language>/<slug:text>/discard/", text.translation_discard, name="translation_discard"),
    path(
        "translation/<slug:language>/<slug:text>/take-back/", text.translation_take_back, name="translation_take_back"
    ),
    path(
        "translation/<slug:language>/<slug:text>/paragraphs/<int:paragraph>/",
        suggested_wordings.translation_suggest,
        name="translation_suggest",
    ),
    path(
        "translation/<slug:language>/<slug:text>/paragraphs/<int:paragraph>/check/",
        text.translation_check,
        name="translation_check",
    ),
    path(
        "translation/<slug:language>/<slug:text>/suggestions/<pk:pk>/",
        suggested_wordings.suggestion_answer,
        name="suggestion_answer",
    ),
    path(
        "translation/<slug:language>/<slug:text>/suggestions/<pk:pk>/withdraw/",
        suggested_wordings.suggestion_withdraw,
        name="suggestion_withdraw",
    ),
    path("translation/<slug:language>/<slug:text>/remark/", suggested_wordings.original_remark, name="original_remark"),
    path(
        "translation/<slug:language>/<slug:text>/unconcerned/", text.original_unconcerned, name="original_unconcerned"
    ),
]

edition_urls = [
    path("languages/", editions.languages, name="edition_languages"),
    path("languages/<slug:language>/", editions.language, name="edition_language"),
]
