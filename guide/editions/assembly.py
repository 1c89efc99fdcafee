"""Puts the guide in preparation together: the document that is previewed, and frozen when it is published.

The pictures that an edition takes along: found by its texts, and copied when it is published.

The copies lie beside the pictures of the wiki, under names made of their content. They are never deleted and never
change: an edition can be made again from its frozen document and from them, whatever becomes of the wiki.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from accounts.models import User
from campaign.programme import guide_is_not_for_sale
from campaign.site_settings.current import current_settings
from common import markup
from common.markup.glossary import ordered_entries, ordered_entries_html
from contributions.models import Image
from contributions.uploads import storage
from contributions.uploads.logo import FILE, KIND
from contributions.uploads.querysets import tokens_in
from guide.bibliography.formatting import entries_in
from guide.editions import acknowledgements
from guide.places import PlaceRange, places_in_preparation
from guide.publication import document
from guide.reviewing import consents
from guide.sections import Section, SectionKind
from guide.self_check.forms import self_check_in
from guide.tips.models import Tip
from guide.translations.originals import of_section, of_theme, of_tip
from guide.translations.translated_texts import TextWords, TranslatedTexts

if TYPE_CHECKING:
    from guide.editions.models import Edition
    from guide.editions.texts import EditionText


COPIES = "editions"


class Pictures:
    """The pictures that texts show, and those that the house itself puts somewhere; each has a name of its own."""

    def __init__(self, texts: Iterable[str], images: Iterable[Image | None] = ()) -> None:
        tokens = {token for text in texts for token in tokens_in(text, "images")}
        tokens |= {image.token for image in images if image}
        found = list(Image.objects.in_sight().filter(token__in=tokens).order_by("pk"))
        often = Counter(image.name for image in found)
        self._names = {
            image.token: image.name if often[image.name] == 1 else f"{image.name}-{image.token}" for image in found
        }
        self.all = tuple(_picture(image, self._names[image.token]) for image in found)

    def shown(self, image: Image | None, words: Mapping[str, str]) -> document.PlacedPicture | None:
        """None for one that was hidden meanwhile. `words` says by token what a picture shows, where not as the picture does."""
        if image is None or image.token not in self._names:
            return None
        return document.PlacedPicture(self._names[image.token], words.get(image.token, image.alt), image.credit)


def with_logo(guide: document.Guide, logo: Mapping[str, Any]) -> document.Guide:
    """The guide with the logo of its publisher, as the settings of the site have it; without one, the guide as it is."""
    if not logo:
        return guide
    folder = storage.folder_of(KIND, logo["token"]).relative_to(settings.MEDIA_ROOT)
    copies = ((logo["width"], (folder / FILE).as_posix()),)
    picture = document.Picture(f"logo-{logo['token']}", (), copies, (folder / logo["printed"]).as_posix())
    placed = document.PlacedPicture(picture.name, guide.publisher)
    return replace(guide, pictures=(*guide.pictures, picture), logo=placed)


def _picture(image: Image, name: str) -> document.Picture:
    folder = image.folder.relative_to(settings.MEDIA_ROOT)
    copies = tuple((width, (folder / f"{width}.webp").as_posix()) for width in image.widths)
    addresses = tuple(image.address_at(width) for width in image.widths)
    return document.Picture(name, addresses, copies, (folder / image.print_name).as_posix())


def store_copies(pictures: tuple[document.Picture, ...]) -> tuple[document.Picture, ...]:
    """The pictures with files of the edition's own; one that is missing stays named, and its words are shown."""
    return tuple(
        replace(
            picture,
            copies=tuple((width, _copied(name)) for width, name in picture.copies),
            printed=_copied(picture.printed),
        )
        for picture in pictures
    )


def _copied(name: str) -> str:
    """Copies a file to a name made of its content; what is there already is the same."""
    root = Path(settings.MEDIA_ROOT)
    if not (root / name).is_file():
        return name
    content = (root / name).read_bytes()
    copy = f"{COPIES}/{hashlib.sha256(content).hexdigest()[:32]}{Path(name).suffix}"
    path = root / copy
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return copy


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
