"""Who gets a letter, and what it will tell: nothing here is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import Rhythm, User
from notifications.kinds import CAMPAIGN, DAYS_WORTH_MAILING, IN_A_ROW
from notifications.mail.outbox import Letter
from notifications.models import Notification
from notifications.querysets import NotificationQuerySet

BATCH = 500
OF_THE_CAMPAIGN = Q(kind__in=sorted(CAMPAIGN))
OF_A_ROW = Q(kind__in=sorted(IN_A_ROW))
QUIET, LONGEST_ROW = timedelta(minutes=15), timedelta(hours=1)  # after which a row counts as ended
HOUR_OF_DIGESTS = 8  # local time; the weekly one on Mondays


def worth_mailing(*, at: datetime) -> NotificationQuerySet:
    """What people have not read, and is not too old for a letter."""
    return Notification.objects.unread().filter(
        concealed_at=None, created_at__gte=at - timedelta(days=DAYS_WORTH_MAILING)
    )


def prepare_letters(rhythm: Rhythm, *, at: datetime | None = None) -> None:
    """Writes the letters of this rhythm that are due; what is in one is in no other. It can be done at any time, by many."""
    now = at or timezone.now()
    if rhythm == Rhythm.AT_ONCE:
        _prepare_one_by_one(now)
    _prepare_gathered(rhythm, now)


def _round(rhythm: Rhythm, now: datetime) -> tuple[str, datetime]:
    """Returns the key of the current mailing round (at most one letter a person) and its cut-off moment.

    A digest tells what came before its hour alone: what comes later waits for the next one, so that none follows on its heels.
    """
    if rhythm == Rhythm.AT_ONCE:
        return f"hour:{now.astimezone(UTC):%Y-%m-%dT%H}", now
    local = timezone.localtime(now)
    begins = local.replace(hour=HOUR_OF_DIGESTS, minute=0, second=0, microsecond=0)
    if rhythm == Rhythm.WEEKLY:
        begins -= timedelta(days=local.weekday())
    if begins > local:
        begins -= timedelta(days=7 if rhythm == Rhythm.WEEKLY else 1)
    return f"{rhythm.value}:{begins:%Y-%m-%d}", begins - timedelta(microseconds=1)


def _chosen(rhythm: Rhythm) -> Q:
    """What people want to be told in this rhythm."""
    rest = Q(personal=False, person__mail_rest=rhythm) & ~OF_THE_CAMPAIGN
    return Q(personal=True, person__mail_personal=rhythm) | rest | Q(OF_THE_CAMPAIGN, person__mail_campaign=rhythm)


def _unmailed(*, at: datetime) -> NotificationQuerySet:
    """What is in no letter, of people who can get one: who knows nothing of the site yet is first invited to it."""
    return worth_mailing(at=at).filter(letter=None, person__in=User.objects.get_queryset().reached_by_mail())


def _prepare_one_by_one(now: datetime) -> None:
    """A letter for each thing that is addressed to somebody. Its key is that of the thing: told anew, it is not sent anew."""
    wanted = _unmailed(at=now).filter(~OF_A_ROW, personal=True, person__mail_personal=Rhythm.AT_ONCE).order_by("pk")
    last = 0
    while some := list(wanted.filter(pk__gt=last).values_list("pk", "person", "key")[:BATCH]):
        letters = [_new(person, f"now:{key}", Rhythm.AT_ONCE, now) for _pk, person, key in some]
        keyed = Letter.objects.filter(person=OuterRef("person"), key=Concat(Value("now:"), OuterRef("key")))
        with transaction.atomic():
            Letter.objects.bulk_create(letters, ignore_conflicts=True)
            here = Notification.objects.filter(pk__in=[pk for pk, _person, _key in some])
            here.update(letter=Subquery(keyed.values("pk")[:1]))
        last = some[-1][0]


def _prepare_gathered(rhythm: Rhythm, now: datetime) -> None:
    """A letter for each person of whom something waits. One that is on its way takes nothing more."""
    key, until = _round(rhythm, now)
    rows = _unmailed(at=now).filter(_chosen(rhythm), created_at__lte=until)
    if rhythm == Rhythm.AT_ONCE:
        rows = rows.exclude(_is_of_a_row_that_goes_on(now))
    for people in _people(rows):
        letters = Letter.objects.filter(key=key, person__in=people)
        with transaction.atomic():
            Letter.objects.bulk_create([_new(pk, key, rhythm, now) for pk in people], ignore_conflicts=True)
            held = letters.filter(state=Letter.State.WAITING).select_for_update().order_by("pk")
            waiting = [letter.person_id for letter in held]
            hers = letters.filter(person=OuterRef("person")).values("pk")[:1]
            rows.filter(person__in=waiting).update(letter=Subquery(hers))


def _is_of_a_row_that_goes_on(now: datetime) -> Q:
    """What will be told with what comes after it: of that, something is young, and nothing old."""
    row = worth_mailing(at=now).filter(OF_A_ROW, person=OuterRef("person"), letter=None)
    is_young, is_old = (
        Exists(row.filter(created_at__gt=now - QUIET)),
        Exists(row.filter(created_at__lte=now - LONGEST_ROW)),
    )
    return OF_A_ROW & Q(is_young) & ~Q(is_old)


def _people(rows: NotificationQuerySet) -> Iterator[list[int]]:
    """The keys of the people of these rows, some at a time."""
    last = 0
    keys = rows.order_by("person").values_list("person", flat=True).distinct()
    while some := list(keys.filter(person__gt=last)[:BATCH]):
        yield some
        last = some[-1]


def _new(person: int, key: str, rhythm: Rhythm, now: datetime) -> Letter:
    return Letter(person_id=person, key=key, rhythm=rhythm, created_at=now, next_try_at=now)
