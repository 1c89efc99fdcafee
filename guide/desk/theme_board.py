"""The board of a theme: what competes for its places, what waits to be shortlisted, and the places themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from contributions.models import Comment, Page, PageScore, Passage
from guide.candidates.evidence import Evidence, Nomination, evidence_of, shown
from guide.candidates.models import HEAVY, Candidate
from guide.candidates.polls import Poll
from guide.decisions.models import Submission
from guide.sources.models import Source
from guide.tips.board import Board, ThemePlaces, board_in_preparation
from guide.tips.models import Tip
from themes.models import Theme

if TYPE_CHECKING:
    type Key = tuple[int, int | None]

MOST_USEFUL = 6


@dataclass(frozen=True)
class BoardEntry:
    """A candidate with what speaks for it; `seen` is the number of decisions about its text, `tips` those that it is in."""

    candidate: Candidate
    evidence: Evidence
    seen: int
    tips: list[Tip]
    polls: list[Poll]


@dataclass(frozen=True)
class WaitingNomination:
    """A page, or a passage of it, that colleagues nominated and nobody has shortlisted."""

    page: Page
    passage: Passage | None
    nominations: list[Nomination]

    @property
    def kind(self) -> str:
        return "passage" if self.passage else "page"

    @property
    def key(self) -> int:
        return (self.passage or self.page).pk


@dataclass(frozen=True)
class ThemeBoard:
    theme: Theme
    board: Board
    entries: list[BoardEntry]
    waiting: list[WaitingNomination]
    polls: list[Poll]

    @property
    def theme_places(self) -> ThemePlaces:
        return next(row for row in self.board.by_theme if row.theme.pk == self.theme.pk)

    @property
    def free(self) -> list[int]:
        return [place.number for place in self.theme_places.places if place.is_free]


def board_of(theme: Theme) -> ThemeBoard:
    """The same number of queries however many candidates there are."""
    polls = list(Poll.objects.open().filter(theme=theme).prefetch_related("candidates"))
    entries = entries_of(Candidate.objects.open().for_theme(theme), polls)
    waiting = waiting_for(theme, [entry.candidate for entry in entries])
    return ThemeBoard(theme, board_in_preparation(), entries, waiting, polls)


def entries_of(candidates: QuerySet[Candidate], polls: Iterable[Poll]) -> list[BoardEntry]:
    rows = list(candidates.with_texts())  # type: ignore[attr-defined]
    evidence, seen, tips = shown(evidence_of(rows)), _decisions(rows), _tips(rows)
    votes: defaultdict[int, list[Poll]] = defaultdict(list)
    for poll in polls:
        for candidate in poll.candidates.all():
            votes[candidate.pk].append(poll)
    return [
        BoardEntry(row, evidence[row.pk], seen.get(_text(row), 0), tips.get(_text(row), []), votes[row.pk])
        for row in rows
    ]


def with_seen(rows: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """Each candidate with the number of decisions about its text, which the form that promotes it carries."""
    seen = _decisions(rows)
    return [(row, seen.get(_text(row), 0)) for row in rows]


def _text(candidate: Candidate) -> Key:
    """What names its text in a dictionary: a page, or a contribution."""
    page = candidate.page_now
    return (page.pk, None) if page else (0, candidate.comment_id)


def _decisions(rows: Iterable[Candidate]) -> dict[Key, int]:
    keys = [_text(row) for row in rows]
    of_texts = Q(page__in=[page for page, _comment in keys]) | Q(
        comment__in=[comment for _page, comment in keys if comment]
    )
    submissions = Submission.objects.filter(of_texts).values_list("page", "comment", "number")
    return {(page or 0, comment): number for page, comment, number in submissions}


def _tips(rows: Iterable[Candidate]) -> dict[Key, list[Tip]]:
    """The placed tips that rest on their texts already."""
    keys = [_text(row) for row in rows]
    of_texts = Q(page__in=[page for page, _comment in keys]) | Q(
        comment__in=[comment for _page, comment in keys if comment]
    )
    sources = Source.objects.filter(of_texts).exclude(tip__number=None).select_related("tip")
    found: defaultdict[Key, list[Tip]] = defaultdict(list)
    for source in sources.defer("tip__body", "tip__body_html").order_by("tip__number"):
        known = found[source.page_id or 0, source.comment_id]
        if source.tip not in known:
            known.append(source.tip)
    return found


def waiting_for(theme: Theme, candidates: Iterable[Candidate]) -> list[WaitingNomination]:
    """The page last nominated first; what was decided about since it was nominated no longer waits."""
    shortlisted = {(row.page_now.pk, row.passage_id) for row in candidates if row.page_now}
    ended = _last_decided(theme)
    heavy = [f"{page}__{name}" for page in ("page", "page__merged_into") for name in HEAVY]
    groups: defaultdict[Key, list[Nomination]] = defaultdict(list)
    for one in Nomination.objects.open().defer(*heavy):
        key = (one.page_now.pk, one.passage_id)
        is_here = one.page_now.theme_id == theme.pk and key not in shortlisted
        if is_here and not (key in ended and one.nominated_at <= ended[key]):
            groups[key].append(one)
    return [WaitingNomination(rows[0].page_now, rows[0].passage, rows) for rows in groups.values()]


def _last_decided(theme: Theme) -> dict[Key, datetime]:
    rows = Candidate.objects.ended().for_theme(theme).exclude(page=None).order_by("ended_at")
    return {(page, passage): at for page, passage, at in rows.values_list("page", "passage", "ended_at") if at}


def found_useful(theme: Theme) -> tuple[list[Page], list[Comment]]:
    """What colleagues find most useful, and is neither in the guide nor on the shortlist: two queries."""
    open_rows = Candidate.objects.open()
    used = Source.objects.exclude(tip__number=None)
    standings = PageScore.objects.most_useful(theme).select_related("page__theme")
    standings = standings.exclude(page__in=used.exclude(page=None).values("page"))
    standings = standings.exclude(page__in=open_rows.filter(passage=None).exclude(page=None).values("page"))
    standings = standings.defer(*(f"page__{name}" for name in HEAVY))
    comments = (
        Comment.objects.standing().filter(theme=theme).annotate(useful=Count("endorsements")).filter(useful__gt=0)
    )
    comments = comments.exclude(pk__in=used.exclude(comment=None).values("comment"))
    comments = comments.exclude(pk__in=open_rows.exclude(comment=None).values("comment"))
    comments = comments.select_related("author").defer("body", "body_html").order_by("-useful", "-created_at")
    pages = []
    for standing in standings[:MOST_USEFUL]:
        standing.page.useful_count = standing.useful  # type: ignore[attr-defined]
        pages.append(standing.page)
    return pages, list(comments[:MOST_USEFUL])
