"""What an author answers to a decision about her text, and what the editors answer her: these alone read it.

Tells authors what became of their texts. Called by the clock, so that a decision can be taken back before.

A decision is told once (`told_at`), and what a person was told has a key of its own: a worker that is killed in between tells
nobody twice. What is used is told when its tip is approved, in the words that will be printed, once a tip and person.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.models import User
from campaign.languages import first_language
from campaign.models import Video
from common import markup
from contributions.models import Page, PageRevision
from guide.decisions.models import Decision, DecisionAnswer, Outcome, Submission
from guide.decisions.querysets import DecisionQuerySet
from guide.sources.models import Tie
from guide.texts import as_read
from guide.tips.models import Tip
from notifications.batching import together
from notifications.kinds import NotificationKind
from notifications.models import Notification
from themes.models import Theme

log = logging.getLogger(__name__)

GRACE = timedelta(hours=1)
BATCH = 100
MERGED_OR_DUPLICATE = (Outcome.MERGED, Outcome.DUPLICATE)


def notify_due(*, at: datetime | None = None) -> None:
    """Tells the authors of what was decided an hour ago or longer; one decision that fails does not keep the others."""
    moment, after = at or timezone.now(), 0
    while rows := list(_due(moment).filter(pk__gt=after).order_by("pk")[:BATCH]):
        for decision in rows:
            try:
                _settle(decision, moment)
            except Exception:
                log.exception("What became of %s could not be told", decision.pk)
        after = rows[-1].pk


def _due(moment: datetime) -> DecisionQuerySet:
    """Returns the decisions whose author is to be notified. A promotion waits until its tip is approved and has a place."""
    ready = ~Q(outcome=Outcome.PROMOTED) | Q(tip__state=Tip.State.APPROVED, tip__number__isnull=False)
    return Decision.objects.filter(ready, told_at=None, at__lte=moment - GRACE).with_everything()


def _settle(decision: Decision, moment: datetime) -> None:
    """Notifies the author if the decision still holds; the submission is locked meanwhile."""
    with transaction.atomic(), together():
        submission = Submission.objects.select_for_update().filter(pk=decision.submission_id, number=decision.number)
        if submission.exists():
            _notify(decision, moment)
        Decision.objects.filter(pk=decision.pk).update(told_at=moment)


def _notify(decision: Decision, moment: datetime) -> None:
    reason = decision.reason
    if decision.outcome == Outcome.PROMOTED and decision.tip is not None:
        _notify_promoted(decision, decision.tip, moment)
    elif decision.outcome == Outcome.NOT_KEPT and reason is not None and reason.tells_author:
        _notify_all(decision, NotificationKind.NOT_KEPT, f"{reason.sentence} {decision.words}", moment)
    elif decision.outcome in MERGED_OR_DUPLICATE and not _was_incorporated(decision):
        _notify_all(
            decision, NotificationKind.KEPT_AS, f"{_where_it_lives_on(decision)} {decision.words}".strip(), moment
        )


def _was_incorporated(decision: Decision) -> bool:
    """Its author has been told then, in the words of the page."""
    return decision.outcome == Outcome.MERGED and decision.submission.comment_id is not None


def _where_it_lives_on(decision: Decision) -> str:
    with translation.override(first_language()):
        if decision.page is None:
            return _("A contribution says the same thing.")
        if decision.page.is_hidden:  # since it was decided: its title would stand in a letter
            return ""
        if decision.outcome == Outcome.MERGED:
            return _("It has gone into the page “%(title)s”.") % {"title": decision.page.title}
        return _("The page “%(title)s” says the same thing.") % {"title": decision.page.title}


def _notify_all(decision: Decision, kind: NotificationKind, excerpt: str, moment: datetime) -> None:
    Notification.objects.notify(
        authors_of(decision.submission),
        kind=kind,
        url=decision.get_absolute_url(),
        key=f"guide.decision:{decision.pk}:told",
        actor=decision.by,
        excerpt=excerpt,
        at=moment,
        **place_of(decision.submission),
    )


def place_of(submission: Submission) -> dict[str, str]:
    """Returns the notification's target and subject; hiding the subject hides the notification."""
    text, comment = submission.text, submission.comment
    place: Page | Video | Theme = submission.page or comment.place  # type: ignore[union-attr]
    return {
        "place": f"{place._meta.model_name}:{place.pk}",
        "place_title": place.question if isinstance(place, Theme) else place.title,
        "about": f"{text._meta.model_name}:{text.pk}",
    }


def _notify_promoted(decision: Decision, tip: Tip, moment: datetime) -> None:
    for person in authors_of(decision.submission):
        Notification.objects.notify(
            [person],
            kind=NotificationKind.PROMOTED,
            place=f"guide:{tip.number}",
            place_title=tip.title,
            url=decision.get_absolute_url(),
            key=f"guide.tip:{tip.pk}:used",
            actor=decision.by,
            excerpt=" ".join(wording_of(tip, person)),
            at=moment,
        )


