"""Two campaigns that differ in who came alone: nine people of Brest, or the nine of Lille.

Everybody of a small place comes: what the figures publish is the same in both, and the totals are. Whoever finds a difference
on any screen, at any moment, can tell who came.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.people.bulk_changes import PeopleAct, PeopleChange
from accounts.people.carrying_out import prepare
from campaign.invitations.models import Wave
from campaign.invitations.sending import gather, send_what_is_due
from contributions.models import Watch
from drafts.models import Draft
from guide.models import DailyCount
from notifications.kinds import NotificationKind
from notifications.models import Notification
from reporting.nightly_run import publish
from tests import cache_comparison, factories
from tests.campaign.invitations.made import NOON, create_colleagues, create_running_wave
from tests.guide.distribution.made import create_agency
from tests.notifications.notified import notify
from tests.reporting.looks import lists_of_administration

FIGURES = [f"/statistics/{part}" for part in ("", "people/", "texts/", "reach/")]
SMALL = ("Brest", "Lille")
PLACES = {"Brest": 9, "Lille": 9, "Paris": 20}
INVITED = ["Brest", "Paris"]
DAY = timedelta(days=1)


class Campaigns:
    """What is so in both: people, a wave that has gone out to Brest and Paris, a page to follow, a channel for each place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, editor: User, administrator: User) -> None:
        self.monkeypatch = monkeypatch
        self.set_clock(NOON)
        self.by, self.administrator = editor, administrator
        self.page = factories.create_page(author=self.by)
        self.people = {
            place: create_colleagues(number, site=place, department="Sinistres", invited_at=NOON - DAY)
            for place, number in PLACES.items()
        }
        for place in SMALL:
            create_agency(name=f"Agence de {place}", code=place.casefold(), by=self.by)
            notify(*self.people[place], kind=NotificationKind.REPLY)
        self.wave = create_running_wave(by=self.by, sites=INVITED)
        send_what_is_due(at=NOON)
        send_what_is_due(at=NOON)
        self.wave.refresh_from_db()

    def set_clock(self, at: datetime) -> None:
        self.now = at
        self.monkeypatch.setattr("django.utils.timezone.now", lambda: at)

    def played(self, came: str) -> Iterator[tuple[str, list[str]]]:
        """What happens where these came: yields each time that somebody may look, and goes back to the beginning at the end."""
        cache_comparison.forget()
        cache.clear()
        beginning = transaction.savepoint_create()
        try:
            yield from self._happens(came)
        finally:
            transaction.savepoint_rollback(beginning)
            self.wave.refresh_from_db()

    def _happens(self, came: str) -> Iterator[tuple[str, list[str]]]:
        whole = [self.wave.get_absolute_url(), *self.screens()]
        self.set_clock(NOON + DAY)
        self._come(came)
        yield "they came", whole
        self.set_clock(NOON + 2 * DAY)
        publish(self.now.date(), at=self.now)
        yield "a night was published", [*FIGURES, self.wave.get_absolute_url()]
        yield from self._reminded()
        self._asked_again()
        self.set_clock(NOON + 4 * DAY)
        yield "all of it is over", [*whole, *lists_of_administration()]

    def _come(self, came: str) -> None:
        """As people do who follow a letter: they choose a password, read, write a draft, follow a page."""
        keys = [person.pk for person in self.people[came]]
        password = make_password("une phrase assez longue", salt="s" * 22)
        User.objects.filter(pk__in=keys).update(last_login=self.now, password=password)
        Notification.objects.filter(person__in=keys).update(read_at=self.now)
        for person in self.people[came]:
            Watch.objects.watch(self.page, by=person)
            Draft.objects.create(person=person, key="page:new", saved_at=self.now)
        day = self.now.date()
        DailyCount.objects.create(edition=1, language="fr", form="pdf", channel=came.casefold(), day=day, number=3)

    def _reminded(self) -> Iterator[tuple[str, list[str]]]:
        reminder = self.wave.begin_reminder(by=self.by)
        here = reminder.get_absolute_url()
        yield "a reminder is prepared", [here, f"{here}plan/", f"{here}count/"]
        reminder.plan({"starts_at": self.now, "letters_a_minute": 20})
        reminder.was_tried_out(at=self.now)
        yield "it can be scheduled", [here]
        reminder.schedule(by=self.by, at=self.now)
        gather(reminder)
        for minute in range(5):
            yield f"minute {minute} of the reminder", [here, "/invitations/"]
            self.set_clock(self.now + timedelta(minutes=1))
            send_what_is_due(at=self.now)
        for letter in reminder.letters.reached().filter(person__site="Paris")[:3]:
            letter.came_back("gone")
        yield "it is done", [here, f"{here}letters/", "/invitations/", self.wave.get_absolute_url()]
        assert Wave.objects.get(pk=reminder.pk).state == Wave.State.DONE

    def _asked_again(self) -> None:
        """Everybody is invited once more, alone and by a wave, and a list with a language for each is looked at."""
        for place in SMALL:
            one = User.objects.get_queryset().filter(pk=self.people[place][0].pk)
            PeopleChange(PeopleAct.INVITE).carry_out(one, by=self.administrator)
        create_running_wave(by=self.by, sites=[*SMALL])
        send_what_is_due(at=self.now)
        lines = "".join(f"{person.username};en\n" for place in SMALL for person in self.people[place])
        prepare(f"login;language\n{lines}".encode(), by=self.administrator, language="fr")

    def screens(self) -> list[str]:
        """Those that are asked for what they do not offer, too."""
        people, users = reverse("people"), reverse("admin:accounts_user_changelist")
        accounts = [self.people[place][0].pk for place in SMALL]
        return [
            "/invitations/",
            *FIGURES,
            "/statistics/figures.csv",
            "/curation/channels/",
            *(f"/curation/channels/{place.casefold()}/" for place in SMALL),
            people,
            reverse("people_import"),
            *(
                f"{people}?site={place}&state={state}"
                for place in SMALL
                for state in ("", "signed_in", "never", "invited")
            ),
            *(reverse("admin:accounts_user_change", args=[pk]) for pk in accounts),
            *(reverse("admin:accounts_user_delete", args=[pk]) for pk in accounts),
            *(reverse("admin:auth_user_password_change", args=[pk]) for pk in accounts),
            f"{users}?site=Brest&last_login__isnull=False",
            f"{users}?site=Brest&watches__isnull=False",
            *(f"{reverse('admin:notifications_letter_changelist')}?q={place}" for place in ("account", "wave")),
        ]
