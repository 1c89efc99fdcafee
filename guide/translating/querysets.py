"""Finding translations in progress, and writing into them: paragraph by paragraph, never over somebody else's words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from guide.translations.models import Translation
from guide.translations.originals import OneTextQuerySet, Original, Text, column_of, original_at
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentState, SegmentStatus, TextStatus, compared, with_site_lines

if TYPE_CHECKING:
    from guide.translating.models import PendingTranslation, Suggestion, TranslationStep

LONGEST_TARGET = 20_000
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """What a form sends for a paragraph: its words, the `digest` of those that it was loaded with, and "still right"."""

    target: str
    loaded: str
    is_still_right: bool = False


class TargetsChanged(ValidationError):
    """Somebody else has translated the same paragraphs meanwhile: nothing was written. `theirs` is what they say, by place."""

    def __init__(self, theirs: dict[int, str]) -> None:
        super().__init__(
            _("Somebody else has just translated the same paragraph. Nothing was lost: compare, then save."),
            code="changed",
        )
        self.theirs = theirs


def digest(target: str) -> str:
    """Returns what a form remembers of a translation that it was loaded with."""
    return hashlib.sha256(target.encode()).hexdigest()[:16]


def mark_of(pending: PendingTranslation | None, translation: Translation | None) -> str:
    """Returns which state of a translation somebody has looked at; empty where there is none."""
    if pending:
        return f"pending-{pending.pk}-{pending.version}"
    return translation.mark if translation else ""


def known_segments(pending: PendingTranslation | None, translation: Translation | None) -> list[Segment]:
    """Returns what is translated of a text: what is in progress, else what is approved."""
    row = pending or translation
    return row.paragraphs if row else []


class PendingTranslationQuerySet(OneTextQuerySet["PendingTranslation"]):
    def save_targets(
        self,
        text: Text,
        *,
        language: str,
        source_version: int,
        typed: Sequence[TypedTarget],
        by: User,
        at: datetime | None = None,
    ) -> PendingTranslation | None:
        """Writes the translations of the paragraphs that `source_version` of a text has, in their order.

        Returns what is in progress, None where nothing is and the guide says all of it already. What this person has not
        touched stays as others have it by now. Raises TargetsChanged where both changed a paragraph, and ValidationError
        where the paragraphs are not those of that version, or too long.
        """
        original = original_at(text, source_version)
        with transaction.atomic():
            pending = self._held(text, language)
            known = self._known(pending, text, language)
            status = compared(source_segments(original), known)
            segments = _with_typed(status, typed)
            if pending is None and segments == known and not status.is_outdated:
                return None
            return self._write(pending, original, language, segments, by=by, at=at)

    def put_in(
        self,
        text: Text,
        *,
        language: str,
        segments: Sequence[Segment],
        by: User | None,
        at: datetime | None = None,
        seen: str | None = None,
    ) -> PendingTranslation:
        """Puts translations of single paragraphs, found by their sources, into what is in progress. Returns it.

        For files, machines and suggestions. What is not among the `segments` stays. Raises ValidationError where the
        original no longer has one of them, and TargetsChanged where `seen` is not the `mark_of` what is there by now.
        """
        original = original_at(text, getattr(text, "version", 0))
        with transaction.atomic():
            pending = self._held(text, language)
            if seen is not None:
                self._check_unchanged(pending, text, language, seen)
            status = compared(source_segments(original), self._known(pending, text, language))
            return self._write(pending, original, language, _with_brought(status, segments), by=by, at=at)

    def bring(
        self,
        text: Text,
        *,
        language: str,
        source_version: int,
        segments: Sequence[Segment],
        by: User,
        seen: str,
        at: datetime | None = None,
    ) -> PendingTranslation:
        """Puts a whole translation of `source_version` in the place of what is in progress, as a file brings it. Returns it.

        `seen` is the `mark_of` what was looked at before: raises TargetsChanged where there is another one by now.
        """
        original = original_at(text, source_version)
        with transaction.atomic():
            pending = self._held(text, language)
            self._check_unchanged(pending, text, language, seen)
            clean = [replace(one, target=clean_target(one.target, one.field)) for one in segments]
            clean = with_site_lines(clean, self._known(pending, text, language))
            return self._write(pending, original, language, clean, by=by, at=at)

    def _check_unchanged(self, pending: PendingTranslation | None, text: Text, language: str, seen: str) -> None:
        if seen != mark_of(pending, Translation.objects.of(text).in_language(language).first()):
            raise TargetsChanged({})

    def _known(self, pending: PendingTranslation | None, text: Text, language: str) -> list[Segment]:
        if pending:
            return pending.paragraphs
        return known_segments(None, Translation.objects.of(text).in_language(language).first())

    def _held(self, text: Text, language: str) -> PendingTranslation | None:
        return self.of(text).in_language(language).select_for_update().first()

    def _write(
        self,
        pending: PendingTranslation | None,
        original: Original,
        language: str,
        segments: list[Segment],
        *,
        by: User | None,
        at: datetime | None,
    ) -> PendingTranslation:
        row = pending or self.model(language=language, version=0, **{column_of(original.text): original.text})
        row.segments = [one.to_json() for one in segments]
        row.source_version, row.by, row.at = original.version, by, at or timezone.now()
        row.version += 1
        was_in_review = row.state == row.State.REVIEW
        row.state = row.State.DRAFT if was_in_review else row.state
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # somebody else has begun at the same moment
            raise TargetsChanged({}) from None
        if was_in_review:
            row.note_withdrawal()
        return row


class TranslationStepQuerySet(OneTextQuerySet["TranslationStep"]):
    def note(
        self, text: Text, act: str, *, language: str, by: User | None, note: str = "", at: datetime | None = None
    ) -> TranslationStep:
        """Writes down what somebody did. Raises ValidationError for a note that is too long."""
        values: dict[str, Any] = {"act": act, "by": by, "note": clean_note(note), "at": at or timezone.now()}
        version = getattr(text, "version", 0)
        return self.create(language=language, version=version, **values, **{column_of(text): text})

    def about(self, text: Text, language: str) -> models.QuerySet[TranslationStep]:
        """Returns what was done in a language, and what concerns the original in all, newest first."""
        return self.of(text).filter(language__in=[language, ""]).select_related("by")


class SuggestionQuerySet(OneTextQuerySet["Suggestion"]):
    def open(self) -> models.QuerySet[Suggestion]:
        return self.filter(state="open")


def clean_note(note: str) -> str:
    """Returns a remark on one line; raises ValidationError beside `note` for one that is too long."""
    note = " ".join(markup.clean_text(note).split())
    if len(note) > LONGEST_REMARK:
        words = _("Say it in %(most)s characters at most.") % {"most": LONGEST_REMARK}
        raise ValidationError({"note": words}, code="too_long")
    return note


def clean_target(target: str, field: str) -> str:
    """Returns a translation of a paragraph as it is stored: of a line, on one line."""
    return markup.clean_text(target).strip() if field == "body" else markup.one_line(target)


def _with_typed(status: TextStatus, typed: Sequence[TypedTarget]) -> list[Segment]:
    if len(typed) != len(status.segments):
        raise ValidationError(
            _("The original has changed meanwhile: load it again, what you typed is in your drafts."), code="source"
        )
    theirs: dict[int, str] = {}
    segments = []
    for place, (one, sent) in enumerate(zip(status.segments, typed, strict=True)):
        target = clean_target(sent.target, one.segment.field)
        if len(target) > LONGEST_TARGET:
            raise ValidationError(_("This is too long for one paragraph."), code="too_long")
        known = one.segment.target
        if digest(target) == sent.loaded:
            target = known
        elif target != known and digest(known) != sent.loaded:
            theirs[place] = known
        segments.append(_written(one, target, is_still_right=sent.is_still_right))
    if theirs:
        raise TargetsChanged(theirs)
    return segments


def _written(one: SegmentStatus, target: str, *, is_still_right: bool) -> Segment:
    """A paragraph that was touched translates the original as it stands; another one what it translated before."""
    if target != one.segment.target or is_still_right:
        return replace(one.segment, target=target, is_machine=False)
    is_older = one.state == SegmentState.OUTDATED and not one.is_moved
    return replace(one.segment, source=one.older) if is_older else one.segment


def _with_brought(status: TextStatus, brought: Sequence[Segment]) -> list[Segment]:
    left = list(brought)
    segments = []
    for one in status.segments:
        same = next(
            (other for other in left if (other.field, other.source) == (one.segment.field, one.segment.source)), None
        )
        if same is None:
            segments.append(_written(one, one.segment.target, is_still_right=False))
        else:
            left.remove(same)
            target = clean_target(same.target, one.segment.field)
            segments.append(replace(one.segment, target=target, is_machine=same.is_machine))
    if left:
        raise ValidationError(_("The original no longer has this paragraph."), code="source")
    return segments
