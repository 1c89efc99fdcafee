"""Errata: what an edition that never changes should have said, listed on its web page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from guide.builds import build
from guide.editions import Edition, EditionFile, EditionStep, Erratum
from guide.editions.steps import cleaned_why, note
from guide.publication.document import Guide
from guide.publication.layout import SectionPart, lay_out

LONGEST = 1_000


@dataclass(frozen=True)
class FrozenPassage:
    """A text of a frozen guide by its anchor on the web page, as plain words."""

    anchor: str
    label: str
    words: str
    tip: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What an erratum may be about: each sentence, and each heading, once."""
        found = (self.words[start:end].strip() for start, end in markup.sentences(self.words))
        return tuple(dict.fromkeys(filter(None, found)))

    def holds(self, words: str) -> bool:
        return _even(words) in _even(self.words)


def passages_of(guide: Guide) -> dict[str, FrozenPassage]:
    """Every text that somebody may read in it, in the order of the book, by anchor."""
    with translation.override(guide.language):
        book = lay_out(guide)
    found: list[FrozenPassage] = []
    for part in book.front:
        found += _of_part(part)
    for chapter in book.chapters:
        opening = _lines(chapter.question, chapter.opening)
        found.append(FrozenPassage(chapter.id, chapter.question, opening))
        for tip in chapter.tips:
            label = now_in_words("Tip %(number)s: %(title)s") % {"number": tip.number, "title": tip.title}
            quoted = tip.quotation.text if tip.quotation else ""
            found.append(FrozenPassage(tip.id, label, f"{_lines(tip.title, tip.html)}\n{quoted}", tip.reference))
    for part in book.back:
        found += _of_part(part)
    return {passage.anchor: passage for passage in found}


def correct(edition: Edition, *, language: str, anchor: str, was: str, now: str, why: str, by: User) -> Erratum:
    """See `Edition.correct`. What is sent twice stands on it once."""
    was, now, why = _cleaned("was", was), _cleaned("now", now), cleaned_why(why)
    if _even(was) == _even(now):
        raise ValidationError({"now": ValidationError(_("This is what it says already."), code="same")})
    with transaction.atomic():
        if not Edition.objects.select_for_update().filter(pk=edition.pk, status=Edition.Status.PUBLISHED).exists():
            raise ValidationError(_("Only an edition that readers have can be corrected."), code="not_out")
        languages = [language] if language else list(edition.languages)
        _must_say(edition, languages, anchor, was)
        said = {"language": language, "anchor": anchor, "was": was, "now": now}
        erratum, is_new = edition.errata.get_or_create(**said, defaults={"why": why, "by": by})
        if not is_new:
            return erratum
        note(edition, EditionStep.What.CORRECTED, by=by, part=anchor, was=was, now=now, why=why)
        build.request_builds(edition, languages=languages, forms=[EditionFile.Form.WEB], priority=build.SOON)
    return erratum


def _must_say(edition: Edition, languages: list[str], anchor: str, was: str) -> None:
    """The frozen text says these very words, in every one of the languages."""
    for language in languages:
        try:
            passage = passages_of(edition.guide_in(language)).get(anchor)
        except LookupError:
            raise ValidationError({"language": _("The edition does not come out in this language.")}) from None
        if passage is None:
            raise ValidationError({"anchor": _("The edition has no such text.")}, code="anchor")
        if not passage.holds(was):
            words = _("The edition does not say these words here, in %(language)s.")
            values = {"language": build.name_of_language(language)}
            raise ValidationError({"was": ValidationError(words, code="words", params=values)})


def _cleaned(field: str, text: str) -> str:
    words = " ".join(markup.clean_text(text).split())
    if not words:
        raise ValidationError({field: ValidationError(_("Write a few words first."), code="empty")})
    if len(words) > LONGEST:
        said = _("Say it in %(most)s characters at most.") % {"most": LONGEST}
        raise ValidationError({field: ValidationError(said, code="long")})
    return words


def _of_part(part: SectionPart) -> list[FrozenPassage]:
    inner = [passage for one in part.parts for passage in _of_part(one)]
    return inner or [FrozenPassage(part.id, part.title, _lines(part.title, part.html))]


def _lines(title: str, html: str) -> str:
    return f"{title}\n{markup.html_text(html, is_named=True)}"


def _even(words: str) -> str:
    """Without the differences that nobody sees: spaces, no-break spaces, line ends."""
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())
