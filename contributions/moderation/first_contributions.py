"""The first things somebody writes: marked for the editors, answered with a welcome.

How often one person may do a thing: per minute and per hour, counted in the database, which all processes share.

An account that is stopped, or opened again, is noted in the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from accounts.sessions import person_with_roles
from common.database import statements
from common.words.dates import time_of_day
from contributions.comments.models import Comment
from contributions.events import Event, in_bulk
from contributions.history_models import Act
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from notifications.kinds import NotificationKind
from notifications.models import Notification

NEW_FOR = timedelta(days=30)
CACHE_SECONDS = 60 * 60


class FirstContributionQuerySet(models.QuerySet["FirstContribution"]):
    def note(
        self,
        person_id: int,
        *,
        at: datetime,
        page_id: int | None = None,
        comment_id: int | None = None,
        version: int = 1,
    ) -> bool:
        """Notes what a person wrote first; False where something else is noted already."""
        first = {"page_id": page_id, "comment_id": comment_id, "version": version}
        self.bulk_create([self.model(person_id=person_id, at=at, **first)], ignore_conflicts=True)
        return self.filter(person=person_id, **first).exists()

    def of_new_people(self, at: datetime | None = None) -> FirstContributionQuerySet:
        return self.filter(at__gt=(at or timezone.now()) - NEW_FOR)

    def is_new(self, person: User) -> bool:
        """Whether she wrote her first words less than a month ago, or none yet. Who is not new stays so: each process
        remembers it for an hour.
        """
        cache, key = caches["template_fragments"], f"is-known.{person.pk}"
        if cache.get(key):
            return False
        began = self.filter(person=person).order_by().values_list("at", flat=True).first()
        is_new = began is None or began > timezone.now() - NEW_FOR
        if not is_new:
            cache.set(key, True, CACHE_SECONDS)
        return is_new

    def among(self, people: Collection[int]) -> FirstContributionQuerySet:
        return self.filter(person__in=people)


class FirstContribution(models.Model):
    """What a person wrote first, and when."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("contribution"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = FirstContributionQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("first contribution")
        verbose_name_plural = _("first contributions")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(page=None) | Q(comment=None), name="one_begins_with_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment}"


# Who writes for the first time is welcomed, once, with what happens next.


@in_bulk
def welcome(*changes: Event) -> None:
    """Listens to changes: who writes for the first time is told what happens next, in the site and by mail, once."""
    writers = {change.by for change in changes if change.by and change.what in Act.values}
    known = FirstContribution.objects.in_bulk(writers) if writers else {}
    for change in changes:
        if change.by in writers and change.what in Act.values and not _is_old_hand(known.get(change.by), change):
            _welcome(change)


def _is_old_hand(first: FirstContribution | None, change: Event) -> bool:
    """Whether somebody's first words are others than these, for which she may have been told or not."""
    if first is None:
        return False
    keys = {"contributions.page": first.page_id, "contributions.comment": first.comment_id}
    return (keys.get(change.label), first.version) != (change.pk, change.version)


def _welcome(change: Event) -> None:
    if change.label == "contributions.page":
        _note(Page.objects.narrow().filter(pk=change.pk).first(), change)
    elif change.label == "contributions.comment":
        _note(Comment.objects.select_related("page", "video", "theme").filter(pk=change.pk).first(), change)


def _note(text: Page | Comment | None, change: Event) -> None:
    author = person_with_roles(change.by or 0)
    if text is None or author is None:
        return
    column = f"{text._meta.model_name}_id"
    with transaction.atomic():
        is_first = FirstContribution.objects.note(author.pk, at=change.at, version=change.version, **{column: text.pk})
        if is_first and not access.is_editor(author):  # it is the editors who welcome
            _notify(author, text, change)


def _notify(author: User, text: Page | Comment, change: Event) -> None:
    place = text if isinstance(text, Page) else text.place
    Notification.objects.notify(
        [author.pk],
        kind=NotificationKind.WELCOME,
        place=f"{text._meta.model_name}:{text.pk}",
        place_title=str(place),
        url=text.get_absolute_url(),
        key=f"{change.label}:{change.pk}:welcome",
        at=change.at,
    )


def rebuild() -> int:
    """Notes for everybody what she wrote first, where it is not noted yet, and tells nobody: after an import."""
    firsts: dict[int, tuple[datetime, dict[str, int]]] = {}
    for model in (Page, Comment):
        earlier = model.history.filter(history_user=OuterRef("history_user"), history_date__lt=OuterRef("history_date"))
        known = FirstContribution.objects.filter(person=OuterRef("history_user"))
        rows = model.history.exclude(history_user=None).filter(~Exists(known), ~Exists(earlier.order_by()))
        found = rows.order_by("-history_date", "-history_id").values_list(
            "history_user", "history_date", "id", "version"
        )
        for person, at, pk, version in found.iterator():
            if person not in firsts or at <= firsts[person][0]:
                firsts[person] = (at, {f"{model._meta.model_name}_id": pk, "version": version})
    new = [FirstContribution(person_id=person, at=at, **first) for person, (at, first) in firsts.items()]
    FirstContribution.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(firsts)


MINUTE, HOUR = 60, 3600
FOR_THE_NEW, FOR_EDITORS = 2, 10
"""Somebody new may do half as much, an editor, who moves many pages, ten times as much."""


