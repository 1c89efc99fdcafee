"""Tells the editors that a vote is open.

What came out of a vote, and why, to be read by anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import all_who_edit
from accounts.models import User
from guide.candidates.models import Candidate, NotInThisTheme, PollClosed
from guide.candidates.schulze import Ranking, SchulzeCount, count
from guide.places import places_in_preparation
from notifications.kinds import NotificationKind
from notifications.models import Notification
from themes.models import Theme


def notify_editors(poll: Poll, *, by: User, at: datetime | None = None) -> None:
    """Whoever may vote: administrators too."""
    Notification.objects.notify(
        all_who_edit(),
        kind=NotificationKind.POLL,
        place=f"poll:{poll.pk}",
        place_title=str(poll),
        url=poll.get_absolute_url(),
        key=f"guide.poll:{poll.pk}",
        actor=by,
        at=at,
    )


# The votes of the editors about a place: every editor ranks, may change it until the vote is closed, then it is counted.


class PollQuerySet(models.QuerySet["Poll"]):
    def begin(
        self,
        theme: Theme,
        *,
        place: int,
        candidates: Iterable[Candidate],
        by: User,
        closes_at: datetime,
        at: datetime | None = None,
    ) -> Poll:
        """Opens a vote for a place among two candidates or more, and tells the editors. Raises ValidationError."""
        moment, rows = at or timezone.now(), list(candidates)
        if place not in places_in_preparation().row_of(theme).numbers:
            raise NotInThisTheme(place)
        if len(rows) < 2 or not all(row.is_open for row in rows):
            raise ValidationError({"candidates": _("Choose at least two candidates.")}, code="few")
        if closes_at <= moment:
            raise ValidationError({"closes_on": _("Choose a day in the future.")}, code="past")
        values = {"opened_by": by, "opened_at": moment, "closes_at": closes_at}
        try:
            with transaction.atomic():
                poll = self.create(theme=theme, place=place, **values)
                poll.candidates.set(rows)
                notify_editors(poll, by=by, at=at)
        except IntegrityError:
            raise ValidationError({"place": _("The editors are voting on this place already.")}, code="open") from None
        return poll

    def open(self) -> PollQuerySet:
        return self.filter(closed_at=None)

    def closed(self) -> PollQuerySet:
        return self.exclude(closed_at=None)

    def due(self, moment: datetime) -> PollQuerySet:
        return self.open().filter(closes_at__lte=moment)

    def refuse(self, place: int) -> None:
        """Raises ValidationError where the editors are voting about a place."""
        if self.open().filter(place=place).exists():
            words = _("The editors are voting on place %(number)s: close the vote first, or choose another place.")
            raise ValidationError(words % {"number": place}, code="voting")


class Poll(models.Model):
    """A vote of the editors: each ranks the candidates for a place. Counted by Schulze's method when it is closed."""

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="polls", verbose_name=_("campaign question")
    )
    place = models.PositiveSmallIntegerField(_("place"))
    candidates: models.ManyToManyField[Candidate, Any] = models.ManyToManyField(
        Candidate, related_name="polls", verbose_name=_("candidates")
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    result: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        _("result"), null=True, blank=True, editable=False
    )

    objects = PollQuerySet.as_manager()

    if TYPE_CHECKING:
        theme_id: int
        ballots: Any  # the manager of those that were cast

    class Meta:
        verbose_name = pgettext_lazy("poll", "vote")
        verbose_name_plural = pgettext_lazy("poll", "votes")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "place"], condition=Q(closed_at=None), name="a_place_has_one_open_vote"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, result__isnull=True) | Q(closed_at__isnull=False, result__isnull=False),
                name="a_closed_vote_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Vote for place %(place)s") % {"place": self.place})

    def get_absolute_url(self) -> str:
        return reverse("guide:poll", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def last_day(self) -> date:
        """The day at whose end it closes, or in which."""
        return timezone.localtime(self.closes_at - timedelta(seconds=1)).date()

    @property
    def keys(self) -> list[int]:
        return list(self.candidates.order_by("pk").values_list("pk", flat=True))

    @property
    def count(self) -> SchulzeCount | None:
        """What came out; None while the vote is open."""
        return SchulzeCount.from_json(self.result) if self.result else None

    def cast(self, ranks: Ranking, *, by: User, why: str = "", at: datetime | None = None) -> Ballot:
        """Ranks the candidates, the best group first; again takes the place of what was cast before. Raises PollClosed."""
        moment = at or timezone.now()
        with transaction.atomic():
            held = self._held()
            if held.closed_at is not None or held.closes_at <= moment:
                raise PollClosed
            values = {"ranks": complete(ranks, held.keys), "why": " ".join(why.split())[:300], "at": moment}
            return Ballot.objects.update_or_create(poll=held, by=by, defaults=values)[0]

    def close(self, *, by: User | None, at: datetime | None = None) -> bool:
        """Ends and counts it, once; nobody closes it where the clock does. Returns whether it was still open."""
        with transaction.atomic():
            held = self._held()
            if held.closed_at is not None:
                return False
            result = count(held.keys, list(held.ballots.values_list("ranks", flat=True))).as_json()
            rows = Poll.objects.filter(pk=held.pk)
            rows.update(closed_at=at or timezone.now(), closed_by=by, result=result)
        self.refresh_from_db()
        return True

    def _held(self) -> Poll:
        """Whoever votes and whoever closes wait for each other: a ballot is counted, or refused."""
        return Poll.objects.select_for_update().get(pk=self.pk)


class Ballot(models.Model):
    """How one editor ranks the candidates: groups of their keys, the best first; those of one group are equal."""

    poll = models.ForeignKey(
        Poll, on_delete=models.CASCADE, related_name="ballots", verbose_name=pgettext_lazy("poll", "vote")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("cast by"))
    at = models.DateTimeField(_("cast"), default=timezone.now)
    ranks: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField(_("ranking"))
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "by"], name="an_editor_votes_once")]

    if TYPE_CHECKING:
        poll_id: int
        by_id: int

    def __str__(self) -> str:
        return f"{self.poll}: {self.by}"


