"""The words of a letter: in the person's language, as text and as HTML, of what she may be told at this moment.

Who gets a letter, and what it will tell: nothing here is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Rhythm, User
from campaign.site_settings.current import current_settings, remembered
from notifications.grouping import NotificationGroup, by_place
from notifications.kind_wordings import KIND_WORDINGS
from notifications.kinds import CAMPAIGN, DAYS_WORTH_MAILING, IN_A_ROW, UNSIGNED
from notifications.mail import account_letters
from notifications.mail.absolute_urls import absolute_url, links_about_the_site, unsubscribe_url
from notifications.mail.message import LetterMessage, own_domain
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


MOST_TOLD = 300  # of which a digest is made; the rest is on the site
MOST_PLACES = 20


@dataclass(frozen=True)
class CalendarPart:
    """What calendar programs read of a letter; Outlook offers it by the method alone that the type of the part names."""

    method: str
    text: str


@dataclass(frozen=True)
class LetterContent:
    """What both forms of a letter say."""

    template: str
    subject: str
    sorts: list[str]  # what "no more of these" stops; none for what concerns her account
    words: dict[str, Any]
    calendar: CalendarPart | None = None


def compose(letter: Letter, *, at: datetime) -> LetterMessage | None:
    """The letter as it goes out; None where nothing is left to say, or nobody to say it to."""
    person = letter.person
    if not person.is_active or not person.email:
        return None
    with translation.override(person.letters_language), remembered():
        if account_letters.is_about_account(letter):
            if account_letters.is_outdated(letter):
                return None
            return _mail(letter, _about_account(letter))
        if writer := settings.LETTER_WRITERS.get(letter.key.partition(":")[0]):
            content: LetterContent | None = import_string(writer)(letter, at=at)
            return _mail(letter, content) if content else None
        if not (told := still_to_send(letter, at=at)):
            return None
        said = _one(person, told[0]) if len(told) == 1 else _digest(letter, told)
        return _mail(letter, said)


def still_to_send(letter: Letter, *, at: datetime) -> list[Notification]:
    """What the letter was written for, and she has not read, may read, and still wants by e-mail."""
    person = letter.person
    refused = Q(pk__in=[])
    if person.mail_personal == Rhythm.NEVER:
        refused |= Q(personal=True)
    if person.mail_rest == Rhythm.NEVER:
        refused |= Q(personal=False) & ~OF_THE_CAMPAIGN
    if person.mail_campaign == Rhythm.NEVER:
        refused |= OF_THE_CAMPAIGN
    told = worth_mailing(at=at).filter(letter=letter, person=person).exclude(refused)
    return list(told.select_related("actor").order_by("-created_at", "-pk")[:MOST_TOLD])


def _about_account(letter: Letter) -> LetterContent:
    words = account_letters.words_of(letter)
    words["why"] = _("You receive this message because you have an account on “%(brand)s”.") % {
        "brand": current_settings().name
    }
    return LetterContent("paragraphs", words["sentence"], [], words)


def _one(person: User, one: Notification) -> LetterContent:
    words = KIND_WORDINGS[one.kind]
    said = {
        "one": one,
        "sentence": one.sentence(),
        "sentence_html": one.sentence_html(),
        "greeting": words.greeting.format(person=_name(person)),
        "signature": one.actor_name if one.actor and one.kind not in UNSIGNED else "",
        "url": absolute_url(one.get_absolute_url()),
        "why": words.why,
    }
    return LetterContent("one", one.sentence(), [one.sort], said)


def _name(person: User) -> str:
    return person.first_name or person.username


def _digest(letter: Letter, told: list[Notification]) -> LetterContent:
    places = by_place(told)
    shown = [
        (place, [(line, absolute_url(line.newest.get_absolute_url())) for line in place.lines]) for place in places
    ]
    sorts = sorted({one.sort for one in told})
    words = {
        "greeting": _("Hello %(name)s. This is what has happened in what you follow.") % {"name": _name(letter.person)},
        "title": _title(letter.rhythm),
        "places": shown[:MOST_PLACES],
        "left_out": len(places) - MOST_PLACES,
        "list_url": absolute_url(reverse("notifications:notifications")),
    }
    return LetterContent("digest", _subject(letter.rhythm, places), sorts, words)


def _title(rhythm: str) -> str:
    return {
        Rhythm.WEEKLY.value: _("What happened this week"),
        Rhythm.DAILY.value: _("What happened since yesterday"),
    }.get(rhythm, _("What has just happened"))


def _subject(rhythm: str, places: list[NotificationGroup]) -> str:
    """It names the place where something happened last: a subject that is the same each week is not read."""
    others = len(places) - 1
    words = {"title": places[0].heading, "others": others}
    about = ngettext("%(title)s and %(others)s other", "%(title)s and %(others)s others", others) % words
    since = {Rhythm.WEEKLY.value: _("This week"), Rhythm.DAILY.value: _("Since yesterday")}.get(rhythm, _("Just now"))
    return _("%(when)s: %(what)s") % {"when": since, "what": about if others else places[0].heading}


def sender() -> str:
    """The sender's address with her name, which is that of the site unless she has one."""
    decided = current_settings()
    return str(Address(display_name=decided.sender_name or decided.name, addr_spec=decided.sender_address))


def _mail(letter: Letter, said: LetterContent) -> LetterMessage:
    stop = unsubscribe_url(letter.person, said.sorts) if said.sorts else ""
    context = said.words | {
        "brand": current_settings().name,
        "site": absolute_url("/"),
        "stop": stop,
        "choose": absolute_url(reverse("notifications:mail_choices")),
        "language": translation.get_language(),
        "about": links_about_the_site(translation.get_language() or ""),
        "subject": " ".join(said.subject.splitlines()),
    }
    mail = LetterMessage(
        subject=context["subject"],
        body=render_to_string(f"notifications/mail/{said.template}.txt", context),
        from_email=sender(),
        to=[letter.person.email],
        headers=_headers(letter, stop),
    )
    mail.attach_alternative(render_to_string(f"notifications/mail/{said.template}.html", context), "text/html")
    if part := said.calendar:
        mail.attach_alternative(part.text, f"text/calendar; method={part.method}")
    return mail


def _headers(letter: Letter, stop: str) -> dict[str, str]:
    """A letter that is sent twice by an administrator's decision has one Message-ID: mail programs show it once."""
    headers = {
        "Message-ID": f"<letter-{letter.pk}-{letter.created_at:%Y%m%d%H%M%S}@{own_domain()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    stopping = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers | stopping if stop else headers