class RateLimited(ValidationError):
    """`until` is when the next one is taken."""

    def __init__(self, until: datetime) -> None:
        time = time_of_day(until)
        words = gettext("That is a lot in a short time. Nothing was sent, and nothing is lost: try again at %(time)s.")
        super().__init__(words % {"time": time}, code="too_often")
        self.until = until


TAKE = """
    INSERT INTO contributions_ratelimitcounter AS tally (person_id, act, minute, in_minute, hour, in_hour)
    VALUES (%s, %s, %s, 1, %s, 1)
    ON CONFLICT (person_id, act) DO UPDATE SET
        in_minute = CASE WHEN tally.minute = excluded.minute THEN tally.in_minute + 1 ELSE 1 END,
        in_hour = CASE WHEN tally.hour = excluded.hour THEN tally.in_hour + 1 ELSE 1 END,
        minute = excluded.minute,
        hour = excluded.hour
    WHERE (tally.minute <> excluded.minute OR tally.in_minute < %s) AND (tally.hour <> excluded.hour OR tally.in_hour < %s)
"""


class RateLimitCounterQuerySet(models.QuerySet["RateLimitCounter"]):
    def take(self, person: User, act: str, *, a_minute: int, an_hour: int, at: datetime) -> bool:
        """Counts one more in the minute and the hour of `at`; False, and nothing counted, where that were too many in one.

        One statement, which two at once do one after the other. The ORM has no such word, and needs four.
        """
        adapt = connection.ops.adapt_datetimefield_value
        minute, hour = (adapt(beginning_of(seconds, at)) for seconds in (MINUTE, HOUR))
        return statements.write_unawaited(TAKE, [person.pk, act, minute, hour, a_minute, an_hour]) > 0

    def give_back(self, person: User, act: str, *, at: datetime) -> None:
        """One that was counted at that moment does not count."""
        same_minute = When(minute=beginning_of(MINUTE, at), in_minute__gt=0, then=F("in_minute") - 1)
        in_minute = Case(same_minute, default=F("in_minute"), output_field=models.IntegerField())
        counted = self.filter(person=person, act=act, hour=beginning_of(HOUR, at), in_hour__gt=0)
        counted.update(in_hour=F("in_hour") - 1, in_minute=in_minute)

    def until(self, person: User, act: str, *, an_hour: int, at: datetime) -> datetime:
        """When the next one is taken of somebody who had too many in the minute, or the hour, of `at`."""
        full = self.filter(person=person, act=act, hour=beginning_of(HOUR, at), in_hour__gte=an_hour)
        seconds = HOUR if full.exists() else MINUTE
        return beginning_of(seconds, at) + timedelta(seconds=seconds)


class RateLimitCounter(models.Model):
    """How often a person did a thing since a minute, and an hour, began: one row, used again and again."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("person"))
    act = models.CharField(gettext_lazy("act"), max_length=12)
    minute = models.DateTimeField(gettext_lazy("since the minute"))
    in_minute = models.PositiveIntegerField(gettext_lazy("number in the minute"))
    hour = models.DateTimeField(gettext_lazy("since the hour"))
    in_hour = models.PositiveIntegerField(gettext_lazy("number in the hour"))

    objects = RateLimitCounterQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("rate limit counter")
        verbose_name_plural = gettext_lazy("rate limit counters")
        ordering = ["-minute", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "act"], name="what_a_person_does_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.act}: {self.in_minute}, {self.in_hour}"


def count(person: User, act: str, *, at: datetime | None = None) -> None:
    """Counts one more of an act that settings.FLOOD_LIMITS knows. Raises RateLimited beyond what the person may do."""
    moment = at or timezone.now()
    a_minute, an_hour = limits_of(person, act)
    if not RateLimitCounter.objects.take(person, act, a_minute=a_minute, an_hour=an_hour, at=moment):
        raise RateLimited(RateLimitCounter.objects.until(person, act, an_hour=an_hour, at=moment))


@contextmanager
def counted(person: User, act: str, *, at: datetime | None = None) -> Iterator[None]:
    """Counts what is done inside. Raises RateLimited beyond what the person may do; what is refused inside counts as not done.

    Screens put the verb into it: an import, which has no screen, is no flood.
    """
    moment = at or timezone.now()
    count(person, act, at=moment)
    try:
        yield
    except Exception:
        RateLimitCounter.objects.give_back(person, act, at=moment)
        raise


def limits_of(person: User, act: str) -> tuple[int, int]:
    """How often the person may do it within a minute, and within an hour."""
    a_minute, an_hour = settings.FLOOD_LIMITS[act]
    if access.is_editor(person):
        return a_minute * FOR_EDITORS, an_hour * FOR_EDITORS
    if FirstContribution.objects.is_new(person):
        return max(1, a_minute // FOR_THE_NEW), max(1, an_hour // FOR_THE_NEW)
    return a_minute, an_hour


def beginning_of(seconds: int, moment: datetime) -> datetime:
    """When the minute, or the hour, of that moment began."""
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def log_stop(person: User, *, act: str, by: User, reason: str, at: datetime) -> None:
    """See settings.ON_ACCOUNT_STOPPED: called in the transaction of the act."""
    LogEntry.objects.note(act=LogAction(act), by=by, person=person, reason=reason, at=at)
