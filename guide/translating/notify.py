"""Who hears of translations: the other translators, whoever translated or suggested something, the editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import Role, User
from guide.reviewing.notify import editors
from guide.translating.progress import languages
from guide.translations.one_text import OneTextRow
from guide.translations.originals import Original, original_of
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.translating.models import Suggestion, TranslationStep


def translators() -> set[int]:
    """Returns who translates; where nobody does, the editors."""
    return set(User.objects.having(Role.TRANSLATOR).values_list("pk", flat=True)) or editors()


def notify_to_review(step: TranslationStep) -> None:
    """Translators hear of it; where the sender is the only one, the editors do, since somebody else approves."""
    others = translators() - {step.by_id}
    _notify(step, others or editors(), NotificationKind.TRANSLATION_SENT)


def notify_approved(step: TranslationStep, people: Iterable[int]) -> None:
    _notify(step, people, NotificationKind.TRANSLATION_APPROVED)


def notify_sent_back(step: TranslationStep, people: Iterable[int]) -> None:
    _notify(step, people, NotificationKind.TRANSLATION_SENT_BACK)


def notify_original_remarked(step: TranslationStep) -> None:
    _notify(step, editors(), NotificationKind.ORIGINAL_REMARKED)


def notify_wording_taken(suggestion: Suggestion) -> None:
    original = original_of(suggestion.text)
    Notification.objects.tell(
        [suggestion.by_id],
        kind=NotificationKind.WORDING_TAKEN,
        key=f"guide.suggestion:{suggestion.pk}:taken",
        actor=suggestion.answered_by,
        excerpt=suggestion.wording,
        at=suggestion.answered_at,
        **_place(suggestion, original),
    )


def _notify(step: TranslationStep, people: Iterable[int], kind: NotificationKind) -> None:
    key = f"guide.translationstep:{step.pk}:{step.act}"
    place = _place(step, original_of(step.text))
    Notification.objects.tell(people, kind=kind, key=key, actor=step.by, excerpt=step.note, at=step.at, **place)


def _place(row: OneTextRow, original: Original) -> dict[str, str]:
    """What follows the last colon of the place is its language. What concerns the original stands on each of its screens."""
    address = reverse("guide:translation", args=[row.language or languages()[0], original.key])
    return {"place": f"translation:{original.key}:{row.language or '–'}", "place_title": original.title, "url": address}
