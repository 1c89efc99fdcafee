"""What can be followed, and by whom.

Where a thing is followed, and what it is called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.cached_urls import cached_reverse
from contributions.comments.models import Comment
from contributions.pages import related_rows
from contributions.pages.models import Page
from contributions.passages import opening_of
from contributions.questions.models import Question
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.watches.models import Watch


type Watchable = models.Model
"""A page, a theme, a contribution (its thread), a question, a person."""

COLUMNS = {"page": "page", "theme": "theme", "comment": "comment", "question": "question", "user": "followed"}
COLUMN_NAMES = tuple(COLUMNS.values())


class WatchTargetGone(ValidationError):
    """It was hidden, withdrawn, or the account was stopped."""

    def __init__(self) -> None:
        super().__init__(_("This can no longer be followed."), code="gone")


class OneSelf(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("What you write yourself is on your own page."), code="self")


def kind_of(what: Watchable) -> str:
    """The column that holds it."""
    name = str(type(what)._meta.model_name)
    if name not in COLUMNS:
        raise TypeError(f"{name} cannot be followed")
    return COLUMNS[name]


def place_of(what: Watchable) -> dict[str, Watchable]:
    """The column and what stands in it: a thread is followed by what opened it, a question with all that ask the same."""
    if what._meta.model_name == "comment":
        comment: Comment = what  # type: ignore[assignment]
        return {"comment": comment.reply_to or comment}
    if what._meta.model_name == "question":
        asked: Question = what  # type: ignore[assignment]
        return {"question": asked.first}
    return {kind_of(what): what}


def column_and_key(what: Watchable) -> tuple[str, int]:
    """Returns the column and the key of what stands in it."""
    return next((column, thing.pk) for column, thing in place_of(what).items())


def check_watchable(what: Watchable, by: User) -> None:
    """Raises WatchTargetGone, OneSelf."""
    if isinstance(what, User) and what.pk == by.pk:
        raise OneSelf
    page = getattr(what, "page", None) if what._meta.model_name == "comment" else None
    is_gone = any(getattr(what, state, None) for state in ("withdrawn_at", "is_hidden", "is_merged"))
    if is_gone or not getattr(what, "is_active", True) or (page is not None and page.is_hidden):
        raise WatchTargetGone


# The words in which watches are asked for, begun and stopped.


BATCH = 500
type Watchers = defaultdict[tuple[str, int], list[tuple[int, datetime]]]
"""Who watches something and since when, by its column and key."""


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, what: Watchable) -> WatchQuerySet:
        return self.filter(**place_of(what))

    def of_person(self, person: User) -> WatchQuerySet:
        return self.filter(person=person)

    def in_force(self) -> WatchQuerySet:
        """Not stopped; and of those that began by taking part, only those of people who have not switched that off."""
        return self.filter(Q(taking_part=False) | Q(person__watches_what_i_join=True), is_on=True)

    def stopped(self) -> WatchQuerySet:
        return self.filter(is_on=False)

    def is_watching(self, what: Watchable, person: User) -> bool:
        return self.of(what).of_person(person).in_force().exists()

    def watch(self, what: Watchable, *, by: User, at: datetime | None = None) -> None:
        """Follows it from now on, however often it is sent. Raises ValidationError: WatchTargetGone, OneSelf."""
        check_watchable(what, by)
        with transaction.atomic():
            row = self._row(what, by, at, is_on=True)
            self._go_where_pages_go([row])
            if not self.filter(**{f"{row.kind}_id": getattr(row, f"{row.kind}_id")}, person=by, is_on=True).update(
                taking_part=False
            ):
                self._store(row)

    def stop(self, what: Watchable, *, by: User, at: datetime | None = None) -> None:
        """Also where it was not followed yet: taking part in it later does not begin it."""
        with transaction.atomic():
            row = self._row(what, by, at, is_on=False)
            self._go_where_pages_go([row])
            self._store(row)

    def stop_all(self, kind: str, *, by: User) -> int:
        """Stops following everything of a kind (a column: "page", "followed"…); returns how many."""
        return self.of_person(by).filter(**{f"{kind}__isnull": False}, is_on=True).update(is_on=False)

    def watchers_of(self, things: Iterable[Watchable]) -> Watchers:
        """Returns who watches each of these and since when; one query for all."""
        keys = defaultdict[str, set[int]](set)
        for column, key in map(column_and_key, things):
            keys[column].add(key)
        found: Watchers = defaultdict(list)
        if not keys:
            return found
        wanted = reduce(or_, (Q(**{f"{column}__in": some}) for column, some in keys.items()))
        for person, since, *kinds in self.in_force().filter(wanted).values_list("person", "since", *COLUMN_NAMES):
            place = next((column, key) for column, key in zip(COLUMN_NAMES, kinds, strict=True) if key)
            found[place].append((person, since))
        return found

    def take_part(self, what: Watchable, *, by: User, at: datetime | None = None) -> None:
        """Follows what she wrote in, unless she stopped it once, or has switched all of this off."""
        self.take_part_in_all([(what, by, at)])

    def take_part_in_all(self, several: Sequence[tuple[Watchable, User, datetime | None]]) -> None:
        """As `take_part`, for many things, people and moments."""
        people = User.objects.filter(pk__in={by.pk for _what, by, _at in several})
        willing = set(people.filter(watches_what_i_join=True, is_active=True).values_list("pk", flat=True))
        joined = [(what, by, at) for what, by, at in several if by.pk in willing]
        joined.sort(key=lambda one: (column_and_key(one[0]), one[1].pk))  # so that no two workers wait for each other
        rows = [self._row(what, by, at, is_on=True, taking_part=True) for what, by, at in joined]
        with transaction.atomic():
            self._go_where_pages_go(rows)
            self.bulk_create(rows, ignore_conflicts=True)

    def transfer(self, old: Watchable, new: Watchable) -> None:
        """Who followed the one follows the other, which says the same. Who had stopped the other stays stopped."""
        place = place_of(new)
        theirs = self.filter(**{kind_of(old): old})
        with transaction.atomic():
            for people in theirs.filter(is_on=True).people_in_batches():
                rows = theirs.filter(person__in=people)
                moved = [
                    self.model(person_id=row.person_id, taking_part=row.taking_part, since=row.since, **place)
                    for row in rows
                ]
                self.bulk_create(moved, ignore_conflicts=True)
            theirs.delete()

    def people_in_batches(self, size: int = BATCH) -> Iterator[list[int]]:
        """The keys of the people, in order, a few hundred at a time: nobody twice, whoever comes or goes meanwhile."""
        last = 0
        while people := list(self.filter(person__gt=last).order_by("person").values_list("person", flat=True)[:size]):
            yield people
            if len(people) < size:
                return
            last = people[-1]

    def forget_those_under_another_name(self, person: User) -> int:
        """Who followed somebody under her name does not follow the anonymous colleague whom she has become; nor the
        reverse. Returns how many these were.
        """
        return self.filter(followed=person, by_name=person.is_anonymous_author).delete()[0]

    def _go_where_pages_go(self, rows: Sequence[Watch]) -> None:
        """What is followed of a page that has just been merged is the page that it was merged into."""
        pages = {row.page_id for row in rows if row.page_id}
        moved = related_rows.held_places(pages) if pages else {}
        for row in rows:
            row.page_id = moved.get(row.page_id or 0, row.page_id)

    def _store(self, row: Watch) -> None:
        names = ["is_on", "taking_part", "by_name", "since"]
        self.bulk_create([row], update_conflicts=True, unique_fields=[row.kind, "person"], update_fields=names)

    def _row(self, what: Watchable, by: User, at: datetime | None, **values: Any) -> Watch:
        by_name = isinstance(what, User) and not what.is_anonymous_author
        return self.model(person=by, by_name=by_name, since=at or timezone.now(), **place_of(what), **values)


def watch_url(what: Watchable) -> str:
    """The address that the button of a thing posts to."""
    match what:
        case Page():
            return cached_reverse("contributions:page_watch", what.theme.slug, what.slug)
        case Theme():
            return cached_reverse("contributions:theme_watch", what.slug)
        case Comment():
            return cached_reverse("contributions:comment_watch", what.pk)
        case Question():
            return cached_reverse("contributions:question_watch", what.pk)
        case User():
            return cached_reverse("contributions:person_watch", what.handle)
    raise TypeError(f"{what._meta.model_name} has no address to follow it at")


def target_name(what: Watchable) -> str:
    """What a list calls it: a page by its title, a thread by how it begins, a person by the name she goes by."""
    match what:
        case Theme():
            return what.question
        case User():
            return what.public_name
        case Comment():
            return opening_of(what.excerpt)
    return str(what)


def target_url(what: Watchable) -> str:
    """Where it stands."""
    if isinstance(what, User):
        return cached_reverse("contributions:contributor", what.handle)
    return str(what.get_absolute_url())  # type: ignore[attr-defined]  # all that can be followed have one
