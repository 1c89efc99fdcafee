"""From what is in progress to what is printed: sent to review, approved by somebody else, or sent back with a remark.

A change of an original that says nothing else to who reads a translation: an editor says so, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import all_who_edit
from accounts.models import Role, User
from common.words.text_lists import side_by_side, with_and
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.progress import languages
from guide.translating.quality_checks import blocking_warnings
from guide.translating.querysets import clean_note, known_segments
from guide.translations.models import Translation
from guide.translations.originals import OneTextRow, Original, Text, original_at, original_of
from guide.translations.querysets import checked
from guide.translations.segments import Segment, composed, source_segments
from guide.translations.staleness import SegmentState, TextStatus, compared
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.translating.models import Suggestion


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
        notify_to_review(step, writer=pending.by_id)
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
        notify_approved(step, concerned(pending))
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
        notify_sent_back(step, people)
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


# Who may approve a translation that somebody is about to send to review: said before she sends it.


MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Approvers:
    """The people who may; `are_administrators` where nobody else among them does translate, or edit, the guide."""

    people: tuple[User, ...]
    are_administrators: bool

    @property
    def names(self) -> str:
        """The names of all, or of the first of many."""
        names = list(dict.fromkeys(person.public_name for person in self.people))
        return with_and(names) if len(names) <= MOST_NAMES else side_by_side([*names[:MOST_NAMES], "…"])


def approvers_of(pending: PendingTranslation | None, person: User) -> Approvers:
    """Returns who may approve what is in progress once `person` has sent it to review: neither she nor who wrote it last."""
    roles = Q(groups__name__in=[Role.TRANSLATOR, Role.EDITOR, Role.ADMINISTRATOR]) | Q(is_superuser=True)
    found = User.objects.with_roles().filter(roles, is_active=True).distinct().order_by("first_name", "pk")
    writer = pending.by_id if pending else None
    others = [one for one in found if one.pk not in {person.pk, writer}]
    at_work = tuple(one for one in others if _is_at_work(one))
    return Approvers(at_work or tuple(others), not at_work)


def _is_at_work(person: User) -> bool:
    """She translates or edits herself; an administrator may, but is there for something else."""
    return bool(person.role_translator or person.role_editor)  # type: ignore[attr-defined]


# Who hears of translations: the other translators, whoever translated or suggested something, the editors.


def translators() -> set[int]:
    """Returns who translates; where nobody does, the editors."""
    return set(User.objects.having(Role.TRANSLATOR).values_list("pk", flat=True)) or all_who_edit()


def notify_to_review(step: TranslationStep, *, writer: int | None) -> None:
    """Translators hear of it; where nobody is one besides whoever sent it and its writer, the editors do: somebody approves."""
    others = translators() - {step.by_id, writer}
    _notify(step, others or all_who_edit(), NotificationKind.TRANSLATION_SENT)


def notify_approved(step: TranslationStep, people: Iterable[int]) -> None:
    _notify(step, people, NotificationKind.TRANSLATION_APPROVED)


def notify_sent_back(step: TranslationStep, people: Iterable[int]) -> None:
    _notify(step, people, NotificationKind.TRANSLATION_SENT_BACK)


def notify_original_remarked(step: TranslationStep) -> None:
    _notify(step, all_who_edit(), NotificationKind.ORIGINAL_REMARKED)


def notify_suggested(suggestion: Suggestion) -> None:
    """Translators hear that a colleague suggests a wording, which waits for an answer of theirs."""
    _notify_of_wording(
        suggestion, translators(), NotificationKind.WORDING_SUGGESTED, actor=suggestion.by, at=suggestion.at
    )


def notify_answered(suggestion: Suggestion) -> None:
    """Whoever suggested a wording hears whether it is taken over."""
    is_taken = suggestion.state == suggestion.State.TAKEN
    kind = NotificationKind.WORDING_TAKEN if is_taken else NotificationKind.WORDING_REFUSED
    _notify_of_wording(suggestion, [suggestion.by_id], kind, actor=suggestion.answered_by, at=suggestion.answered_at)


def _notify_of_wording(
    suggestion: Suggestion, people: Iterable[int], kind: NotificationKind, *, actor: User | None, at: datetime | None
) -> None:
    key = f"guide.suggestion:{suggestion.pk}:{suggestion.state}"
    place = _place(suggestion, original_of(suggestion.text))
    Notification.objects.notify(people, kind=kind, key=key, actor=actor, excerpt=suggestion.wording, at=at, **place)


def _notify(step: TranslationStep, people: Iterable[int], kind: NotificationKind) -> None:
    key = f"guide.translationstep:{step.pk}:{step.act}"
    place = _place(step, original_of(step.text))
    Notification.objects.notify(people, kind=kind, key=key, actor=step.by, excerpt=step.note, at=step.at, **place)


def _place(row: OneTextRow, original: Original) -> dict[str, str]:
    """What follows the last colon of the place is its language. What concerns the original stands on each of its screens."""
    address = reverse("guide:translation", args=[row.language or languages()[0], original.key])
    return {"place": f"translation:{original.key}:{row.language or '–'}", "place_title": original.title, "url": address}


def does_not_concern_translations(text: Text, *, by: User, note: str, at: datetime | None = None) -> TranslationStep:
    """What is translated of a text counts as made from what stands there now, in every language; the step says why.

    Paragraphs that are not translated at all stay so. Raises ValidationError without a reason.
    """
    if not clean_note(note):
        raise ValidationError({"note": _("Say why it does not concern translations.")}, code="empty")
    original = original_of(text)
    now = source_segments(original)
    with transaction.atomic():
        for model in (Translation, PendingTranslation):
            for row in model.objects.of(text).select_for_update():
                row.segments = [one.segment.to_json() for one in compared(now, row.paragraphs).segments]
                row.source_version = original.version
                if isinstance(row, Translation):
                    row._history_user = by
                row.save(update_fields=["segments", "source_version"])
        return TranslationStep.objects.note(text, TranslationStep.Act.UNCONCERNED, language="", by=by, note=note, at=at)


def missing_paragraphs(text: Text) -> dict[str, int]:
    """Returns how many paragraphs of a text are without a translation, by language; only languages that have begun it."""
    now = source_segments(original_of(text))
    pending = {row.language: row for row in PendingTranslation.objects.of(text)}
    approved = {row.language: row for row in Translation.objects.of(text).defer("body", "body_html")}
    found = {}
    for language in sorted(pending.keys() | approved.keys()):
        known = known_segments(pending.get(language), approved.get(language))
        found[language] = compared(now, known).number_of(SegmentState.MISSING)
    return {language: number for language, number in found.items() if number}
