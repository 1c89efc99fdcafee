"""What everybody reads at once, without a night between: how many have come, written, asked, and how much."""

from __future__ import annotations

from django.db.models import Count

from accounts.models import User
from contributions.models import Comment, PageRevision
from reporting.first_acts import known_to_have_come, people_to_be_noted
from reporting.models import OF_COURSES, OF_PEOPLE, ON_THE_SITE, Figure, Participation


def live_totals() -> dict[Figure, int]:
    """Returns for each figure how many people there are, and how many texts: never fewer than before."""
    rows = Participation.objects.filter(theme=None).order_by().values_list("figure").annotate(n=Count("pk"))
    noted = dict(rows)
    new: dict[Figure, set[int]] = {figure: people_to_be_noted(figure) for figure in OF_PEOPLE}
    doing = set().union(*(new[figure] for figure in ON_THE_SITE)) - new[Figure.CAME]
    new[Figure.CAME] |= doing - known_to_have_come(doing)
    totals = {figure: noted.get(figure, 0) + len(new[figure]) for figure in OF_PEOPLE}
    return totals | {Figure.TEXTS: number_of_texts()}


def totals_of_courses() -> dict[Figure, int]:
    """Returns how many people have begun, finished and passed a course, whichever: for the nightly run, and shown to nobody."""
    rows = Participation.objects.filter(figure__in=OF_COURSES, theme=None).order_by().values_list("figure")
    noted = dict(rows.annotate(n=Count("pk")))
    return {figure: noted.get(figure, 0) + len(people_to_be_noted(figure)) for figure in OF_COURSES}


def number_of_texts() -> int:
    """Contributions, and versions of pages; what was hidden or withdrawn was written all the same."""
    return int(Comment.objects.count() + PageRevision.objects.count())


def number_invited() -> int:
    """Everybody who has an account, or had one."""
    return User.objects.count()
