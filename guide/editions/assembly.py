"""Puts the guide in preparation together: the document that is previewed, and frozen when it is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from accounts.models import User
from campaign.programme import guide_is_not_for_sale
from campaign.site_settings.current import current_settings
from common import markup
from common.markup.glossary_order import ordered_entries, ordered_entries_html
from guide.bibliography.formatting import entries_in
from guide.editions import acknowledgements
from guide.editions.picture_copies import Pictures, with_logo
from guide.places import PlaceRange, places_in_preparation
from guide.publication import document
from guide.reviewing import consents
from guide.sections import Section, SectionKind
from guide.self_check.wording import self_check_in
from guide.tips.models import Tip
from guide.translations.originals import of_section, of_theme, of_tip
from guide.translations.translated_texts import TextWords, TranslatedTexts

if TYPE_CHECKING:
    from guide.editions.models import Edition
    from guide.editions.texts import EditionText


def assemble(edition: Edition, *, language: str = "", published_on: date | None = None) -> document.Guide:
    """The whole guide as it stands, in the edition's own language or another one; a preview, without a number, unless
    `published_on` is given.
    """
    language = language or edition.language
    worded = None
    if language != edition.language:
        worded = edition.texts.filter(language=language).defer("document").first()
    guide = document.Guide(
        **_cover_words(edition, worded),
        publisher=edition.full_publisher,
        address=current_settings().full_address,
        language=language,
        edition=edition.number if published_on else None,
        published_on=published_on,
        links_words=True,
        imprint=_imprint(edition),
        bibliography=entries_in(language),
    )
    outdated = worded.when_outdated if worded else ""
    guide = replace(guide, **_texts(TranslatedTexts(language, own=edition.language, when_outdated=outdated)))
    words = worded.picture_words if worded else {}
    people, credits = acknowledgements.people_of(guide), acknowledgements.credits_of(language, edition.language)
    return _illustrated(replace(guide, people=people, credits=credits), edition, words)


def _cover_words(edition: Edition, worded: EditionText | None) -> dict[str, Any]:
    """Title, subtitle and summary; what is not worded in the language is said as in the edition's own."""
    words = {"title": edition.full_title, "subtitle": edition.full_subtitle, "summary": edition.summary}
    language = worded.language if worded else edition.language
    words |= {name: value for name, value in defaults_in(language, edition).items() if value}
    words |= {name: value for name in words if (value := getattr(worded, name, ""))}
    return {name: markup.typeset(value, language) for name, value in words.items()}


def defaults_in(language: str, edition: Edition) -> dict[str, str]:
    """Returns what the settings of the site say in a language, of what the edition leaves to them."""
    decided = current_settings()
    words = {"title": decided.title_in(language), "subtitle": decided.subtitle_in(language)}
    return {name: value for name, value in words.items() if not getattr(edition, name)}


def _imprint(edition: Edition) -> document.Imprint:
    return document.Imprint(
        place=edition.place,
        licence=edition.licence,
        licence_url=edition.licence_url,
        isbn=edition.isbn,
        contact=edition.contact,
        credits=edition.credits,
        is_not_for_sale=guide_is_not_for_sale(),
        director=edition.director,
        printer=edition.printer,
        legal_deposit=edition.legal_deposit,
        emergency=edition.emergency,
    )


def _illustrated(guide: document.Guide, edition: Edition, words: dict[str, str]) -> document.Guide:
    """With its pictures and the logo; `words` says what those of cover and chapters show in its language."""
    by_theme = {row.theme.number: row.image for row in edition.illustrations.select_related("theme", "image")}
    pictures = Pictures(guide.texts_with_markup, [edition.cover_image, *by_theme.values()])
    chapters = tuple(
        replace(chapter, illustration=pictures.shown(by_theme.get(chapter.number), words)) for chapter in guide.chapters
    )
    cover = pictures.shown(edition.cover_image, words)
    guide = replace(guide, pictures=pictures.all, cover=cover, chapters=chapters)
    return with_logo(guide, current_settings().logo)


def names_of(guide: document.Guide) -> dict[str, str]:
    """The names of the people in a guide, each as she chose; anonymous people have none."""
    return {person.reference: person.name for person in _everybody(guide) if person.name}


