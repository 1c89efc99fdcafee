"""The frozen document of a language that is added to an edition which is out: built from the one in the edition's own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.site_settings.current import current_settings
from common import markup
from common.html import fill
from guide.bibliography.formatting import worded
from guide.editions.added_language import (
    SELF_CHECK,
    AddedLanguage,
    AddedText,
    opening_key,
    question_key,
    section_key,
    tip_key,
)
from guide.editions.assembly import Pictures, store_copies
from guide.editions.errors import LanguageNotAdded
from guide.editions.setup import LONGEST_OF_A_PICTURE, cleaned_values
from guide.publication import document
from guide.publication.document import Chapter, Guide, Section
from guide.publication.phrases import other_wording_sentence
from guide.self_check.forms import translated
from guide.translations.segments import Segment
from guide.translations.staleness import compared
from guide.translations.translated_texts import WhenOutdated

if TYPE_CHECKING:
    from guide.editions.models import Edition


@dataclass(frozen=True)
class CoverWords:
    """What the cover says in a language; `pictures`, by token, what those of cover and chapters show."""

    title: str = ""
    subtitle: str = ""
    summary: str = ""
    pictures: dict[str, str] = field(default_factory=dict)

    def cleaned(self) -> CoverWords:
        """As they are stored; raises ValidationError beside the field of what is too long."""
        said = cleaned_values({"title": self.title, "subtitle": self.subtitle, "summary": self.summary})
        pictures = cleaned_values(self.pictures, longest=dict.fromkeys(self.pictures, LONGEST_OF_A_PICTURE))
        return CoverWords(**said, pictures={token: words for token, words in pictures.items() if words})

    @property
    def values(self) -> dict[str, Any]:
        """By the columns of EditionText."""
        words = {"title": self.title, "subtitle": self.subtitle, "summary": self.summary}
        return words | {"picture_words": self.pictures}


def known_cover_words(edition: Edition, language: str) -> CoverWords:
    """What is known of them: worded for this edition before it came out, or for the one in preparation where that has the
    same cover in its own language; nothing where nobody has worded it.
    """
    following = type(edition).objects.in_preparation()
    for one in (edition, following):
        row = one.texts.filter(language=language).defer("document").first()
        if row is not None and (row.title or row.subtitle or row.summary or row.picture_words):
            same = one == edition
            said = {
                name: getattr(row, name)
                for name in ("title", "subtitle", "summary")
                if same or markup.typeset(getattr(one, _own_name(name)), one.language) == _frozen_cover(edition, name)
            }
            return _with_defaults(edition, language, CoverWords(**said, pictures=row.picture_words))
    return _with_defaults(edition, language, CoverWords())


def _own_name(name: str) -> str:
    return name if name == "summary" else f"full_{name}"


def _frozen_cover(edition: Edition, name: str) -> str:
    return str(getattr(edition.documents[edition.language], name))


def _with_defaults(edition: Edition, language: str, words: CoverWords) -> CoverWords:
    """With what the settings of the site say in the language, where the edition said what they say in its own."""
    decided = current_settings()
    own = {"title": decided.full_title, "subtitle": decided.subtitle}
    said = {"title": decided.title_in(language), "subtitle": decided.subtitle_in(language)}
    missing: dict[str, Any] = {
        name: said[name]
        for name in own
        if not getattr(words, name) and markup.typeset(own[name], edition.language) == _frozen_cover(edition, name)
    }
    return replace(words, **missing)


def document_to_add(
    edition: Edition, language: str, cover: CoverWords, *, when_outdated: str, accept_missing: bool, on: date
) -> document.Guide:
    """What the edition will say in the language, with pictures of its own. Raises LanguageNotAdded where no tip would be in it,
    and where nobody has said what becomes of texts that are not translated, or translated from another wording.
    """
    added = AddedLanguage(edition, language, hold=True)
    if not added.has_tips:
        raise LanguageNotAdded(_("None of its tips would be in this language: translate them first."), code="nothing")
    if added.in_state("missing", "other") and not accept_missing:
        words = _("Some texts would appear in the language of the edition: accept that, or translate them first.")
        raise LanguageNotAdded({"accept_missing": words}, code="missing")
    if added.in_state("reworded") and when_outdated not in {WhenOutdated.OLDER, WhenOutdated.ORIGINAL}:
        words = _("Say what becomes of the texts whose translation is of another wording.")
        raise LanguageNotAdded({"when_outdated": words}, code="outdated")
    guide = AddedDocument(added, cover, notes=when_outdated == WhenOutdated.OLDER, on=on).guide()
    return replace(guide, pictures=store_copies(guide.pictures))


class AddedDocument:
    """Puts the frozen document together; where `notes`, a translation of another wording goes out with a note on it."""

    def __init__(self, added: AddedLanguage, cover: CoverWords, *, notes: bool, on: date) -> None:
        self.added, self.cover, self.notes, self.on = added, cover, notes, on
        self.own, self.language = added.own, added.language

    def guide(self) -> document.Guide:
        """Whose pictures are those of the edition, and of the wiki where a translation shows others."""
        own = self.own
        said = {name: getattr(self.cover, name) or getattr(own, name) for name in ("title", "subtitle", "summary")}
        words: dict[str, Any] = {name: markup.typeset(line, self.language) for name, line in said.items()}
        items = {entry.key: entry.csl for entry in own.bibliography}
        guide = replace(
            own,
            **words,
            language=self.language,
            sections=self._sections(),
            chapters=tuple(self._chapter(chapter) for chapter in own.chapters),
            cover=self._described(own.cover, None),
            self_check=self._self_check(),
            bibliography=tuple(
                document.BibliographyEntry(key, html, items[key]) for key, html in worded(items, self.language)
            ),
            added=document.Addition(self.on, own.language),
        )
        return replace(guide, pictures=(*own.pictures, *self._more_pictures(guide)))

    def _more_pictures(self, guide: document.Guide) -> tuple[document.Picture, ...]:
        """Those that only a translation shows."""
        known = {address for picture in self.own.pictures for address in picture.addresses}
        names = {picture.name for picture in self.own.pictures}
        return tuple(
            replace(picture, name=f"{picture.name}-{self.language}") if picture.name in names else picture
            for picture in Pictures(guide.texts_with_markup).all
            if known.isdisjoint(picture.addresses)
        )

    def _sections(self) -> tuple[document.Section, ...]:
        found = []
        for section in self.own.sections:
            text = self.added.texts[section_key(section)]
            if (row := self._printed(text)) is None:
                found.append(replace(section, language=self.own.language))
                continue
            body, html = self._with_note(text, row.body, row.body_html)
            found.append(replace(section, title=self._typeset(row.title), text=body, html=html))
        return tuple(found)

    def _chapter(self, chapter: document.Chapter) -> document.Chapter:
        tips = tuple(self._tip(tip) for tip in chapter.tips)
        question = self.added.texts[question_key(chapter)]
        changes: dict[str, object] = {"language": self.own.language}
        if (row := self._printed(question)) is not None:
            short = row.short_title or chapter.short_title
            changes = {"question": self._typeset(row.title), "short_title": self._typeset(short)}
        if opening := self.added.texts.get(opening_key(chapter)):
            changes |= self._opening(opening)
        shown = self._described(chapter.illustration, chapter.number)
        return replace(chapter, tips=tips, illustration=shown, **changes)  # type: ignore[arg-type]

    def _opening(self, text: AddedText) -> dict[str, object]:
        if (row := self._printed(text)) is None:
            return {"opening_language": self.own.language}
        body, html = self._with_note(text, row.body, row.body_html)
        return {"opening_text": body, "opening_html": html}

    def _tip(self, tip: document.Tip) -> document.Tip:
        """A colleague's sentence goes along where she still agrees to it."""
        text = self.added.texts[tip_key(tip)]
        quotation = tip.quotation if text.frozen.quote else None
        if (row := self._printed(text)) is None:
            return replace(tip, quotation=quotation, language=self.own.language)
        body, html = self._with_note(text, row.body, row.body_html)
        said = quotation and replace(quotation, text=self._typeset(row.quote))
        return replace(tip, title=self._typeset(row.title), text=body, html=html, quotation=said)

    def _self_check(self) -> document.SelfCheck | None:
        if (check := self.own.self_check) is None:
            return None
        text = self.added.texts[SELF_CHECK]
        row = self._printed(text)
        known = [Segment.from_json(values) for values in row.segments] if row else []
        status = compared(text.frozen.paragraphs, known)
        return translated(check, status, own=self.own.language, language=self.language)

    def _printed(self, text: AddedText) -> Any:
        """The translation that goes out; None where the original stands in its place."""
        goes_out = text.state == "done" or (text.state == "reworded" and self.notes)
        return text.translation if goes_out else None

    def _with_note(self, text: AddedText, body: str, html: str) -> tuple[str, str]:
        if text.state == "done":
            return body, html
        with translation.override(self.language):
            on = text.made_from.on if text.made_from else None
            words = other_wording_sentence(on, self.own.edition or 0, is_later=text.is_of_later_words)
        return f"*{words}*\n\n{body}", f"{fill('<p><em>{}</em></p>', words)}\n{html}"

    def _described(self, shown: document.PlacedPicture | None, chapter: int | None) -> document.PlacedPicture | None:
        if shown is None:
            return None
        pictures = self.added.edition.own_pictures
        tokens = [image.token for theme, image in pictures if (theme.number if theme else None) == chapter]
        said = next((self.cover.pictures[token] for token in tokens if self.cover.pictures.get(token)), shown.alt)
        return replace(shown, alt=said)

    def _typeset(self, words: str) -> str:
        return markup.typeset(words, self.language)


