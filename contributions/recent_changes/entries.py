"""The lines of the list of what is new, and how they are put together.

Which lines are new to a reader: in a cached page each has a region, whose number says when it happened and who did it.

Replaces cache versions of lists, which each save and each comment raises, before their number makes readings slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from accounts.models import User
from common.paging import Cursor
from contributions.cache_versions.models import CacheVersion
from contributions.comments.models import Comment
from contributions.events import Event, in_bulk
from contributions.history_models import RevisionDetails
from contributions.moderation.patrols import Patrol
from contributions.moderation_log import LogEntry
from contributions.pages.models import Page
from contributions.questions.models import Question
from themes.models import Theme

VERSION, COMMENT, ASKED, ARRANGED = range(4)
"""The ranks of the four sources: at the same moment, the greater comes first."""
KINDS = ("version", "comment", "asked", "arranged")
"""Their names, by rank."""


@dataclass(kw_only=True)
class RecentChange:
    """One thing that happened. Of `revision` (of a page, or of what was said), `question` and `entry` it has one."""

    place: Cursor
    person: User | None
    revision: RevisionDetails | None = None
    page: Page | None = None
    comment: Comment | None = None
    question: Question | None = None
    entry: LogEntry | None = None
    review: Patrol | None = None
    is_by_somebody_new: bool = False
    is_first_of_hers: bool = False
    is_unseen: bool = False

    @property
    def kind(self) -> str:
        """What happened, for templates."""
        return KINDS[self.place.rank]

    @property
    def about(self) -> Any:
        """The page, what was said, or the question."""
        return self.page or self.comment or self.question

    @property
    def theme(self) -> Theme:
        found: Theme = self.about.theme
        return found

    @property
    def url(self) -> str:
        """Where it leads."""
        return str(self.comment.place_url if self.comment else self.about.get_absolute_url())

    @property
    def title(self) -> str:
        """What it is about: a page by the title that it had then."""
        if self.question:
            return self.question.text
        if self.comment:
            return self.comment.place_title
        return (self.revision.title if self.revision else "") or str(self.about.title)

    @property
    def is_of_nobody(self) -> bool:
        """Whether it is a question that no colleague of the site has asked: its origin is said."""
        return bool(self.question and not self.revision and not self.person)

    @property
    def moment(self) -> datetime:
        return self.place.moment

    @property
    def changes_url(self) -> str:
        """Where to see what it changed; nothing for what is new, or whose words are hidden."""
        if self.revision is None or self.revision.is_first or self.revision.is_text_hidden:
            return ""
        text: Any = self.page if self.place.rank == VERSION else self.comment
        return str(text.changes_url(self.revision.version - 1, self.revision.version))

    @property
    def is_hidden(self) -> bool:
        """Whether it is read by editors alone, or below the history of a merged page."""
        about = self.about
        return bool(about.is_hidden or getattr(about, "is_merged", False) or getattr(about, "withdrawn_at", None))

    @property
    def token(self) -> str:
        """What a form calls the version by."""
        return f"{'page' if self.place.rank == VERSION else 'comment'}-{self.place.pk}"

    @property
    def waits(self) -> bool:
        """Whether an editor has yet to look at it."""
        return self.review is not None and self.review.by_id is None

    @property
    def what(self) -> tuple[int, int]:
        """What it is about: lines of one day and person about the same thing stand together."""
        if self.revision is None:
            return self.place.rank, self.place.pk
        return self.place.rank, self.revision.id


@dataclass
class RecentChangeGroup:
    """What one person did to one thing in one day, the newest first: mostly a single line."""

    lines: list[RecentChange] = field(default_factory=list)

    @property
    def newest(self) -> RecentChange:
        return self.lines[0]

    @property
    def has_several(self) -> bool:
        return len(self.lines) > 1

    @property
    def waiting(self) -> list[RecentChange]:
        return [line for line in self.lines if line.waits]

    @property
    def changes_url(self) -> str:
        """From before the first to the last: only where nobody else's version stands in between."""
        if not self.has_several:
            return self.newest.changes_url
        versions = [line.revision.version for line in self.lines if line.revision]
        is_unbroken = versions[0] - versions[-1] + 1 == len(self.lines)
        if (
            not is_unbroken
            or versions[-1] == 1
            or any(line.revision.is_text_hidden for line in self.lines if line.revision)
        ):
            return ""
        text: Any = self.newest.page if self.newest.place.rank == VERSION else self.newest.comment
        return str(text.changes_url(versions[-1] - 1, versions[0]))


def by_day(lines: Iterable[RecentChange]) -> list[tuple[date, list[RecentChangeGroup]]]:
    days = groupby(lines, lambda line: timezone.localdate(line.moment))
    return [(day, grouped(list(of_the_day))) for day, of_the_day in days]


def grouped(lines: Sequence[RecentChange]) -> list[RecentChangeGroup]:
    """The lines of one person about one thing together, where the newest of them stands."""
    groups: dict[tuple[int | None, tuple[int, int]], RecentChangeGroup] = {}
    for line in lines:
        key = (line.person.pk if line.person else None, line.what)
        groups.setdefault(key, RecentChangeGroup()).lines.append(line)
    return list(groups.values())


UNSEEN = "unseen"
PEOPLE = 10**20  # more than any key of a person
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def unseen_number(line: RecentChange) -> int:
    """Returns the number of a line's region."""
    moment = (line.moment - EPOCH) // MICROSECOND
    return moment * PEOPLE + (line.person.pk if line.person else 0)


def line_of(number: int) -> tuple[datetime, int]:
    """Returns when the line of a region happened, and the key of who did it, 0 for nobody."""
    moment, person = divmod(number, PEOPLE)
    return EPOCH + moment * MICROSECOND, person


@in_bulk
def compact_versions_of_lists(*_changes: Event) -> None:
    """Replaces many of one list by one. One query, mostly."""
    for (place,) in list(CacheVersion.objects.of_lists().crowded()):
        CacheVersion.objects.replace(place)
