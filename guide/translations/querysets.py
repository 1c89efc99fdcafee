"""The one way in which a translation is stored: checked and rendered as its original, whoever or whatever brings it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import guide_languages
from common import markup
from common.markup import one_line
from contributions.uploads import uses
from guide.texts import clean_heading, rendered
from guide.tips.models import Tip
from guide.translations.originals import OneTextQuerySet, Text, column_of, original_at
from guide.translations.segments import Segment, translated_segments
from guide.translations.staleness import with_site_lines
from themes.models import Theme

if TYPE_CHECKING:
    from guide.translations.models import Translation


class TranslationChanged(ValidationError):
    """Somebody has saved a translation of this text meanwhile: nothing was written. `theirs` is what stands there now."""

    def __init__(self, theirs: Translation | None) -> None:
        super().__init__(
            _("Somebody has just saved another translation of this text. Nothing was lost: compare, then save."),
            code="changed",
        )
        self.theirs = theirs


class TranslationQuerySet(OneTextQuerySet["Translation"]):
    def record(
        self,
        text: Text,
        *,
        language: str,
        title: str,
        body: str = "",
        quote: str = "",
        short_title: str = "",
        source_version: int,
        by: User | None,
        approved_by: User | None = None,
        segments: Sequence[Segment] | None = None,
        at: datetime | None = None,
        seen: str | None = None,
    ) -> Translation:
        """What a text is in a language from now on. `source_version` is the version of the original that was translated.

        `segments` are its paragraphs; where they are not known, they are found by comparing it with that version. `seen` is the
        `mark` of the translation that was changed, empty where there was none: another one raises TranslationChanged. Raises
        ValidationError beside the field for words that cannot be.
        """
        values = checked(text, language, title=title, body=body, quote=quote, short_title=short_title, by=by)
        newest = 0 if isinstance(text, Theme) else text.version
        version = min(source_version, newest)
        if segments is None:
            words = {name: str(values[name]) for name in ("title", "short_title", "body", "quote")}
            segments = translated_segments(original_at(text, version), words)
            if isinstance(text, Theme) and (known := self.of(text).filter(language=language).first()):
                segments = with_site_lines(segments, known.paragraphs)
        values |= {"segments": [one.to_json() for one in segments], "source_version": version}
        values |= {"by": by, "approved_by": approved_by, "at": at or timezone.now()}
        try:
            with transaction.atomic():
                return self._save(text, language, values, seen)
        except IntegrityError:
            raise TranslationChanged(self.of(text).filter(language=language).first()) from None

    def _save(self, text: Text, language: str, values: dict[str, Any], seen: str | None) -> Translation:
        row = self.of(text).select_for_update().filter(language=language).first()
        if seen is not None and seen != (row.mark if row else ""):
            raise TranslationChanged(row)
        row = row or self.model(language=language, **{column_of(text): text})
        for name, value in values.items():
            setattr(row, name, value)
        row._history_user = values["approved_by"] or values["by"]
        row.save()
        uses.store_uses(cast("Any", row), text, by=values["by"])
        return row


def checked(
    text: Text, language: str, *, title: str, body: str, quote: str, short_title: str, by: User | None
) -> dict[str, Any]:
    """The words as they will be stored; raises ValidationError with all that is wrong, each beside its field."""
    if language not in guide_languages()[1:]:
        raise ValidationError(_("The guide does not come out in this language."), code="language")
    problems: dict[str, Any] = {}
    values: dict[str, Any] = {}
    checks: dict[str, Callable[[], str]] = {
        "title": lambda: _title(text, title),
        "body": lambda: _body(text, body),
        "body_html": lambda: rendered(values.get("body", ""), text, by=by, language=language),
        "quote": lambda: _line(quote, "quote", 500) if isinstance(text, Tip) else "",
        "short_title": lambda: _line(short_title, "short_title", 60) if isinstance(text, Theme) else "",
    }
    for name, check in checks.items():
        try:
            values[name] = check()
        except ValidationError as problem:
            problems |= dict(cast("Any", problem).error_dict)
    if problems:
        raise ValidationError(problems)
    return values


def _title(text: Text, title: str) -> str:
    if not isinstance(text, Theme):
        return clean_heading(title)
    question = _line(title, "title", 250)
    if not question:
        raise ValidationError({"title": _("Give it a title.")}, code="empty")
    return question


def _body(text: Text, body: str) -> str:
    body = "" if isinstance(text, Theme) else markup.clean_text(body).strip()
    if not body and not isinstance(text, Theme) and text.body:
        raise ValidationError({"body": _("Write a few words first.")}, code="empty")
    return body


def _line(value: str, field: str, limit: int) -> str:
    value = one_line(value)
    if len(value) > limit:
        words = {
            "title": _("The question is too long: %(most)s characters at most."),
            "short_title": _("The short title is too long: %(most)s characters at most."),
            "quote": _("The sentence to quote is too long: %(most)s characters at most."),
        }[field]
        raise ValidationError({field: words % {"most": limit}}, code="long")
    return value
