"""What colleagues suggest about a translation: another wording, a remark on the original, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from guide.translating import notify
from guide.translating.models import LONGEST_SUGGESTION, PendingTranslation, Suggestion, TranslationStep
from guide.translating.querysets import clean_note, clean_target
from guide.translations.equivalence import same_for_translators
from guide.translations.one_text import Text, column_of
from guide.translations.originals import original_of
from guide.translations.segments import Segment, source_segments

State = Suggestion.State


def suggest(
    text: Text, *, language: str, segment: Segment, wording: str, by: User, at: datetime | None = None
) -> Suggestion:
    """Another wording of a paragraph waits for a translator, who is told, once. Raises ValidationError beside `wording`."""
    moment = at or timezone.now()
    wording = clean_target(wording, segment.field)
    if not wording or wording == segment.target:
        raise ValidationError({"wording": _("Write how you would say it.")}, code="empty")
    if len(wording) > LONGEST_SUGGESTION:
        words = _("Say it in %(most)s characters at most.") % {"most": LONGEST_SUGGESTION}
        raise ValidationError({"wording": words}, code="too_long")
    values = {"language": language, "field": segment.field, "source": segment.source, "wording": wording, "by": by}
    known = Suggestion.objects.of(text).filter(state=State.OPEN, **values).first()
    if known:
        return known
    _check_not_too_often(by, moment)
    with transaction.atomic():
        suggestion = Suggestion.objects.create(at=moment, **values, **{column_of(text): text})
        notify.notify_suggested(suggestion)
    return suggestion


def paragraph_of(suggestion: Suggestion, segments: Sequence[Segment]) -> Segment | None:
    """Returns the one that it is about, which may have been corrected since without saying anything else, or None."""
    of_its_field = [one for one in segments if one.field == suggestion.field]
    exact = (one for one in of_its_field if one.source == suggestion.source)
    corrected = (one for one in of_its_field if same_for_translators(suggestion.source, one.source))
    return next(chain(exact, corrected), None)


def take(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> PendingTranslation:
    """The wording becomes the translation in progress; whoever suggested it is thanked. Raises ValidationError."""
    with transaction.atomic():
        _answer(suggestion, State.TAKEN, by=by, at=at)
        text, language = suggestion.text, suggestion.language
        now = paragraph_of(suggestion, source_segments(original_of(text)))
        segment = Segment(suggestion.field, now.source if now else suggestion.source, suggestion.wording)
        pending = PendingTranslation.objects.put_in(text, language=language, segments=[segment], by=by, at=at)
        notify.notify_answered(suggestion)
    return pending


def refuse(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> None:
    """It is not taken over; whoever suggested it is told. Raises ValidationError where somebody has answered it already."""
    with transaction.atomic():
        _answer(suggestion, State.REFUSED, by=by, at=at)
        notify.notify_answered(suggestion)


def withdraw(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> None:
    """Whoever suggested it thinks better of it. Raises ValidationError where somebody has answered it already."""
    with transaction.atomic():
        _answer(suggestion, State.WITHDRAWN, by=by, at=at)


def remark_on_original(text: Text, *, by: User, note: str, at: datetime | None = None) -> TranslationStep:
    """The editors hear what is not clear, or wrong, in the original; it holds up no translation. Raises ValidationError."""
    if not clean_note(note):
        raise ValidationError({"note": _("Write a few words first.")}, code="empty")
    with transaction.atomic():
        step = TranslationStep.objects.note(text, TranslationStep.Act.REMARK, language="", by=by, note=note, at=at)
        notify.notify_original_remarked(step)
    return step


def _answer(suggestion: Suggestion, state: str, *, by: User, at: datetime | None) -> None:
    held = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if held.state != State.OPEN:
        raise ValidationError(_("Somebody has already answered this suggestion."), code="answered")
    suggestion.state, suggestion.answered_by, suggestion.answered_at = state, by, at or timezone.now()
    suggestion.save(update_fields=["state", "answered_by", "answered_at"])


def _check_not_too_often(by: User, moment: datetime) -> None:
    a_minute, an_hour = settings.FLOOD_LIMITS["remark"]
    for seconds, most in ((60, a_minute), (3600, an_hour)):
        if Suggestion.objects.filter(by=by, at__gt=moment - timedelta(seconds=seconds)).count() >= most:
            raise ValidationError(
                _("That is a lot in a short time. Nothing is lost: send it again in a little while."), code="too_often"
            )
