"""A campaign of some weeks, whose people come and ask as chance has it, published night by night by the real run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contributions.models import Question
from reporting.models import Dimension, Figure, PublishedValue
from reporting.nightly_run import publish
from reporting.totals import live_totals
from tests import factories
from themes.models import Theme

FIGURES = (Figure.CAME, Figure.ASKED)


@dataclass(frozen=True)
class Size:
    sites: int
    invited: int
    contributors: int
    nights: int


@dataclass
class Campaign:
    """Half of those who come ask something on the same day. Sites are of very different sizes, as they are in a company."""

    size: Size
    seed: int = 1

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.theme: Theme = factories.create_theme()
        self.first_day = timezone.localdate() - timedelta(days=self.size.nights)
        self.people = self._invite()
        self.coming = self.chance.sample(self.people, self.size.contributors)

    def _invite(self) -> list[User]:
        shares = [1 / (rank + 2) for rank in range(self.size.sites)]
        sites = self.chance.choices(
            [f"Site {number:02}" for number in range(self.size.sites)], shares, k=self.size.invited
        )
        people = [User(username=f"u{number}", site=site) for number, site in enumerate(sites)]
        User.objects.bulk_create(people, batch_size=1_000)
        return list(User.objects.filter(username__startswith="u").order_by("pk"))

    @property
    def invited(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for person in self.people:
            found[person.site] = found.get(person.site, 0) + 1
        return found

    def nights(self) -> Iterator[tuple[date, datetime]]:
        """Each night once its day has passed, and been published. Most come at the beginning; on many days nobody does."""
        days = [min(int(self.chance.expovariate(3 / self.size.nights)), self.size.nights - 1) for _one in self.coming]
        for number in range(self.size.nights):
            morning = timezone.make_aware(
                datetime.combine(self.first_day + timedelta(days=number), datetime.min.time())
            )
            for person, day in zip(self.coming, days, strict=True):
                if day == number:
                    self._come(person, morning + timedelta(hours=9))
            at = morning + timedelta(hours=27)
            publish(at.date(), at=at)
            yield at.date(), at

    def _come(self, person: User, at: datetime) -> None:
        User.objects.filter(pk=person.pk).update(last_login=at)
        if self.chance.random() < 0.5:
            words = f"Question de {person.username}"
            row = Question(text=words, text_key=words.lower(), theme=self.theme, asked_by=person, created_at=at)
            Question.objects.bulk_create([row])


def published(figure: str, dimension: str = Dimension.SITE) -> dict[str, int]:
    rows = PublishedValue.objects.filter(figure=figure, dimension=dimension).exclude(value=None)
    return {group: value or 0 for group, value in rows.values_list("group", "value")}


def totals() -> dict[str, int]:
    return {figure.value: number for figure, number in live_totals().items()}
