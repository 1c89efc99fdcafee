"""The addresses of the guide: what is done on a page of the wiki, the editors' desk, and what readers get."""

from django.urls import URLPattern, URLResolver, include, path

import guide.urls.converters  # noqa: F401 - registers the converters <tip:…>, <edition:…> and <theme:…>
from guide.publication.document import EMBEDDED_PAGE, FORMER_NAMES
from guide.urls import bibliography, candidates, decisions, desk, distribution, drift, reviewing, sources, translations
from guide.views import (
    added_language,
    editions,
    preview,
    published,
    publishing,
    robots,
    section,
    self_check,
    text_history,
    theme_settings,
    tip,
)
from guide.views.candidates import boards
from guide.views.text_history import get_section, get_tip

app_name = "guide"

page_urls = [
    path("nominate/", boards.nominate, name="nominate"),
    path("promote/", boards.promote, name="promote"),
]

tip_urls = [
    path("", tip.tip, name="tip"),
    path("edit/", tip.tip_edit, name="tip_edit"),
    path("presence/", tip.tip_presence, name="tip_presence"),
    path("preview/", tip.tip_preview, name="tip_preview"),
    *text_history.TipRevisions.urls("tip", get_tip),
    path("move/", tip.tip_move, name="tip_move"),
    path("release/", tip.tip_release, name="tip_release"),
    *sources.tip_urls,
    *drift.tip_urls,
    *reviewing.tip_urls,
]

section_urls = [
    path("", section.section, name="section"),
    path("place/", section.section_place, name="section_place"),
    path("presence/", section.section_presence, name="section_presence"),
    path("preview/", section.section_preview, name="section_preview"),
    *text_history.SectionRevisions.urls("section", get_section),
]

draft_urls = [
    path("", editions.edition, name="edition"),
    path("preview/", editions.edition_preview, name="edition_preview"),
    path("preview/<slug:language>/", editions.edition_preview_page, name="edition_preview_page"),
    path("preview/<slug:language>/<path:name>", editions.edition_preview_file, name="edition_preview_file"),
    path("forms/", preview.edition_forms, name="edition_forms"),
    path("forms/<slug:language>/pages/<slug:form>/", preview.edition_form_pages, name="edition_form_pages"),
    path("forms/<slug:language>/<path:name>", preview.edition_form_file, name="edition_form_file"),
    path("proof/", publishing.edition_proof, name="edition_proof"),
    path("publish/", publishing.edition_publish, name="edition_publish"),
    path("publish/now/", publishing.edition_publish_now, name="edition_publish_now"),
    path("errata/", publishing.edition_errata, name="edition_errata"),
    path("withdraw/", publishing.edition_withdraw, name="edition_withdraw"),
    path("added-languages/<slug:language>/", added_language.edition_add_language, name="edition_add_language"),
    path(
        "added-languages/<slug:language>/preview/<path:name>",
        added_language.edition_added_preview,
        name="edition_added_preview",
    ),
    path("retry/", editions.edition_retry, name="edition_retry"),
    path("cover/", editions.edition_cover, name="edition_cover"),
    path("imprint/", editions.edition_imprint, name="edition_imprint"),
    path("pictures/", editions.edition_pictures, name="edition_pictures"),
    path("pictures/<int:theme>/", editions.edition_picture, name="edition_picture"),
    *translations.edition_urls,
]

settings_urls: list[URLPattern] = [
    path("", theme_settings.themes, name="themes"),
    path("new/", theme_settings.theme_new, name="theme_new"),
    path("history/", theme_settings.themes_history, name="themes_history"),
    path("<pk:pk>/", theme_settings.theme_edit, name="theme_edit"),
    path("<pk:pk>/shift/", theme_settings.theme_shift, name="theme_shift"),
    path("<pk:pk>/remove/", theme_settings.theme_remove, name="theme_remove"),
]

curation_urls: list[URLPattern | URLResolver] = [
    *desk.urlpatterns,
    *decisions.curation_urls,
    *candidates.curation_urls,
    *drift.curation_urls,
    *reviewing.curation_urls,
    *distribution.curation_urls,
    *bibliography.curation_urls,
    path("tips/<tip:key>/", include(tip_urls)),
    path("sections/", section.sections, name="sections"),
    path("sections/self-check/", self_check.self_check, name="self_check"),
    path("sections/self-check/preview/", self_check.self_check_preview, name="self_check_preview"),
    path("sections/<slug:key>/", include(section_urls)),
    path("editions/<edition:number>/", include(draft_urls)),
]

guide_urls: list[URLPattern] = [
    path("", published.guide_current, name="guide_current"),
    *decisions.guide_urls,
    *candidates.guide_urls,
    *sources.guide_urls,
    *reviewing.guide_urls,
    path("editions/", published.editions, name="editions"),
    path("editions/compare/", published.editions_compare, name="editions_compare"),
    path("editions/<edition:number>/<slug:language>/", published.edition_in_language, name="edition_in_language"),
    path("editions/<edition:number>/<slug:language>/<path:name>", published.edition_file, name="edition_file"),
    path("<slug:language>/self-check/", self_check.self_check_page, name="self_check_page"),
    path("<slug:language>/before-you-publish/", self_check.self_check_page, name="former_self_check_page"),
    path(f"<slug:language>/{EMBEDDED_PAGE}", self_check.self_check_embedded, name="self_check_embedded"),
    path(
        f"<slug:language>/{FORMER_NAMES[EMBEDDED_PAGE]}",
        self_check.self_check_embedded,
        name="former_self_check_embedded",
    ),
    path("<slug:language>/", published.guide_in_language, name="guide_in_language"),
    path("<slug:language>/<path:name>", published.guide_file, name="guide_file"),
]

urlpatterns = [
    path("wiki/<str:theme>/<str:page>/", include(page_urls)),
    path("settings/themes/", include(settings_urls)),
    path("curation/", include(curation_urls)),
    path("guide/", include(guide_urls)),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    *distribution.public_urls,
    *reviewing.public_urls,
    *translations.public_urls,
]
