"""A wiki of any size for benchmarks: rows as the verbs would leave them, written in bulk, the same at each run.

The texts are made of a vocabulary whose words are as unequally common as those of a language, so that searching has
common words to cope with. What hangs on the texts (the index, the notifications) is added by who measures it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, batched
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

import markup
from accounts.models import Role, User
from contributions.history import Act
from contributions.models import Contribution, ContributionRevision, Endorsement, Page, PageRevision, Watch
from demo.content import read_campaign
from notifications.kinds import Kind
from notifications.models import Notification
from themes.models import Theme

BATCH = 5_000
PEOPLE = 10_000
KEEN = 200  # people who write half of everything


@dataclass(frozen=True)
class Size:
    """How many rows of each; `people` are readers and writers together."""

    pages: int
    revisions: int
    contributions: int
    people: int = PEOPLE


SMALL = Size(pages=1_000, revisions=10_000, contributions=3_000)
MEDIUM = Size(pages=10_000, revisions=100_000, contributions=30_000)
LARGE = Size(pages=100_000, revisions=1_000_000, contributions=300_000)


class Writer:
    """Makes titles and texts out of the demo's words, the common ones often."""

    def __init__(self) -> None:
        self.chance = Random("filling")
        texts = " ".join(text for page in read_campaign().pages for text in page.texts()[:1])
        words = sorted({word.strip("«».,;:!?()*#[]_’'\"").lower() for word in texts.split() if word.isalpha()})
        self.chance.shuffle(words)
        self.words = words
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))

    def sentence(self, length: int) -> str:
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        return " ".join(words).capitalize() + "."

    def text(self) -> str:
        return "\n\n".join(self.sentence(self.chance.randint(10, 25)) for _ in range(3))

    def title(self, number: int) -> str:
        return f"{self.sentence(self.chance.randint(2, 5))[:-1]} {number}"


