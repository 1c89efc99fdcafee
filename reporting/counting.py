"""What is counted of people and texts: who came first when, groups, words, and what everybody reads at once.

How far back figures go: a week, a month, or to the beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import Coalesce, TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.small_groups import FEWEST_PEOPLE
from campaign.models import Registration, RegistrationStep
from contributions.models import Comment, Endorsement, Page, PageRevision, Question, SameQuestion
from guide.translations.segments import number_of_words
from learning.models import Attempt
from reporting.models import OF_COURSES, OF_PEOPLE, ON_THE_SITE, Dimension, Figure, Participation

AT_ONCE = 500
UNDER_A_QUESTION = Q(page=None, reply_to=None)


@dataclass(frozen=True)
class ActSource:
    """Rows that each say that a person did something at a moment, in a theme where it has one."""

    rows: Callable[[], Any]
    person: str
    at: str
    theme: Any = None

    def by(self, person: User | None = None) -> Any:
        """Returns the rows of everybody who is not erased, or of one person."""
        narrowed = {self.person: person.pk} if person else {f"{self._user}erased_at": None}
        return self.rows().filter(**{f"{self.at}__isnull": False, f"{self.person}__isnull": False}, **narrowed)

    @property
    def _user(self) -> str:
        return "" if self.person == "pk" else f"{self.person}__"


SOURCES: Mapping[Figure, tuple[ActSource, ...]] = {
    Figure.WROTE: (
        ActSource(lambda: PageRevision.objects.order_by(), "history_user", "history_date", F("theme")),
        ActSource(lambda: Comment.objects.filter(UNDER_A_QUESTION).order_by(), "author", "created_at", F("theme")),
    ),
    Figure.DISCUSSED: (
        ActSource(lambda: Comment.objects.exclude(UNDER_A_QUESTION).order_by(), "author", "created_at", F("theme")),
    ),
    Figure.ENDORSED: (
        ActSource(
            lambda: Endorsement.objects.order_by(),
            "person",
            "created_at",
            Coalesce("page__theme", "comment__theme", "passage__page__theme"),
        ),
    ),
    Figure.ASKED: (
        ActSource(lambda: Question.objects.order_by(), "asked_by", "created_at", F("theme")),
        ActSource(lambda: SameQuestion.objects.order_by(), "person", "at", F("question__theme")),
    ),
    Figure.BEGAN: (ActSource(lambda: Attempt.objects.order_by(), "learner", "begun_at"),),
    Figure.FINISHED: (ActSource(lambda: Attempt.objects.order_by(), "learner", "finished_at"),),
    Figure.PASSED: (ActSource(lambda: Attempt.objects.filter(is_passed=True).order_by(), "learner", "finished_at"),),
    Figure.ATTENDED: (ActSource(lambda: Registration.objects.order_by(), "person", "came_at"),),
    Figure.CAME: (
        ActSource(lambda: User.objects.order_by(), "pk", "last_login"),
        ActSource(lambda: RegistrationStep.objects.filter(by=F("registration__person")).order_by(), "by", "at"),
    ),
}


def monday_of(moment: datetime) -> date:
    """Returns the first day of its week, by the clock of the site."""
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())


def note_first_acts(*, until: datetime, of: User | None = None) -> None:
    """Writes down who did what for the first time until a moment. Doing it twice writes nothing twice."""
    for figure in (*(figure for figure in SOURCES if figure != Figure.CAME), Figure.CAME):
        _write(figure, _first_moments(figure, until, of))
    _write(Figure.CAME, _came_by_doing(of))


def _first_moments(figure: Figure, until: datetime, of: User | None) -> dict[tuple[int, int | None], datetime]:
    """The first moments of whom and what is not noted yet, within each theme and without regard to it."""
    found: dict[tuple[int, int | None], datetime] = {}
    for source in SOURCES[figure]:
        for key, first in _new_rows(figure, source, until, of):
            found[key] = min(first, found.get(key, first))
    for (person, _theme), first in list(found.items()):
        found[person, None] = min(first, found.get((person, None), first))
    return found


def _new_rows(
    figure: Figure, source: ActSource, until: datetime, of: User | None
) -> Iterator[tuple[tuple[int, int | None], datetime]]:
    rows = source.by(of).filter(**{f"{source.at}__lte": until})
    known = Participation.objects.filter(figure=figure, person=OuterRef(source.person))
    if source.theme is None:
        rows = rows.filter(~Exists(known.filter(theme=None)))
        for person, first in rows.values_list(source.person).annotate(first=Min(source.at)):
            yield (person, None), first
        return
    rows = rows.annotate(of_theme=source.theme).filter(~Exists(known.filter(theme=OuterRef("of_theme"))))
    for person, theme, first in rows.values_list(source.person, "of_theme").annotate(first=Min(source.at)):
        yield (person, theme), first


def _came_by_doing(of: User | None) -> dict[tuple[int, int | None], date]:
    """Whoever did something on the site has come, also where signing in left no mark."""
    rows = Participation.objects.filter(figure__in=ON_THE_SITE, theme=None).exclude(person=None).order_by()
    known = Participation.objects.filter(figure=Figure.CAME, person=OuterRef("person"))
    rows = (rows.filter(person=of.pk) if of else rows).filter(~Exists(known))
    return {(person, None): week for person, week in rows.values_list("person").annotate(week=Min("week"))}


def _write(figure: Figure, firsts: Mapping[tuple[int, int | None], datetime | date]) -> None:
    places = _places_of({person for person, _theme in firsts})
    rows = (
        Participation(
            figure=figure,
            person=person,
            theme=theme,
            week=monday_of(first) if isinstance(first, datetime) else first,
            site=places[person][0],
            department=places[person][1],
        )
        for (person, theme), first in sorted(firsts.items(), key=lambda item: (item[0][0], item[0][1] or 0))
    )
    Participation.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def _places_of(people: Collection[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for some in batched(sorted(people), AT_ONCE):
        for key, site, department in User.objects.filter(pk__in=some).values_list("pk", "site", "department"):
            found[key] = (site.strip(), department.strip())
    return found


def forget_who_took_part(person: User) -> None:
    """For settings.ON_ERASURE: what she took part in goes on counting, and leads to her no more."""
    note_first_acts(until=timezone.now(), of=person)
    Participation.objects.filter(person=person.pk).update(person=None)


def people_to_be_noted(figure: Figure) -> set[int]:
    """Returns who has done it since the last night, and stands in no row yet."""
    found: set[int] = set()
    known = Participation.objects.filter(figure=figure, theme=None)
    for source in SOURCES[figure]:
        rows = source.by().filter(~Exists(known.filter(person=OuterRef(source.person))))
        found.update(rows.values_list(source.person, flat=True).distinct())
    return found


def known_to_have_come(people: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in batched(sorted(people), AT_ONCE):
        rows = Participation.objects.filter(figure=Figure.CAME, person__in=some)
        found.update(key for key in rows.values_list("person", flat=True) if key is not None)
    return found


# How many people are in each group, and how many of them did what: for the nightly run alone, nothing else may read it.


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


# How many words have been written: in pages as they stand, and in contributions.


TEXTS_AT_ONCE = 500


def words_written() -> tuple[int, int]:
    """Returns those of pages, and those of contributions; of Japanese, two characters count as one word."""
    return _words_in(Page), _words_in(Comment)


def _words_in(model: Any) -> int:
    bodies = model.objects.order_by().values_list("body", flat=True)
    return sum(number_of_words(body) for body in bodies.iterator(chunk_size=TEXTS_AT_ONCE))


# What everybody reads at once, without a night between: how many have come, written, asked, and how much.


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


PERIODS = ("7", "30", "")


@dataclass(frozen=True)
class Period:
    """`days` as an address says it; empty from the beginning. Anything else is the beginning too."""

    days: str

    @classmethod
    def read(cls, days: str) -> Period:
        return cls(days if days in PERIODS else "")

    @property
    def since(self) -> date | None:
        """The first day of it, today being the last."""
        return timezone.localdate() - timedelta(days=int(self.days) - 1) if self.days else None

    @property
    def label(self) -> str:
        return {"7": _("Seven days"), "30": _("Thirty days")}.get(self.days, _("From the beginning"))


def choices() -> list[Period]:
    return [Period(days) for days in PERIODS]
