"""A wiki of any size for benchmarks: rows as the verbs would leave them, written in bulk, the same at each run.

The texts are made of a vocabulary whose words are as unequally common as those of a language, so that searching has
common words to cope with. A few hundred are laid out by the renderer itself, and used again and again. What is derived
from the texts (the index, the order) is built by who measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

from accounts.models import Role, User
from common import markup
from contributions.history_models import Act
from contributions.models import Comment, CommentRevision, Endorsement, Page, PageRevision, Watch
from guide.decisions.models import Submission
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.benchmarks import bulk
from tests.benchmarks.sizes import EDITORS, EQUAL, TOGETHER, Size
from tests.benchmarks.texts import Writer
from tests.benchmarks.writing import LONG_TITLE, title_of

TEXTS = 300
WRITTEN = (Page, PageRevision, Comment, CommentRevision, Endorsement, Watch, Notification, Submission)
OF_A_REVISION = ("theme_id", "slug", "title", "body", "modified_at", "version")
KEEN = 200  # people who write half of everything; where there are few, a tenth of them


class Filling:
    """Fills an empty, migrated database. `say` is told what is being written."""

    editors = EDITORS

    def __init__(self, size: Size, say: Any = print) -> None:
        self.size, self.say, self.writer = size, say, Writer()
        self.chance = self.writer.chance
        self.now = timezone.now()
        self.keen = min(KEEN, size.people // 10)

    def fill(self) -> None:
        factories.create_site_settings()
        self.themes = factories.create_themes()
        self.people = self.write_people()
        with bulk.in_haste(), bulk.indexed_at_the_end(*WRITTEN):
            self.write_pages()
            self.write_contributions()
            self.write_endorsements()
            self.write_watches()
            self.write_notifications()
            self.write_matters()

    def bulk(self, model: type[models.Model], rows: Iterator[Any]) -> list[int]:
        return bulk.write(model, rows, self.say)

    def write_people(self) -> list[int]:
        def rows() -> Iterator[User]:
            for number in range(self.size.people):
                person = User(username=f"p{number}", first_name=self.writer.sentence(1)[:-1], last_name=f"N{number}")
                person.name_key = person.key_of_name
                yield person

        keys = self.bulk(User, rows())
        editor, contributor = (Group.objects.get(name=role.value) for role in (Role.EDITOR, Role.CONTRIBUTOR))
        groups = [editor if number < self.editors else contributor for number in range(len(keys))]
        through: Any = User.groups.through
        self.bulk(through, (through(user_id=key, group=group) for key, group in zip(keys, groups, strict=True)))
        return keys

    def somebody(self) -> int:
        """Half of everything is written by a few."""
        return self.people[self.chance.randrange(self.keen if self.chance.random() < 0.5 else len(self.people))]

    def moment(self) -> datetime:
        return self.now - timedelta(seconds=self.chance.randint(0, 70 * 86_400))

    def write_pages(self) -> None:
        texts = [Laid(self.writer.page()) for _ in range(TEXTS)]
        written: list[dict[str, Any]] = []

        def pages() -> Iterator[Page]:
            for number in range(self.size.pages):
                text = Laid(TOGETHER) if number == EQUAL else texts[number % TEXTS]
                yield self.page(number, self.title(number), text, self.versions(number))
            yield self.page(self.size.pages, LONG_TITLE, Laid(self.writer.section()), self.size.long_history)

        def noted() -> Iterator[Page]:
            for page in pages():
                written.append({name: getattr(page, name) for name in OF_A_REVISION})
                yield page

        self.pages = self.bulk(Page, noted())
        known = zip(self.pages, written, strict=True)
        self.bulk(PageRevision, (row for key, page in known for row in self.revisions_of(key, **page)))

    def title(self, number: int) -> str:
        return title_of(number, self.writer)

    def versions(self, number: int) -> int:
        """Two pages have a history that is measured."""
        return self.size.history if number == self.size.history_page else self.size.revisions // self.size.pages

    def page(self, number: int, title: str, text: Laid, version: int) -> Page:
        moment = self.moment()
        return Page(
            theme=self.themes[number % len(self.themes)],
            title=title,
            title_key=markup.title_key(title),
            slug=f"p-{number}",
            version=version,
            created_at=moment - timedelta(days=1),
            modified_at=moment,
            byline=[{"id": self.people[0], "name": "N", "handle": "p0"}],
            **text.columns,
        )

    def revisions_of(self, pk: int, version: int, body: str, modified_at: datetime, **page: Any) -> Iterator[Any]:
        """The newest first, each made from the one after it by writing one sentence anew, where there are not too many."""
        bodies = shorter(body) if version > 1_000 else self.writer.edits(body)
        for number, text in zip(range(version, 0, -1), bodies, strict=False):
            yield PageRevision(
                id=pk,
                body=text,
                version=number,
                history_date=modified_at - timedelta(minutes=version - number),
                history_type="+" if number == 1 else "~",
                history_user_id=self.somebody(),
                history_change_reason="",
                act=Act.WRITTEN if number == 1 else Act.EDITED,
                **page,
            )

    def write_contributions(self) -> None:
        self.bulk(Comment, self.comments())
        first = CommentRevision(
            version=1, history_date=self.now, history_type="+", history_change_reason="", act=Act.WRITTEN
        )
        taken = {"id": "id", "body": "body", "history_user_id": "author_id", "history_date": "created_at"}
        bulk.derive(first, Comment, taken)

    def comments(self) -> Iterator[Comment]:
        """Of five, one answers a question, the others stand under pages."""
        for number in range(self.size.contributions):
            yield self.comment_at(number % len(self.pages), is_under_page=bool(number % 5))

    def comment_at(self, place: int, *, is_under_page: bool = True) -> Comment:
        body, moment = self.writer.sentence(self.chance.randint(8, 30)), self.moment()
        return Comment(
            kind=self.chance.choice(["experience", "advice", "nuance", "question"]),
            theme=self.themes[place % len(self.themes)],
            page_id=self.pages[place] if is_under_page else None,
            author_id=self.somebody(),
            body=body,
            body_html=f"<p>{body}</p>",
            excerpt=body[:200],
            created_at=moment,
            active_at=moment,
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
            for person in self.people[: self.keen]:
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
                    kind=NotificationKind.EDITED,
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

    def write_matters(self) -> None:
        """Everything is to be decided about."""
        for name, model, moment in (("page_id", Page, "modified_at"), ("comment_id", Comment, "created_at")):
            bulk.derive(Submission(), model, {name: "id", "theme_id": "theme_id", "written_at": moment})


def shorter(body: str) -> Iterator[str]:
    """A text that is as good as the same each time."""
    yield body
    for number in count():
        yield f"{body.rpartition('\n\n')[0] or body}\n\n{number}"


class Laid:
    """A text as it stands in the row of a page."""

    def __init__(self, body: str) -> None:
        rendered = markup.render(body, language="fr")
        self.columns = {
            "body": body,
            "body_html": rendered.html,
            "excerpt": rendered.excerpt[:400],
            "contents": [asdict(heading) for heading in rendered.contents],
        }
