"""The nightly run: the only writer of published values.

What of a count may be shown of a group of people: see docs/topics/figures.md. Knows no database.

A published value says “at least so many”, and nothing else: it is a multiple of five, and how far it lags behind is drawn by
lot each night, so that neither a move nor its absence tells what happened on one day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.small_groups import FEWEST_PEOPLE, STEP, in_steps
from reporting.counting import (
    Together,
    counts_by,
    departments_like_a_site,
    invited_by,
    live_totals,
    monday_of,
    note_first_acts,
    number_invited,
    people_together,
    totals_of_courses,
    words_written,
)
from reporting.models import (
    OF_COURSES,
    OF_PEOPLE,
    ON_THE_SITE,
    Dimension,
    Figure,
    Participation,
    Publication,
    PublishedValue,
)
from themes.models import Theme


@dataclass(frozen=True)
class Group:
    """One part of a breakdown. `shown` is what is published of it, 0 while it is hidden; `most` is what is published of a
    figure that includes this one.
    """

    name: str
    count: int
    invited: int
    shown: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Division:
    """Another way to divide the same people: what is published of its groups, and how many people each of ours has in each."""

    values: Mapping[str, int] = field(default_factory=dict)
    shared: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def next_values(
    groups: Sequence[Group],
    total: int,
    *,
    lot: Callable[[str], int],
    adds_up: bool = True,
    other: Division = Division(),
) -> dict[str, int]:
    """Returns the groups that move tonight, each with its new value.

    `total` is what everybody sees of all groups together; `lot` draws a number for each group; `adds_up` says that each
    person stands in one group.
    """
    if len(groups) < 2:
        return {}
    wanted = {group: value for group in groups if (value := _value(group, lot(group.name))) > group.shown}
    in_turn = sorted(wanted.items(), key=lambda item: lot(item[0].name))
    moves = _leave_five_open(in_turn, groups, total, other) if adds_up else _below(in_turn, total)
    return _never_hide_one_alone(groups, moves)


def _value(group: Group, lot: int) -> int:
    """Nearly all of a group are as telling as nearly none; and a value that comes nearer leaves them no room."""
    if not group.name or group.invited < FEWEST_PEOPLE or not STEP <= group.count <= group.invited - STEP:
        return 0
    value = STEP * min(group.count // STEP - steps_behind(lot), group.invited // STEP - 2)
    return value if group.most is None else min(value, group.most)


def steps_behind(lot: int) -> int:
    """How many fives a value lags: none for every second lot, one for every fourth, and so on without an end."""
    return (lot & -lot).bit_length() - 1 if lot else 0


def _leave_five_open(
    wanted: Iterable[tuple[Group, int]], groups: Iterable[Group], total: int, other: Division
) -> dict[str, int]:
    """At least five of the total are in no published value, of this division or of the other: whose they are cannot be told."""
    values, moves = {group.name: group.shown for group in groups}, dict[str, int]()
    for group, wish in wanted:
        for value in range(wish, group.shown, -STEP):
            if people_needed(values | {group.name: value}, other) <= total - STEP:
                values[group.name] = moves[group.name] = value
                break
    return moves


def people_needed(values: Mapping[str, int], other: Division) -> int:
    """So many people are enough for all these values and those of the other division to be true, maybe fewer."""
    left, in_both = dict(other.values), 0
    for name in sorted(
        values, key=lambda name: len(other.shared.get(name, ()))
    ):  # whoever has least choice comes first
        wanted = values[name]
        for beside, people in other.shared.get(name, {}).items():
            found = min(wanted, left.get(beside, 0), people)
            wanted, in_both = wanted - found, in_both + found
            left[beside] = left.get(beside, 0) - found
    return sum(values.values()) + sum(other.values.values()) - in_both


def _below(wanted: Iterable[tuple[Group, int]], total: int) -> dict[str, int]:
    """Where people stand in several groups, none of these comes within five of the total."""
    most = in_steps(total - STEP)
    return {group.name: value for group, wish in wanted if (value := min(wish, most)) > group.shown}


def _never_hide_one_alone(groups: Iterable[Group], moves: dict[str, int]) -> dict[str, int]:
    """A group without a name hides nobody: it has few people, and its number comes and goes with them."""
    hidden = [group.name for group in groups if group.name and not group.shown and group.name not in moves]
    new = [group.name for group in groups if not group.shown and group.name in moves]
    if len(hidden) == 1 and new:
        smallest = min(new, key=lambda name: (moves[name], name))
        return {name: value for name, value in moves.items() if name != smallest}
    return moves


FIRST_HOUR = 3
ASKED_AGAIN = timedelta(hours=1)
OF_PLACES = (Dimension.SITE, Dimension.DEPARTMENT)
WITHIN = dict.fromkeys((*ON_THE_SITE, Figure.BEGAN), Figure.CAME) | {
    Figure.FINISHED: Figure.BEGAN,
    Figure.PASSED: Figure.FINISHED,
}
"""The figure in which everybody of another one counts; it stands before that one in `figures_by`."""
type Counts = Mapping[str, int]
type Rows = dict[str, PublishedValue]


def publish_what_is_due(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: has the worker publish the night that has passed; returns how many nights.

    A night on which nothing ran is made up for by the next run. What fails is a failed task, of which administrators are told.
    """
    moment = (at or timezone.now()).astimezone(UTC)  # hours are counted as they pass
    if timezone.localtime(moment).hour < FIRST_HOUR:
        return 0
    row = Publication.objects.get_or_create(night=timezone.localdate(moment))[0]
    if row.published_at or (row.asked_at and row.asked_at > moment - ASKED_AGAIN):
        return 0
    same = Publication.objects.filter(pk=row.pk, asked_at=row.asked_at)
    if not same.update(asked_at=moment):
        return 0
    publish_night.enqueue(row.night.isoformat())
    return 1