class Filling:
    """Fills an empty, migrated database. `say` is told what is being written."""

    def __init__(self, size: Size, say: Any = print) -> None:
        self.size, self.say, self.writer = size, say, Writer()
        self.chance = self.writer.chance
        self.now = timezone.now()

    def fill(self) -> None:
        self.themes = [self.theme(number) for number in (1, 2, 3, 4)]
        self.people = self.write_people()
        self.write_pages()
        self.write_contributions()
        self.write_endorsements()

    def theme(self, number: int) -> Theme:
        question = f"{self.writer.sentence(6)[:-1]} ?"
        return Theme.objects.create(number=number, slug=f"theme-{number}", question=question, short_title=f"T{number}")

    def bulk(self, model: type[models.Model], rows: Iterator[Any]) -> list[int]:
        """Writes the rows; returns the keys in their order."""
        keys: list[int] = []
        manager: Any = model._default_manager
        for some in batched(rows, BATCH):
            keys += [row.pk for row in manager.bulk_create(some)]
            self.say(f"{model._meta.model_name}: {len(keys):,}", end="\r")
        self.say()
        return keys

    def write_people(self) -> list[int]:
        def rows() -> Iterator[User]:
            for number in range(self.size.people):
                person = User(username=f"p{number}", first_name=self.writer.sentence(1)[:-1], last_name=f"N{number}")
                person.name_key = person.key_of_name
                yield person

        keys = self.bulk(User, rows())
        group = Group.objects.get(name=Role.CONTRIBUTOR.value)
        through = User.groups.through
        self.bulk(through, (through(user_id=key, group_id=group.pk) for key in keys))
        return keys

    def somebody(self) -> int:
        """Half of everything is written by a few."""
        return self.people[self.chance.randrange(KEEN if self.chance.random() < 0.5 else len(self.people))]

    def moment(self) -> datetime:
        return self.now - timedelta(seconds=self.chance.randint(0, 70 * 86_400))

    def write_pages(self) -> None:
        versions = self.size.revisions // self.size.pages

        def pages() -> Iterator[Page]:
            for number in range(self.size.pages):
                body, title, moment = self.writer.text(), self.writer.title(number), self.moment()
                yield Page(
                    theme=self.themes[number % len(self.themes)],
                    title=title,
                    title_key=markup.title_key(title),
                    slug=f"p-{number}",
                    body=body,
                    body_html="".join(f"<p>{part}</p>" for part in body.split("\n\n")),
                    excerpt=body[:200],
                    version=versions,
                    created_at=moment - timedelta(days=1),
                    modified_at=moment,
                    byline=[{"id": self.people[0], "name": "N", "handle": "p0"}],
                )

        self.pages = self.bulk(Page, pages())
        self.bulk(PageRevision, self.revisions(versions))

    def revisions(self, versions: int) -> Iterator[Any]:
        known = Page.objects.order_by("pk").values_list("pk", "theme_id", "slug", "title", "body", "modified_at")
        for pk, theme, slug, title, body, modified in known.iterator(chunk_size=BATCH):
            for version in range(1, versions + 1):
                is_last = version == versions
                yield PageRevision(
                    id=pk,
                    theme_id=theme,
                    slug=slug,
                    title=title,
                    body=body if is_last else f"{body}\n\n{version}",
                    version=version,
                    history_date=modified if is_last else modified - timedelta(hours=versions - version),
                    history_type="+" if version == 1 else "~",
                    history_user_id=self.somebody(),
                    history_change_reason="",
                    act=Act.WRITTEN if version == 1 else Act.EDITED,
                )

    def write_contributions(self) -> None:
        def rows() -> Iterator[Contribution]:
            for number in range(self.size.contributions):
                place = number % len(self.pages)
                body, moment = self.writer.sentence(self.chance.randint(8, 30)), self.moment()
                yield Contribution(
                    kind=self.chance.choice(["experience", "advice", "nuance", "question"]),
                    theme=self.themes[place % len(self.themes)],
                    page_id=self.pages[place] if number % 5 else None,
                    author_id=self.somebody(),
                    body=body,
                    body_html=f"<p>{body}</p>",
                    excerpt=body[:200],
                    created_at=moment,
                    active_at=moment,
                )

        self.said = self.bulk(Contribution, rows())
        self.bulk(ContributionRevision, self.contribution_revisions())

    def contribution_revisions(self) -> Iterator[Any]:
        known = Contribution.objects.order_by("pk").values_list("pk", "author_id", "body", "created_at")
        for pk, author, body, moment in known.iterator(chunk_size=BATCH):
            yield ContributionRevision(
                id=pk,
                body=body,
                version=1,
                history_date=moment,
                history_type="+",
                history_user_id=author,
                history_change_reason="",
                act=Act.WRITTEN,
            )

    def write_endorsements(self) -> None:
        def rows() -> Iterator[Endorsement]:
            for page in self.pages:
                for person in {self.somebody() for _ in range(self.chance.randint(0, 4))}:
                    yield Endorsement(page_id=page, person_id=person, created_at=self.moment())

        self.bulk(Endorsement, rows())

    def write_watches(self) -> None:
        """Everybody watches the first page; the keen watch many pages."""

        def rows() -> Iterator[Watch]:
            for person in self.people:
                yield Watch(person_id=person, page_id=self.pages[0], since=self.moment())
            for person in self.people[:KEEN]:
                many = self.chance.sample(self.pages[1:], min(500, len(self.pages) // 4))
                yield from (Watch(person_id=person, page_id=page, since=self.moment()) for page in many)

        self.bulk(Watch, rows())

    def write_notifications(self) -> None:
        """In proportion to what was written; the keen have most of them."""
        count = self.size.revisions // 2

        def rows() -> Iterator[Notification]:
            for number in range(count):
                page, moment = self.pages[self.chance.randrange(len(self.pages))], self.moment()
                yield Notification(
                    person_id=self.somebody(),
                    kind=Kind.EDITED,
                    actor_id=self.somebody(),
                    place=f"page:{page}",
                    place_title="Une page",
                    key=f"bench:{number}",
                    url="/wiki/theme-1/p-1/",
                    created_at=moment,
                    shown_at=moment,
                    read_at=moment if number % 3 else None,
                )

        self.bulk(Notification, rows())
