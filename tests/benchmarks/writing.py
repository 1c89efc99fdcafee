"""A wiki of 1,000 pages and 10,000 revisions, written as people write it: through the verbs of the models, in some minutes.

Two pages have a history that is measured: one has 200 revisions among the 10,000; the other has 10,000 more of its own,
of a short text, each of them saved as well. What the worker keeps after a change is built at the end, as after an import.
`filling` writes larger ones, as rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Role, User
from contributions import events
from contributions.models import Comment, Endorsement, Page, Patrol, Watch
from contributions.moderation import first_contributions
from guide.decisions import submission_sync as decisions
from tests import factories
from tests.benchmarks.sizes import EDITORS, EQUAL, TOGETHER, Size
from tests.benchmarks.texts import Writer
from themes.models import Theme

DAYS = 70
LONG_TITLE = "La plus longue histoire"


WAITING = 300  # contributions that no editor has looked at


class Writing:
    """Writes into an empty, migrated database. `say` is told how far it is."""

    def __init__(self, size: Size, say: Any = print) -> None:
        self.size, self.say, self.writer = size, say, Writer()
        self.chance = self.writer.chance
        self.began = timezone.now() - timedelta(days=DAYS)

    def fill(self) -> None:
        with events.muted():
            factories.create_site_settings()
            self.themes = factories.create_themes()
            now = timezone.now()
            factories.create_phase(starts_at=self.began, ends_at=now + timedelta(days=30))
            self.people = [self.person(number) for number in range(self.size.people)]
            self.pages = self.write_pages()
            self.revise_pages()
            self.write_long_history()
            self.write_contributions()
            self.endorse_and_watch()
        build_what_hangs_on_the_texts(self.say)

    def person(self, number: int) -> User:
        """None has a password: sessions are made without one."""
        role = Role.EDITOR if number < EDITORS else Role.CONTRIBUTOR
        name = f"p{number}"
        user = User.objects.create_user(username=name, first_name=name.capitalize(), last_name=self.writer.some(1))
        user.groups.add(factories.Group.objects.get_or_create(name=role.value)[0])
        return user

    def somebody(self) -> User:
        return self.chance.choice(self.people)

    def moment(self, share: float) -> datetime:
        """After that share of the time that the writing took."""
        return self.began + timedelta(days=DAYS * share * 0.999)

    def write_pages(self) -> list[Page]:
        """Among the first, those whose titles are equally long; what two edit at once has a section for each."""
        pages = []
        for number in range(self.size.pages):
            pages.append(
                self.write(
                    title_of(number, self.writer),
                    TOGETHER if number == EQUAL else self.writer.page(),
                    self.themes[number % len(self.themes)],
                    self.moment(0.2 * number / self.size.pages),
                )
            )
            self.tell("pages", number + 1)
        self.say()
        return pages

    def revise_pages(self) -> None:
        """The page of `HISTORY` revisions first; the others share what is left."""
        long, others = self.pages[self.size.history_page], [*self.pages]
        others.remove(self.pages[EQUAL])
        turns = [long] * (self.size.history - 1)
        left = self.size.revisions - self.size.pages - len(turns)
        turns += [others[number % len(others)] for number in range(left)]
        for number, page in enumerate(turns):
            self.revise(page, self.writer.edited(page.body), self.moment(0.2 + 0.8 * number / len(turns)))
            self.tell("revisions", self.size.pages + number + 1)
        self.say()

    def write(self, title: str, body: str, theme: Theme, at: datetime) -> Page:
        author = self.somebody()
        return patiently(lambda: Page.objects.write(theme=theme, title=title, body=body, author=author, at=at))

    def revise(self, page: Page, body: str, at: datetime) -> None:
        author, base = self.somebody(), page.version
        patiently(lambda: page.revise(title=page.title, body=body, author=author, base_version=base, at=at))

    def write_long_history(self) -> None:
        """Short, since it is the number of rows that is measured, and a twentieth of the time is enough for them."""
        text = self.writer.section()
        page = self.write(LONG_TITLE, text, self.themes[0], self.began)
        for number in range(1, self.size.long_history):
            self.revise(page, f"{text}\n\n{number}", self.moment(number / self.size.long_history))
            self.tell("long history", number + 1)
        self.say()

    def write_contributions(self) -> None:
        """Of five, one answers a question, the others stand under pages."""
        for number in range(self.size.contributions):
            page = self.pages[number % len(self.pages)] if number % 5 else None
            Comment.objects.write(
                theme=page.theme if page else self.themes[number % len(self.themes)],
                page=page,
                body=" ".join(self.writer.sentence(self.chance.randint(8, 15)) for _ in range(2)),
                author=self.somebody(),
                at=self.moment(0.3 + 0.7 * number / self.size.contributions),
            )
            self.tell("contributions", number + 1)
        self.say()

    def endorse_and_watch(self) -> None:
        for page in self.pages:
            authors = {author["id"] for author in page.byline}
            readers = [person for person in self.chance.sample(self.people, 5) if person.pk not in authors]
            for person in readers[:2]:
                Endorsement.objects.endorse(page, by=person, at=self.moment(0.9))
            for person in readers[2:]:
                Watch.objects.watch(page, by=person, at=self.moment(0.9))

    def tell(self, what: str, number: int) -> None:
        if number % 100 == 0:
            self.say(f"{what}: {number:,}", end="\r")


def patiently[T](act: Callable[[], T]) -> T:
    """Once more, where a machine that is busy with other things made the renderer give up."""
    try:
        return act()
    except ValidationError:
        return act()


def title_of(number: int, writer: Writer) -> str:
    return f"Une page au titre de même longueur, {number:02}" if number < EQUAL else writer.title(number)


def build_what_hangs_on_the_texts(say: Any, index: Callable[[Any], object] | None = None) -> None:
    """What the worker keeps after each change, for texts that were written while nobody listened."""
    first_contributions.rebuild()
    decisions.sync_all()
    Patrol.objects.wait_for("comment", list(Comment.history.order_by("-history_date")[:WAITING]))
    say("rank_pages")
    call_command("rank_pages", verbosity=0)
    say("rebuild_search")
    if index:
        index(say)
    else:
        call_command("rebuild_search", verbosity=0)