@task
def publish_night(night: str) -> int:
    """Publishes a night, once; returns how many values moved."""
    return publish(date.fromisoformat(night), at=timezone.now())


def publish(night: date, *, at: datetime) -> int:
    """Notes who took part until now, and moves the published values as the rules allow. Returns how many moved.

    All of it is written, or nothing; a night that was published is published no second time. Words are counted before:
    every text is read for that, and on SQLite nobody could save meanwhile.
    """
    words = words_written()
    with transaction.atomic():
        Publication.objects.get_or_create(night=night)
        row = Publication.objects.select_for_update().get(night=night)
        if row.published_at:
            return 0
        note_first_acts(until=at)
        moved = _move_values(night, at)
        row.published_at = at
        row.words_of_pages, row.words_of_contributions = words
        row.save()
        return moved


def _move_values(night: date, at: datetime) -> int:
    totals, people, together = live_totals() | totals_of_courses(), number_invited(), people_together()
    known: dict[tuple[str, str], Rows] = {}
    for value in PublishedValue.objects.all():
        known.setdefault((value.figure, value.dimension), {})[value.group] = value
    moved = 0
    for dimension in Dimension:
        invited = invited_by(dimension, together) if dimension in OF_PLACES else Counter[str]()
        for name in departments_like_a_site(together) if dimension == Dimension.DEPARTMENT else ():
            invited[name] = 0  # too few to be shown
        counts = counts_by(dimension)
        for figure in figures_by(dimension):
            rows = known.get((figure, dimension), {})
            names = rows.keys() | counts[figure].keys() | invited.keys() | _groups_without_people(dimension, at)
            above = known.get((WITHIN[figure], dimension), {}) if is_capped(figure, dimension) else None
            groups = [
                _group(name, counts[figure], invited if dimension in OF_PLACES else {name: people}, rows, above)
                for name in sorted(names)
            ]
            moves = next_values(
                groups,
                totals[figure],
                lot=_lots(f"{figure} {dimension} {night}"),
                adds_up=dimension != Dimension.THEME or figure == Figure.TEXTS,
                other=_other_division(figure, dimension, known, together),
            )
            known[figure, dimension] = _store(figure, dimension, groups, moves, rows, at)
            moved += len(moves)
    return moved