def complete(ranks: Ranking, keys: Sequence[int]) -> list[list[int]]:
    """Each candidate once, none that is not one; who is not named comes last, equal to the others like it."""
    left, found = set(keys), []
    for group in ranks:
        own = [key for key in dict.fromkeys(group) if key in left]
        left -= set(own)
        found.append(own)
    return [group for group in [*found, [key for key in keys if key in left]] if group]


def close_what_is_due() -> int:
    """For settings.RUN_PERIODICALLY: returns how many votes were closed by the clock."""
    return sum(poll.close(by=None) for poll in Poll.objects.due(timezone.now()))


@dataclass(frozen=True)
class Duel:
    """How many ballots put one candidate before another, and how many the other way round."""

    one: Candidate
    other: Candidate
    wins: int
    losses: int


@dataclass(frozen=True)
class RankingStep:
    """Why one candidate comes before the next: by the duel itself, or by a chain that is stronger than the way back."""

    duel: Duel
    chain: list[Duel]
    strength: int
    back: int

    @property
    def is_direct(self) -> bool:
        return len(self.chain) == 1


@dataclass(frozen=True)
class DuelRow:
    """A candidate of the table of duels; its own place in it is None."""

    candidate: Candidate
    duels: list[Duel | None]


@dataclass(frozen=True)
class Ranked:
    """How one editor ranked them."""

    ballot: Ballot
    groups: list[list[Candidate]]


@dataclass(frozen=True)
class Result:
    poll: Poll
    order: list[list[Candidate]]
    steps: list[RankingStep]
    table: list[DuelRow]
    ranked: list[Ranked]
    ballots: int

    @property
    def first(self) -> list[Candidate]:
        """Who came out first; several where they are equal. Nobody where nobody voted."""
        return self.order[0] if self.ballots and self.order else []

    @property
    def is_tied(self) -> bool:
        return len(self.first) > 1


def result_of(poll: Poll) -> Result:
    """Of a closed vote whose candidates and ballots are at hand; no query."""
    found = poll.count
    assert found is not None  # noqa: S101 - the database holds it
    rows = {row.pk: row for row in poll.candidates.all()}
    order = [[rows[key] for key in group if key in rows] for group in found.order]
    in_order = [row for group in order for row in group]
    table = [
        DuelRow(row, [None if row == other else _duel(found, row, other) for other in in_order]) for row in in_order
    ]
    ranked = [Ranked(ballot, _groups(ballot, rows)) for ballot in poll.ballots.all()]
    return Result(poll, order, list(_steps(found, order)), table, ranked, found.ballots)


def _groups(ballot: Ballot, rows: Mapping[int, Candidate]) -> list[list[Candidate]]:
    return [[rows[key] for key in group if key in rows] for group in ballot.ranks]


def _duel(found: SchulzeCount, one: Candidate, other: Candidate) -> Duel:
    return Duel(one, other, found.wins[one.pk][other.pk], found.wins[other.pk][one.pk])


def _steps(found: SchulzeCount, order: list[list[Candidate]]) -> Iterator[RankingStep]:
    rows = {row.pk: row for group in order for row in group}
    for before, after in pairwise(order):
        for one in before:
            for other in after:
                if found.beats(one.pk, other.pk):
                    path = found.path(one.pk, other.pk)
                    chain = [_duel(found, rows[start], rows[end]) for start, end in pairwise(path)]
                    strengths = found.strengths[one.pk][other.pk], found.strengths[other.pk][one.pk]
                    yield RankingStep(_duel(found, one, other), chain, *strengths)
