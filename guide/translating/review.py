"""From what is in progress to what is printed: sent to review, approved by somebody else, or sent back with a remark."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from guide.translating import notify
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.quality_checks import blocking_warnings
from guide.translating.querysets import clean_note
from guide.translations.models import Translation
from guide.translations.originals import Original, original_at
from guide.translations.querysets import checked
from guide.translations.segments import Segment, composed, source_segments
from guide.translations.staleness import SegmentState, TextStatus, compared

Act = TranslationStep.Act
State = PendingTranslation.State


class MovedOn(ValidationError):
    """Somebody has changed it, or gone a step further, since it was looked at: nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has changed this translation meanwhile: look at it as it is now."), code="moved_on"
        )


def ask_for_review(
    pending: PendingTranslation, *, by: User, seen: int, note: str = "", at: datetime | None = None
) -> TranslationStep:
    """It waits for somebody else to read it; the other translators are told.

    Raises MovedOn, and ValidationError that says what is not ready.
    """
    with transaction.atomic():
        _hold(pending, State.DRAFT, State.SENT_BACK, seen=seen)
        if refusal := why_not_ready(pending):
            raise refusal
        words_of(pending, by=by)
        step = _go(pending, State.REVIEW, Act.SENT, by=by, note=note, at=at)
        notify.notify_to_review(step, writer=pending.by_id)
    return step


def approve(pending: PendingTranslation, *, by: User, seen: int, at: datetime | None = None) -> Translation:
    """Somebody who neither wrote it last nor asked for the review agrees: from now on the guide says it.

    Raises MovedOn, and ValidationError that says why not.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        _hold(pending, State.REVIEW, seen=seen)
        if refusal := why_not_approve(pending, by):
            raise refusal
        text, language = pending.text, pending.language
        done = Translation.objects.record(
            text,
            language=language,
            source_version=pending.source_version,
            by=pending.by,
            approved_by=by,
            segments=pending.paragraphs,
            at=moment,
            **words_of(pending, by=pending.by),
        )
        step = TranslationStep.objects.note(text, Act.APPROVED, language=language, by=by, at=moment)
        notify.notify_approved(step, concerned(pending))
        pending.delete()
    return done


def send_back(
    pending: PendingTranslation, *, by: User, seen: int, note: str, at: datetime | None = None
) -> TranslationStep:
    """Whoever made it goes on, because of what `note` says. Raises MovedOn, and ValidationError without a remark."""
    if not clean_note(note):
        raise ValidationError({"note": _("Say what is to be changed.")}, code="empty")
    with transaction.atomic():
        _hold(pending, State.REVIEW, seen=seen)
        people = concerned(pending)
        step = _go(pending, State.SENT_BACK, Act.SENT_BACK, by=by, note=note, at=at)
        notify.notify_sent_back(step, people)
    return step


def take_back(pending: PendingTranslation, *, by: User, seen: int, at: datetime | None = None) -> TranslationStep:
    """There is more to translate. Raises MovedOn."""
    with transaction.atomic():
        _hold(pending, State.REVIEW, seen=seen)
        return _go(pending, State.DRAFT, Act.WITHDRAWN, by=by, note="", at=at)


def discard(pending: PendingTranslation, *, by: User, seen: int, at: datetime | None = None) -> TranslationStep:
    """What is in progress goes, for good; what the guide says stays. Raises MovedOn, also where it is in review."""
    with transaction.atomic():
        _hold(pending, State.DRAFT, State.SENT_BACK, seen=seen)
        text, language = pending.text, pending.language
        pending.delete()
        return TranslationStep.objects.note(text, Act.DISCARDED, language=language, by=by, at=at)


def why_not_ready(pending: PendingTranslation) -> ValidationError | None:
    """Returns what is to be done before it can be reviewed; None where it is all there."""
    status = status_of(pending)
    if missing := status.number_of(SegmentState.MISSING):
        return ValidationError(_("Paragraphs that are not translated yet: %(n)s.") % {"n": missing}, code="missing")
    if outdated := status.number_of(SegmentState.OUTDATED):
        words = _("Paragraphs whose original has changed: %(n)s. Change them, or say that they are still right.")
        return ValidationError(words % {"n": outdated}, code="outdated")
    if unread := sum(one.segment.is_machine for one in status.segments):
        words = _("Proposals of the machine that nobody has looked at: %(n)s. Change them, or say that they are right.")
        return ValidationError(words % {"n": unread}, code="machine")
    if blocking := blocking_warnings([(one.segment.source, one.segment.target) for one in status.segments]):
        return ValidationError(blocking, code="broken")
    return None


def why_not_approve(pending: PendingTranslation, person: User) -> ValidationError | None:
    """Returns why this person cannot approve what is in review; None where she can."""
    if pending.by_id == person.pk:
        return ValidationError(_("You translated it yourself: somebody else approves it."), code="own_text")
    asked = last_request(pending)
    if asked and asked.by_id == person.pk:
        return ValidationError(_("You asked for this review: somebody else approves it."), code="own_request")
    return None


def status_of(pending: PendingTranslation) -> TextStatus:
    """Returns how far it is, against the original as it stands now."""
    now = original_at(pending.text, getattr(pending.text, "version", 0))
    return compared(source_segments(now), pending.paragraphs)


def words_of(pending: PendingTranslation, *, by: User | None) -> dict[str, str]:
    """Returns the title, short title, body and quotation that its paragraphs make. Raises ValidationError beside the field."""
    original = original_at(pending.text, pending.source_version)
    words = put_together(original, pending.paragraphs)
    checked(pending.text, pending.language, by=by, **words)
    return words


def put_together(original: Original, segments: list[Segment]) -> dict[str, str]:
    """Returns what translated paragraphs of an original make as a whole."""
    lines = {one.field: one.target for one in segments if one.field != "body"}
    body = composed(original.body, [one.target for one in segments if one.field == "body"])
    return {name: lines.get(name, "") for name in ("title", "short_title", "quote")} | {"body": body}


def last_request(pending: PendingTranslation) -> TranslationStep | None:
    """Returns who asked for its review last."""
    rows = TranslationStep.objects.of(pending.text).in_language(pending.language)
    return rows.filter(act=Act.SENT).select_related("by").first()


def concerned(pending: PendingTranslation) -> set[int]:
    """Returns who hears what became of it: whoever wrote it last, and whoever asked."""
    asked = last_request(pending)
    return {pk for pk in (pending.by_id, asked.by_id if asked else None) if pk is not None}


def _hold(pending: PendingTranslation, *states: str, seen: int) -> None:
    held = PendingTranslation.objects.select_for_update().filter(pk=pending.pk).first()
    if held is None or held.state not in states or held.version != seen:
        raise MovedOn
    pending.state, pending.segments, pending.by_id = held.state, held.segments, held.by_id
    pending.source_version, pending.version = held.source_version, held.version


def _go(pending: PendingTranslation, to: str, act: str, *, by: User, note: str, at: datetime | None) -> TranslationStep:
    pending.state = to
    PendingTranslation.objects.filter(pk=pending.pk).update(state=to)
    return TranslationStep.objects.note(pending.text, act, language=pending.language, by=by, note=note, at=at)
