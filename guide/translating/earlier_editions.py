"""What earlier editions printed of a text, and of its cover, in two languages: pairs for the translation memory.

The history of translations knows more of a paragraph: which words it was made from. An edition may have printed a translation
that was older than its original. So what the history knows is left to it, and is no pair of an edition.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from guide.editions import Edition, EditionText
from guide.editions.wordings import Wording
from guide.publication.document import Chapter, Guide, Section, Tip
from guide.translating.memory import TranslatedPair

MOST_EDITIONS = 3

type _Documents = tuple[int, datetime, dict[str, Any], dict[str, Any]]  # number, day, in its own language, in the other
type _Line = tuple[str, str]  # its words in the language of the edition, and in the other one


def pairs_of_editions(own: str, language: str, known: Iterable[TranslatedPair]) -> Iterator[TranslatedPair]:
    """What the newest published editions say in `own`, their own language, and in another one; one query.

    A wording that stands in `known` is left out, and so are quotations: their consents may have been withdrawn since.
    """
    said = {_folded(pair.target) for pair in known}
    for number, at, ours, theirs in _documents(own, language):
        origin = _("Edition %(number)s") % {"number": number}
        for pair in _pairs(Guide.from_json(ours, names={}), Guide.from_json(theirs, names={}), origin, at):
            if _folded(pair.target) not in said:
                yield pair


def _documents(own: str, language: str) -> list[_Documents]:
    ours = EditionText.objects.filter(edition=OuterRef("edition"), language=own).values("document")[:1]
    rows = EditionText.objects.filter(
        language=language, document__isnull=False, edition__language=own, edition__status=Edition.Status.PUBLISHED
    )
    rows = rows.annotate(ours=Subquery(ours)).order_by("-edition__number")
    found = rows.values_list("edition__number", "edition__published_at", "ours", "document")[:MOST_EDITIONS]
    return cast("list[_Documents]", list(found))


def _pairs(ours: Guide, theirs: Guide, origin: str, at: datetime) -> Iterator[TranslatedPair]:
    for lines in (_cover(ours, theirs), *_texts(ours, theirs)):
        previous = ""
        for source, target in lines:
            if source and target and source != target:
                yield TranslatedPair(source, target, previous, origin, at)
            previous = source


def _cover(ours: Guide, theirs: Guide) -> list[_Line]:
    """What the cover says, and what its pictures and those of the chapters show."""
    lines = [(ours.title, theirs.title), (ours.subtitle, theirs.subtitle), (ours.summary, theirs.summary)]
    pictures = [(ours.cover, theirs.cover)]
    pictures += [(one.illustration, other.illustration) for one, other in _chapters(ours, theirs)]
    return lines + [(one.alt, other.alt) for one, other in pictures if one and other]


def _chapters(ours: Guide, theirs: Guide) -> list[tuple[Chapter, Chapter]]:
    by_number = {chapter.number: chapter for chapter in theirs.chapters}
    return [(chapter, by_number[chapter.number]) for chapter in ours.chapters if chapter.number in by_number]


def _texts(ours: Guide, theirs: Guide) -> Iterator[list[_Line]]:
    """The paragraphs of each text that is translated."""
    if len(ours.sections) == len(theirs.sections):
        for one, other in zip(ours.sections, theirs.sections, strict=True):
            if not other.language:
                yield _paragraphs(_words(one), _words(other))
    for chapter, translated in _chapters(ours, theirs):
        if not translated.language:
            yield [(chapter.question, translated.question), (chapter.short_title, translated.short_title)]
        if not translated.opening_language:
            yield _paragraphs(Wording("", chapter.opening_text), Wording("", translated.opening_text))
    by_reference = {tip.reference: tip for tip in theirs.tips if tip.reference and not tip.language}
    for tip in ours.tips:
        if tip.reference in by_reference:
            yield _paragraphs(_words(tip), _words(by_reference[tip.reference]))


def _words(text: Section | Tip) -> Wording:
    return Wording(text.title, text.text)


def _paragraphs(one: Wording, other: Wording) -> list[_Line]:
    """Those of a text and of its translation; none where they are not as many, and nobody can say which is which."""
    sources, targets = one.paragraphs, other.paragraphs
    if [(part.field, part.marker) for part in sources] != [(part.field, part.marker) for part in targets]:
        return []
    return [(source.source, target.source) for source, target in zip(sources, targets, strict=True)]


def _folded(text: str) -> str:
    """As typesetting leaves it alone: without spaces, with one kind of apostrophe."""
    return "".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())
