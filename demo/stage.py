"""What has been loaded of the demo so far, under the names that the content uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from random import Random
from typing import cast

from django.utils import timezone

from accounts.models import Role, User
from campaign.models import Video
from contributions.models import Comment, Image, Page, PageRevision
from demo.comment_content import CommentKey
from guide.models import Tip
from themes.models import Theme


@dataclass
class Stage:
    """When the campaign began, and what has been loaded of it, under the names that the content uses."""

    first_day: date
    people: dict[str, User] = field(default_factory=dict)
    colleagues: list[User] = field(default_factory=list)  # who came to a session, and wrote no page
    themes: dict[int, Theme] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    comments: dict[CommentKey, Comment] = field(default_factory=dict)
    tips: dict[int, Tip] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)
    videos: dict[str, Video] = field(default_factory=dict)

    def at(self, when: timedelta) -> datetime:
        """The moment, by the clock of the campaign: 09:14 stays 09:14 when summer time ends."""
        return timezone.make_aware(datetime.combine(self.first_day, time.min) + when)

    def revision_at(self, page: str, moment: datetime) -> PageRevision:
        """The page as it stood then."""
        rows = self.pages[page].history.filter(history_date__lte=moment)
        return cast(PageRevision, rows.order_by("-version").first())

    @cached_property
    def colleagues_by_name(self) -> dict[str, User]:
        """In an order of no meaning that is always the same: the first ones are from all places of work."""
        shuffled = sorted(self.colleagues, key=lambda person: sha256(person.username.encode()).digest())
        return {person.get_full_name(): person for person in shuffled}

    def some_replaced(self, people: Sequence[User], number: int, lots: Random) -> dict[User, User]:
        """Who of the first `number` colleagues does what these people would do: for every other of them."""
        replaced, colleagues = people[::2], [*self.colleagues_by_name.values()][:number]
        return dict(zip(replaced, lots.sample(colleagues, len(replaced)), strict=True))

    def named(self, name: str) -> User:
        """Raises KeyError for who is nobody."""
        return self.people.get(name) or self.colleagues_by_name[name]

    @cached_property
    def editors(self) -> list[User]:
        """Asked for once all people are there."""
        keys = set(User.objects.filter(groups__name=Role.EDITOR).values_list("pk", flat=True))
        return sorted((person for person in self.people.values() if person.pk in keys), key=attrgetter("pk"))
