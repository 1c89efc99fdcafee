"""What the cover says, and what its pictures show, as paragraphs of a file for an agency; and taken over from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from guide.editions import Edition, EditionText
from guide.translating.exchange_files import ExchangeText, ExchangeUnit
from guide.translating.querysets import digest
from guide.translating.unit_outcomes import Refusal, UnitOutcome, UnitStatus

COVER = "cover"
_PICTURE = "picture."
_LINES = ("title", "subtitle", "summary")


def cover_text(edition: Edition, language: str) -> ExchangeText | None:
    """Returns the words of the cover in a language, None where the edition does not come out in it."""
    row = edition.texts.filter(language=language).defer("document").first()
    return _text(edition, row) if row else None


def _text(edition: Edition, row: EditionText) -> ExchangeText:
    own = {"title": edition.full_title, "subtitle": edition.full_subtitle, "summary": edition.summary.strip()}
    units = [_unit(name, own[name], getattr(row, name)) for name in _LINES if own[name]]
    units += [
        _unit(f"{_PICTURE}{image.token}", image.alt, row.picture_words.get(image.token, ""))
        for _theme, image in edition.own_pictures
    ]
    return ExchangeText(COVER, _("Cover"), units=units)


def _unit(name: str, source: str, target: str) -> ExchangeUnit:
    return ExchangeUnit(name, source, target, "approved" if target else "missing")


def mark_of_cover(cover: ExchangeText) -> str:
    """Returns which state of the cover somebody has looked at."""
    return digest("\x1f".join(unit.target for unit in cover.units))


def take_cover(edition: Edition, language: str, taken: Sequence[UnitOutcome], *, seen: str) -> list[UnitOutcome]:
    """Says on the cover what was confirmed. Returns what could not be taken: somebody was quicker, or a line is too long."""
    said = {one.unit.id: one.after for one in taken}
    try:
        with transaction.atomic():
            row = edition.texts.select_for_update().get(language=language)
            cover = _text(edition, row)
            if mark_of_cover(cover) != seen:
                return [replace(one, status=UnitStatus.REFUSED, refusal=Refusal.MEANWHILE) for one in taken]
            pictures = {name.removeprefix(_PICTURE): words for name, words in said.items() if name.startswith(_PICTURE)}
            lines = {name: said.get(name, getattr(row, name)) for name in _LINES}
            edition.word_cover_in(language, pictures=row.picture_words | pictures, **lines)
    except ValidationError:
        return [replace(one, status=UnitStatus.REFUSED, refusal=Refusal.LONG) for one in taken]
    return []