def authors_of(submission: Submission) -> list[int]:
    """The keys of who wrote it; of a page, beyond details."""
    if submission.comment is not None:
        return [submission.comment.author_id]
    edits = PageRevision.objects.filter(id=submission.page_id, is_minor=False).exclude(history_user=None)
    return sorted(edits.order_by().values_list("history_user", flat=True).distinct())


def wording_of(tip: Tip, person: int) -> list[str]:
    """What the tip says that came of this person's texts; see `said_in`."""
    pages = PageRevision.objects.filter(history_user=person, is_minor=False).order_by().values("id")
    return comment_in(tip, Q(source__comment__author=person) | Q(source__page__in=pages))


def comment_in(tip: Tip, ties: Q) -> list[str]:
    """The sentences of a tip that rest on these sources, in its order; all of it where nobody has said which do."""
    found = Tie.objects.filter(ties, tip=tip, state=Tie.State.CONFIRMED, is_lost=False)
    comment = {as_read(sentence) for sentence in found.values_list("sentence", flat=True)}
    whole = as_read(Tip.objects.values_list("body", flat=True).get(pk=tip.pk))
    return sorted(comment, key=whole.find) or [whole]


LONGEST = DecisionAnswer._meta.get_field("body").max_length or 0


def conversation_about(submission: Submission, reader: User) -> list[DecisionAnswer] | None:
    """What was answered to the decisions about it, the oldest first; None for who is neither its author nor an editor."""
    if not (access.is_editor(reader) or reader.pk in authors_of(submission)):
        return None
    return list(
        DecisionAnswer.objects.filter(decision__submission=submission).select_related("by").order_by("at", "pk")
    )


def to_deal_with() -> QuerySet[DecisionAnswer]:
    """What authors have answered, and no editor has dealt with."""
    return DecisionAnswer.objects.filter(is_from_editors=False, settled_at=None)


def answer(decision: Decision, *, body: str, by: User, at: datetime | None = None) -> DecisionAnswer:
    """Its author answers a decision, or an editor answers her: what she had said is dealt with then. The other side is told.

    Raises PermissionDenied for everybody else, ValidationError for what cannot be said.
    """
    moment, words = at or timezone.now(), _checked(body)
    authors = authors_of(decision.submission)
    is_from_editors = by.pk not in authors or _answers_another(decision, by)
    if is_from_editors and not access.is_editor(by):
        raise PermissionDenied
    with transaction.atomic():
        said = DecisionAnswer.objects.create(
            decision=decision, by=by, at=moment, body=words, is_from_editors=is_from_editors
        )
        if is_from_editors:
            deal_with(decision.submission, at=moment)
        _tell_of_answer(said, authors if is_from_editors else _editors_for(decision))
    return said


def deal_with(submission: Submission, *, at: datetime | None = None) -> int:
    """What authors answered about it needs nothing more; returns how many answers that was."""
    return to_deal_with().filter(decision__submission=submission).update(settled_at=at or timezone.now())


def _answers_another(decision: Decision, by: User) -> bool:
    """Whether an editor who wrote in the page herself answers another author of it, who waits for that."""
    waits = to_deal_with().filter(decision__submission=decision.submission_id).exclude(by=by)
    return access.is_editor(by) and waits.exists()


def _checked(body: str) -> str:
    words = markup.clean_text(body).strip()
    if not words:
        raise ValidationError({"body": gettext_lazy("Write a few words first.")}, code="empty")
    if len(words) > LONGEST:
        raise ValidationError(
            {"body": gettext_lazy("Say it in %(most)s characters at most.") % {"most": LONGEST}}, code="long"
        )
    return words


def _editors_for(decision: Decision) -> list[int]:
    """Whoever decided, and whoever has answered her before; all the editors where these are gone."""
    answered = DecisionAnswer.objects.filter(decision__submission=decision.submission_id, is_from_editors=True).values(
        "by"
    )
    here = User.objects.filter(is_active=True).exclude(pk__in=authors_of(decision.submission))
    found = set(here.filter(pk=decision.by_id).values_list("pk", flat=True))
    found |= set(here.filter(pk__in=answered).values_list("pk", flat=True))
    return sorted(found or access.editors_to_notify())


def _tell_of_answer(said: DecisionAnswer, people: list[int]) -> None:
    decision = said.decision
    Notification.objects.notify(
        people,
        kind=NotificationKind.OBJECTED,
        url=f"{decision.get_absolute_url()}#answers",
        key=f"guide.answer:{said.pk}:said",
        actor=said.by,
        excerpt=said.body,
        at=said.at,
        **place_of(decision.submission),
    )
