"""The cover among text files that came back: what it says, and whether somebody has worded it meanwhile."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from guide.editions import Edition, EditionText
from guide.translating.querysets import TargetsChanged, digest
from guide.translating.sheets import Sheet

_LIMITS = (120, 200, 1000)  # of the title, the subtitle and the summary


def problems_of(sheet: Sheet, cover: EditionText | None) -> list[str]:
    """Returns why nothing is taken from it: no cover in this language, lines that are too long."""
    if cover is None:
        return [_("The edition does not come out in this language.")]
    words = _("Say it in %(most)s characters at most.")
    return [words % {"most": most} for most, line in zip(_LIMITS, _lines(sheet), strict=True) if len(line) > most]


def status_of(sheet: Sheet, edition: Edition, cover: EditionText | None) -> str:
    """Returns "new", "changed", "same" or "original", as `ImportedText` has them."""
    if _lines(sheet) == _own(edition):
        return "original"
    said, now = _lines(without_originals(sheet, edition, cover)), _now(cover)
    return "same" if said == now else "changed" if any(now) else "new"


def without_originals(sheet: Sheet, edition: Edition, cover: EditionText | None) -> Sheet:
    """Returns the sheet without the lines that came back in the edition's own words: as they were given out, not said yet."""
    title, subtitle, summary = (
        "" if line == own and not said else line
        for line, own, said in zip(_lines(sheet), _own(edition), _now(cover), strict=True)
    )
    return replace(sheet, title=title, subtitle=subtitle, body=summary)


def mark_of_cover(cover: EditionText | None) -> str:
    """Returns which state of the cover somebody has looked at."""
    return digest("\x1f".join(_now(cover)))


def store_cover(edition: Edition, language: str, sheet: Sheet, *, seen: str) -> None:
    """Says on the cover what the sheet does. Raises TargetsChanged where it is not as it was `seen`, and ValidationError."""
    with transaction.atomic():
        cover = edition.texts.select_for_update().filter(language=language).defer("document").first()
        if mark_of_cover(cover) != seen:
            raise TargetsChanged({})
        edition.word_cover_in(language, title=sheet.title, subtitle=sheet.subtitle, summary=sheet.body)


type _Cover = tuple[str, str, str]


def _lines(sheet: Sheet) -> _Cover:
    return sheet.title, sheet.subtitle, sheet.body


def _now(cover: EditionText | None) -> _Cover:
    return (cover.title, cover.subtitle, cover.summary) if cover else ("", "", "")


def _own(edition: Edition) -> _Cover:
    return edition.full_title, edition.full_subtitle, edition.summary.strip()