def names_now(guides: Iterable[document.Guide], *, hold: bool = False) -> dict[str, str]:
    """The names that people in guides without names have chosen by now. One query.

    With `hold`, whoever chooses otherwise, or is erased, waits until the transaction ends.
    """
    references = {person.reference for guide in guides for person in _everybody(guide)}
    people = User.objects.filter(pk__in=[int(reference) for reference in references if reference.isdecimal()])
    if hold:
        people = people.select_for_update(no_key=True).order_by("pk")
    found = (acknowledgements.person(user) for user in people)
    return {one.reference: one.name for one in found if one.name}


def _everybody(guide: document.Guide) -> set[document.Person]:
    quoted = {tip.quotation.person for tip in guide.tips if tip.quotation}
    credited = (person for credit in guide.credits for person in credit.people)
    return {*guide.people, *quoted, *credited, *(person for tip in guide.tips for person in tip.origin.people)}


def _texts(said: TranslatedTexts) -> dict[str, Any]:
    """The sections, the chapters and the self-check as they are worded in a language."""
    written = Section.objects.printed(with_self_check=True)
    sections = [section for section in written if section.kind != SectionKind.SELF_CHECK]
    openings = {section.position: section for section in sections if section.kind == SectionKind.OPENING}
    return {
        "sections": tuple(_section(section, said) for section in sections if section.kind != SectionKind.OPENING),
        "chapters": _chapters(openings, said),
        "self_check": self_check_in(next((one for one in written if one.kind == SectionKind.SELF_CHECK), None), said),
    }


def _section(section: Section, said: TranslatedTexts) -> document.Section:
    words = said.words(of_section(section))
    if section.kind == SectionKind.GLOSSARY and said.language != said.own and not words.language:
        words = _in_order(words, said.language)
    texts = (words.title, words.body, words.body_html, words.language)
    return document.Section(section.kind, *texts, section.anchor, section.side, section.is_inner)  # type: ignore[arg-type]


def _in_order(glossary: TextWords, language: str) -> TextWords:
    """It was translated entry by entry, in the order of the original."""
    body, html = ordered_entries(glossary.body, language), ordered_entries_html(glossary.body_html, language)
    return replace(glossary, body=body, body_html=html)


def _chapters(openings: dict[int, Section], said: TranslatedTexts) -> tuple[document.Chapter, ...]:
    tips = defaultdict(list)
    rows = list(
        Tip.objects.placed()
        .select_related("theme", "quoted_person")
        .prefetch_related("sources__page", "sources__comment__author", "consents")
    )
    origins = acknowledgements.origins_of(rows)
    for tip in rows:
        tips[tip.theme_id].append(_tip(tip, said, origins[tip.pk]))
    return tuple(
        _chapter(row, openings.get(row.theme.number), tuple(tips[row.theme.pk]), said)
        for row in places_in_preparation().rows
    )


def _chapter(
    row: PlaceRange, opening: Section | None, tips: tuple[document.Tip, ...], said: TranslatedTexts
) -> document.Chapter:
    words, theme = said.words(of_theme(row.theme)), row.theme
    chapter = document.Chapter(
        theme.number,
        theme.paper,
        words.title,
        words.short_title,
        tips=tips,
        language=words.language,
        places=tuple(row.numbers),
    )
    if opening is None:
        return chapter
    words = said.words(of_section(opening))
    return replace(chapter, opening_html=words.body_html, opening_text=words.body, opening_language=words.language)


def _tip(tip: Tip, said: TranslatedTexts, origin: document.OriginNote) -> document.Tip:
    """A colleague's sentence stands in it where she has agreed to these very words, and in its translation."""
    if tip.number is None:
        raise ValueError("only a tip that has a place goes into the guide")
    words, quotation = said.words(of_tip(tip)), None
    if tip.quoted_person and words.quote and consents.is_given(tip):
        person = acknowledgements.person(tip.quoted_person)
        quotation = document.Quotation(words.quote, person, tip.quoted_person.public_place)
    return document.Tip(
        tip.number, words.title, words.body, words.body_html, quotation, origin, tip.reference, words.language
    )
