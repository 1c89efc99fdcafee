"""How many people are in each group, and how many of them did what: for the nightly run alone, nothing else may read it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek

from accounts.models import User
from accounts.small_groups import FEWEST_PEOPLE
from contributions.models import Comment, PageRevision
from reporting.first_acts import monday_of
from reporting.models import Dimension, Figure, Participation

type Together = Counter[tuple[str, str]]
"""How many people there are of each place of work and each department."""


def counts_by(dimension: Dimension) -> dict[Figure, Counter[str]]:
    """The true counts of each group."""
    found: dict[Figure, Counter[str]] = {figure: Counter() for figure in Figure}
    with_theme = dimension == Dimension.THEME
    rows = Participation.objects.filter(theme__isnull=not with_theme).order_by()
    for figure, group, number in rows.values_list("figure", dimension.value).annotate(n=Count("pk")):
        found[Figure(figure)][str(group)] = number
    if dimension == Dimension.THEME:
        found[Figure.TEXTS] = _texts_by_theme()
    elif dimension == Dimension.WEEK:
        found[Figure.TEXTS] = _texts_by_week()
    return found


def _texts_by_theme() -> Counter[str]:
    found: Counter[str] = Counter()
    managers: tuple[Any, ...] = (Comment.objects, PageRevision.objects)
    for rows in managers:
        for theme, number in rows.order_by().values_list("theme").annotate(n=Count("pk")):
            found[str(theme)] += number
    return found


def _texts_by_week() -> Counter[str]:
    found: Counter[str] = Counter()
    managers: tuple[tuple[Any, str], ...] = (
        (Comment.objects, "created_at"),
        (PageRevision.objects, "history_date"),
    )
    for rows, at in managers:
        weeks = rows.order_by().annotate(of_week=TruncWeek(at)).values_list("of_week")
        for moment, number in weeks.annotate(n=Count("pk")):
            found[str(monday_of(moment))] += number
    return found


def people_together() -> Together:
    found: Together = Counter()
    for site, department, number in User.objects.order_by().values_list("site", "department").annotate(n=Count("pk")):
        found[site.strip(), department.strip()] += number
    return found


def invited_by(dimension: Dimension, together: Together) -> Counter[str]:
    """How many people work there; those of whom it is not known stand under an empty name."""
    found: Counter[str] = Counter()
    for (site, department), number in together.items():
        found[site if dimension == Dimension.SITE else department] += number
    return found


def departments_like_a_site(together: Together) -> set[str]:
    """Those that differ from a place of work by fewer than twenty people: the two figures would tell of these few."""
    sites, departments = (invited_by(dimension, together) for dimension in (Dimension.SITE, Dimension.DEPARTMENT))
    return {
        department
        for (site, department), number in together.items()
        if site and department and sites[site] + departments[department] - 2 * number < FEWEST_PEOPLE
    }