def digest_of(guide: document.Guide) -> str:
    """Another one where anything else would be read in it; the day of the addition is no part of it."""
    said = json.dumps(replace(guide, added=None, pictures=()).to_json(), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


# Marks on the preview of a language that is added to an edition: which of its texts are not translated from these words.


def with_marks(guide: Guide, added: AddedLanguage, *, notes: bool) -> Guide:
    """The guide with a mark above each text that is not translated from its words, in the language of whoever looks at it.

    `notes` says whether translations of another wording go out. Never what is frozen: see `AddedDocument`.
    """
    marks = {key: _mark(text, notes=notes) for key, text in added.texts.items()}

    def section(was: Section) -> Section:
        return replace(was, html=marks[section_key(was)] + was.html)

    def chapter(was: Chapter) -> Chapter:
        opening = marks[question_key(was)] + marks.get(opening_key(was), "") + was.opening_html
        tips = tuple(replace(tip, html=marks[tip_key(tip)] + tip.html) for tip in was.tips)
        return replace(was, opening_html=opening, tips=tips)

    return replace(guide, sections=tuple(map(section, guide.sections)), chapters=tuple(map(chapter, guide.chapters)))


def _mark(text: AddedText, *, notes: bool) -> str:
    words = {
        "done": "",
        "missing": _("%(text)s: not translated; the original is shown here."),
        "other": _("%(text)s: translated from a different title or quotation; the original is shown here."),
        "reworded": _("%(text)s: translated from a different wording; the original is shown here."),
    }[text.state]
    if text.state == "reworded" and notes:
        words = _("%(text)s: translated from a different wording; it is published with a note.")
    return (
        fill('<p lang="{}"><mark>{}</mark></p>\n', get_language() or "", words % {"text": text.label}) if words else ""
    )
