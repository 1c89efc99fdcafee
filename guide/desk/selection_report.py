"""How the choice was made, for everybody signed in: in numbers, and place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q

from contributions.history_models import Act
from guide.candidates.evidence import Evidence, Frozen, Nomination, evidence_of, shown
from guide.candidates.models import Candidate
from guide.candidates.polls import Ballot, Poll, Result, result_of
from guide.decisions.models import Decision, Outcome
from guide.tips.board import Place, board_in_preparation
from guide.tips.models import Tip, TipRevision
from themes.models import Theme


@dataclass(frozen=True)
class ThemeNumbers:
    """Of one theme: texts that were nominated, shortlisted, voted on, promoted, not kept."""

    theme: Theme
    nominated: int
    shortlisted: int
    voted: int
    promoted: int
    not_kept: int


def numbers() -> list[ThemeNumbers]:
    """One row a theme, in a constant number of queries. Each text counts once in each column."""
    by_column = {
        "nominated": _count(
            Nomination.objects.filter(page__is_hidden=False, page__theme__isnull=False), "page__theme", "page"
        ),
        "shortlisted": _count(Candidate.objects.all(), "theme", "pk"),
        "voted": _count(Candidate.objects.filter(polls__isnull=False), "theme", "pk"),
        "promoted": _count(Tip.objects.placed(), "theme", "pk"),
        "not_kept": _count(Decision.objects.holding().filter(outcome=Outcome.NOT_KEPT), "submission__theme", "pk"),
    }
    themes = Theme.objects.all()
    return [
        ThemeNumbers(theme, **{name: found.get(theme.pk, 0) for name, found in by_column.items()}) for theme in themes
    ]


def _count(rows: Any, theme: str, what: str) -> dict[int, int]:
    return dict(rows.order_by().values(theme).annotate(n=Count(what, distinct=True)).values_list(theme, "n"))


@dataclass(frozen=True)
class Contender:
    """A candidate with what speaks, or spoke, for it."""

    candidate: Candidate
    evidence: Evidence


@dataclass
class PlaceSelection:
    """A place: who stands there and who put it there, who was a candidate for it, the votes about it."""

    place: Place
    decision: Decision | None = None
    promotion: TipRevision | None = None
    contenders: list[Contender] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


@dataclass(frozen=True)
class SelectionReport:
    theme: Theme
    places: list[PlaceSelection]
    waiting: list[Contender]
    dropped: list[Contender]


def selection_report_of(theme: Theme) -> SelectionReport:
    """The same number of queries however many candidates and votes there are."""
    rows = list(Candidate.objects.for_theme(theme).with_texts().order_by("shortlisted_at", "pk"))
    evidence = _evidence(rows)
    contenders = [Contender(row, evidence[row.pk]) for row in rows]
    row = next(row for row in board_in_preparation().by_theme if row.theme.pk == theme.pk)
    places = {place.number: PlaceSelection(place) for place in row.places}
    waiting = [one for one in contenders if not _stands_at(one, places)]
    _add_decisions(places)
    _add_votes(theme, places)
    dropped = [one for one in contenders if not (one.candidate.is_open or one.candidate.has_place)]
    return SelectionReport(theme, list(places.values()), [one for one in waiting if one.candidate.is_open], dropped)


def _evidence(rows: Iterable[Candidate]) -> dict[int, Evidence]:
    """Of the past what was frozen; of the present what is counted now."""
    frozen: dict[int, Frozen] = {row.pk: row.evidence for row in rows if row.evidence is not None}
    return shown(frozen | evidence_of(row for row in rows if row.evidence is None))


def _stands_at(contender: Contender, places: Mapping[int, PlaceSelection]) -> bool:
    """Puts it beside its place: where its tip stands now, or the one that it is meant for."""
    row = contender.candidate
    number = row.place if row.tip is None else row.tip.number
    chosen = places.get(number or 0)
    if chosen is None or (not row.is_open and row.tip is None):
        return False
    chosen.contenders.append(contender)
    return True


def _add_decisions(places: Mapping[int, PlaceSelection]) -> None:
    """Of each tip, the decision that made it; of one that was made before there were decisions, its first version."""
    tips = {chosen.place.tip.pk: chosen for chosen in places.values() if chosen.place.tip}
    decisions = Decision.objects.holding().filter(tip__in=tips, outcome=Outcome.PROMOTED)
    for decision in decisions.select_related("by").order_by("-at", "-pk"):
        tips[decision.tip_id or 0].decision = decision
    first = Q(id__in=tips, version=1) & Q(act=Act.WRITTEN)
    for revision in TipRevision.objects.filter(first).select_related("history_user").defer("body"):
        tips[revision.id].promotion = revision


def _add_votes(theme: Theme, places: Mapping[int, PlaceSelection]) -> None:
    ballots = Prefetch("ballots", Ballot.objects.select_related("by"))
    candidates = Prefetch("candidates", Candidate.objects.with_texts().order_by("pk"))
    polls = Poll.objects.filter(theme=theme).select_related("opened_by", "closed_by")
    by_place: defaultdict[int, list[Poll]] = defaultdict(list)
    for poll in polls.prefetch_related(ballots, candidates):
        by_place[poll.place].append(poll)
    for number, chosen in places.items():
        chosen.polls = [poll for poll in by_place[number] if poll.is_open]
        chosen.results = [result_of(poll) for poll in by_place[number] if not poll.is_open]
