"""Counts the figures anew, by another way than they are made: row by row, in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from accounts.models import User
from accounts.small_groups import FEWEST_PEOPLE, STEP
from contributions.models import Comment, PageRevision
from reporting.counting import SOURCES, live_totals, words_written
from reporting.models import OF_PEOPLE, ON_THE_SITE, Figure, Participation, PublishedValue
from reporting.tables import last_night

AT_ONCE = 2_000


def differences() -> list[str]:
    """Returns a line for each figure that is not what it should be."""
    return [*_of_totals(), *_of_words(), *_of_published()]


def _of_totals() -> Iterator[str]:
    shown, people = live_totals(), _people()
    for figure in OF_PEOPLE:
        erased = Participation.objects.filter(figure=figure, theme=None, person=None).count()
        if (counted := len(people[figure]) + erased) != shown[figure]:
            yield f"{figure}: {shown[figure]} are shown, {counted} are counted"
    texts = sum(1 for _row in chain(_keys(Comment), _keys(PageRevision)))
    if texts != shown[Figure.TEXTS]:
        yield f"{Figure.TEXTS}: {shown[Figure.TEXTS]} are shown, {texts} are counted"


def _of_words() -> Iterator[str]:
    """Those of the last night, while nothing has been written since."""
    night = last_night()
    if night is None or night.words_of_pages is None:
        return
    since = night.published_at
    if (
        Comment.objects.filter(created_at__gt=since).exists()
        or PageRevision.objects.filter(history_date__gt=since).exists()
    ):
        return
    if (counted := sum(words_written())) != night.words:
        yield f"words: {night.words} are shown, {counted} are counted"


def _keys(model: Any) -> Iterator[int]:
    return iter(model.objects.order_by().values_list("pk", flat=True).iterator(chunk_size=AT_ONCE))


def _people() -> dict[Figure, set[int]]:
    """Who did what: as the rows say today, and as it was noted before something was taken back."""
    erased = set(User.objects.exclude(erased_at=None).values_list("pk", flat=True))
    found: defaultdict[Figure, set[int]] = defaultdict(set)
    for figure, sources in SOURCES.items():
        for source in sources:
            rows = source.rows().filter(**{f"{source.at}__isnull": False, f"{source.person}__isnull": False})
            found[figure].update(rows.values_list(source.person, flat=True).iterator(chunk_size=AT_ONCE))
    noted = Participation.objects.exclude(person=None).values_list("figure", "person")
    for name, person in noted.iterator(chunk_size=AT_ONCE):
        found[Figure(name)].add(person or 0)
    for figure in OF_PEOPLE:
        found[figure] -= erased
    for figure in ON_THE_SITE:
        found[Figure.CAME] |= found[figure]
    return found


def _of_published() -> Iterator[str]:
    """A published value is a multiple of five, of a group that is large enough, and never above what has been noted."""
    counts: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for figure, theme, week, site, department in Participation.objects.values_list(
        "figure", "theme", "week", "site", "department"
    ).iterator(chunk_size=AT_ONCE):
        if theme is None:
            for dimension, group in (("week", str(week)), ("site", site), ("department", department)):
                counts[figure, dimension, group] += 1
        else:
            counts[figure, "theme", str(theme)] += 1
    for row in PublishedValue.objects.exclude(value=None).exclude(figure=Figure.TEXTS):
        counted, value = counts[row.figure, row.dimension, row.group], row.value or 0
        if value > counted or value % STEP or (row.invited or 0) < FEWEST_PEOPLE:
            yield f"{row}: {counted} are counted of {row.invited} invited"
