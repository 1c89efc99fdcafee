"""A campaign of some weeks, whose people come and ask as chance has it, published night by night by the real run."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contributions.models import Question
from learning.models import Attempt
from reporting.counting import live_totals
from reporting.models import Figure, PublishedValue
from reporting.nightly_run import publish
from tests import factories
from tests.learning.course_rows import published_course
from tests.reporting.observations import Act, Cell, Night
from themes.models import Theme

FIGURES = (Figure.CAME, Figure.ASKED)
OF_SITES_WITH_A_SUBSIDIARY = 8
TUESDAY = 1


@dataclass(frozen=True)
class Size:
    sites: int
    departments: int
    invited: int
    contributors: int
    nights: int


class Organisation:
    """Who works where. Sites are of very different sizes, as they are in a company, and not every department is everywhere.

    The first site is the headquarters: a quarter of the departments are there alone. Where there are many sites, the last
    two are a subsidiary with two departments of its own, which nobody else has.
    """

    def __init__(self, size: Size, chance: random.Random) -> None:
        self.chance = chance
        self.sites = [f"Site {number:02}" for number in range(size.sites)]
        departments = [f"Department {number:02}" for number in range(size.departments)]
        central = departments[: size.departments // 4]
        subsidiary = departments[-2:] if size.sites >= OF_SITES_WITH_A_SUBSIDIARY else []
        common = [one for one in departments if one not in central and one not in subsidiary]
        self.departments = {site: chance.sample(common, max(1, len(common) * 2 // 3)) for site in self.sites[1:]}
        self.departments |= {site: subsidiary for site in self.sites[-2:] if subsidiary}
        self.departments[self.sites[0]] = [*central, *common]

    def places(self, number: int) -> list[Cell]:
        shares = [1 / (rank + 2) for rank in range(len(self.sites))]
        sites = self.chance.choices(self.sites, shares, k=number)
        return [(site, self.chance.choice(self.departments[site])) for site in sites]


class Campaign:
    """Most come at the beginning, and on many days nobody does. Half of them ask something that day, under one question."""

    figures: Sequence[Figure] = FIGURES

    def __init__(self, size: Size, seed: int = 1, places: Sequence[Cell] = ()) -> None:
        self.size, self.chance = size, random.Random(seed)
        self.themes: list[Theme] = factories.create_themes()
        begun = timezone.localdate() - timedelta(days=size.nights)
        self.first_day = begun - timedelta(days=(begun.weekday() - TUESDAY) % 7)  # the same weeks, whenever it is asked
        self.people = self._invite(places or Organisation(size, self.chance).places(size.invited))
        self.coming = self.chance.sample(self.people, size.contributors)
        self.asking = 0.5
        self.acts: list[Act] = []
        self.days = [min(int(self.chance.expovariate(3 / size.nights)), size.nights - 1) for _one in self.coming]

    @staticmethod
    def _invite(places: Sequence[Cell]) -> list[User]:
        people = [
            User(username=f"u{number}", site=site, department=department)
            for number, (site, department) in enumerate(places)
        ]
        User.objects.bulk_create(people, batch_size=1_000)
        return list(User.objects.filter(username__startswith="u").order_by("pk"))

    @property
    def people_by_cell(self) -> Counter[Cell]:
        return Counter((person.site, person.department) for person in self.people)

    def nights(self) -> Iterator[Night]:
        """Each night once its day has passed, and been published."""
        for number in range(self.size.nights):
            day = self.first_day + timedelta(days=number)
            morning = timezone.make_aware(datetime.combine(day, datetime.min.time()))
            for person, hers in zip(self.coming, self.days, strict=True):
                if hers == number:
                    self._come(person, day, morning + timedelta(hours=9))
            at = morning + timedelta(hours=27)
            publish(at.date(), at=at)
            yield seen_on(day, self.totals())

    def totals(self) -> dict[Figure, int]:
        """Returns the totals that are told at this moment."""
        live = live_totals()
        return {figure: live[figure] for figure in self.figures}

    def _come(self, person: User, day: date, at: datetime) -> None:
        User.objects.filter(pk=person.pk).update(last_login=at)
        cell = (person.site, person.department)
        self.acts.append(Act(day, Figure.CAME, cell))
        if self.chance.random() < self.asking:
            words, theme = f"Question de {person.username}", self.chance.choice(self.themes)
            self.acts.append(Act(day, Figure.ASKED, cell, str(theme.pk)))
            row = Question(
                text=words,
                text_key=words.lower(),
                theme=theme,
                asked_by=person,
                created_at=at,
            )
            Question.objects.bulk_create([row])


class CourseCampaign(Campaign):
    """Of those who come most begin a course that day, and most of them finish and pass it: figures that are nearly one.

    Totals of courses are told in steps of five; here they are told exactly, which is more.
    """

    figures = (Figure.CAME, Figure.BEGAN, Figure.FINISHED, Figure.PASSED)

    def __init__(self, size: Size, seed: int = 1) -> None:
        super().__init__(size, seed)
        self.version = published_course(factories.create_editor(username="editor"))

    def totals(self) -> dict[Figure, int]:
        return {figure: sum(act.figure == figure for act in self.acts) for figure in self.figures}

    def _come(self, person: User, day: date, at: datetime) -> None:
        User.objects.filter(pk=person.pk).update(last_login=at)
        reached = 1
        while reached < len(self.figures) and self.chance.random() < 0.85:
            reached += 1
        cell = (person.site, person.department)
        self.acts += [Act(day, figure, cell) for figure in self.figures[:reached]]
        is_finished = reached > 2
        if reached > 1:
            attempt = Attempt(
                course=self.version.course,
                version=self.version,
                learner=person,
                number=1,
                language="en",
                begun_at=at,
                finished_at=at if is_finished else None,
                points=7 if is_finished else None,
                is_passed=reached > 3,
            )
            Attempt.objects.bulk_create([attempt])


def seen_on(day: date, totals: Mapping[Figure, int]) -> Night:
    """Everything that is published in the night after a day of the figures that have these totals."""
    rows = PublishedValue.objects.filter(figure__in=totals).exclude(value=None)
    return Night(
        day,
        {figure.value: number for figure, number in totals.items()},
        {
            (figure, dimension, group): value or 0
            for figure, dimension, group, value in rows.values_list("figure", "dimension", "group", "value")
        },
    )
