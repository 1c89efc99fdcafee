"""Who hears of translations: the other translators, whoever translated or suggested something, the editors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.access import all_who_edit
from accounts.models import Role, User
from guide.translating.progress import languages
from guide.translations.one_text import OneTextRow
from guide.translations.originals import Original, original_of
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.translating.models import Suggestion, TranslationStep


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
