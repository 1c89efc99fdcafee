"""A campaign of some weeks, whose people come and ask as chance has it, published night by night by the real run."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contributions.models import Question
from reporting.models import Figure, PublishedValue
from reporting.nightly_run import publish
from reporting.totals import live_totals
from tests import factories
from tests.reporting.observations import Act, Cell, Night
from themes.models import Theme

FIGURES = (Figure.CAME, Figure.ASKED)
OF_SITES_WITH_A_SUBSIDIARY = 8


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

    def __init__(self, size: Size, seed: int = 1, places: Sequence[Cell] = ()) -> None:
        self.size, self.chance = size, random.Random(seed)
        self.themes: list[Theme] = factories.create_themes()
        self.first_day = timezone.localdate() - timedelta(days=size.nights)
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
            yield seen_on(day)

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


def seen_on(day: date) -> Night:
    """Everything that is published in the night after a day."""
    rows = PublishedValue.objects.filter(figure__in=FIGURES).exclude(value=None)
    totals = live_totals()
    return Night(
        day,
        {figure.value: totals[figure] for figure in FIGURES},
        {
            (figure, dimension, group): value or 0
            for figure, dimension, group, value in rows.values_list("figure", "dimension", "group", "value")
        },
    )