def _other_division(
    figure: Figure, dimension: Dimension, known: Mapping[tuple[str, str], Rows], together: Together
) -> Division:
    """Those who work at places are those who work in departments."""
    if dimension not in OF_PLACES:
        return Division()
    by_site = dimension == Dimension.SITE
    rows = known.get((figure, Dimension.DEPARTMENT if by_site else Dimension.SITE), {})
    shared: dict[str, dict[str, int]] = {}
    for (site, department), number in together.items():
        group, other = (site, department) if by_site else (department, site)
        shared.setdefault(group, {})[other] = number
    return Division({name: row.value or 0 for name, row in rows.items()}, shared)


def figures_by(dimension: Dimension) -> tuple[Figure, ...]:
    """Which figures are broken down by it: signing in and attending have no theme, texts no place of work."""
    if dimension == Dimension.THEME:
        return (*ON_THE_SITE, Figure.TEXTS)
    if dimension == Dimension.WEEK:
        return (*OF_PEOPLE, Figure.TEXTS)
    return (Figure.CAME, *ON_THE_SITE, Figure.ATTENDED, *OF_COURSES)


def is_capped(figure: Figure, dimension: Dimension) -> bool:
    """Whether whoever counts here counts in another figure, too, in the same group."""
    return dimension in OF_PLACES and figure in WITHIN


def _groups_without_people(dimension: Dimension, at: datetime) -> set[str]:
    """What is listed although nobody has done anything there: every question, and every week from the first to this one."""
    if dimension == Dimension.THEME:
        return {str(key) for key in Theme.objects.values_list("pk", flat=True)}
    if dimension == Dimension.WEEK:
        first = Participation.objects.filter(Q(week__lte=monday_of(at))).order_by("week").values_list("week").first()
        return set() if first is None else set(_weeks(first[0], monday_of(at)))
    return set()


def _weeks(first: date, last: date) -> list[str]:
    return [str(first + timedelta(weeks=number)) for number in range((last - first).days // 7 + 1)]


def _group(name: str, counts: Counts, invited: Counts, rows: Rows, above: Rows | None) -> Group:
    row, whole = rows.get(name), above.get(name) if above is not None else None
    most = None if above is None else (whole.value or 0 if whole else 0)
    return Group(name, counts.get(name, 0), invited.get(name, 0), (row.value or 0) if row else 0, most)


def _lots(of: str) -> Callable[[str], int]:
    """Drawn with the secret key of the site, so that a night that is published again draws the same."""

    def lot(group: str) -> int:
        drawn = salted_hmac("reporting.nightly_run", f"{of} {group}", algorithm="sha256")
        return int.from_bytes(drawn.digest())

    return lot


def _store(
    figure: Figure, dimension: Dimension, groups: list[Group], moves: Mapping[str, int], rows: Rows, at: datetime
) -> Rows:
    """Writes the rows that move, and those of new groups; the number of the invited moves with a value alone."""
    stored = dict(rows)
    for group in groups:
        row = rows.get(group.name) or PublishedValue(figure=figure, dimension=dimension, group=group.name)
        if group.name in moves:
            row.value, row.published_at = moves[group.name], at
            row.invited = _next_invited(row.invited, group.invited)
        if group.name and (row.pk is None or group.name in moves):
            row.save()
        stored[group.name] = row
    return stored


def _next_invited(shown: int | None, invited: int) -> int:
    """One person who moves from a site to another moves neither number."""
    return invited if shown is None or abs(invited - shown) >= STEP else shown
