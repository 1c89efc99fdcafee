"""Whoever looks at all that an administrator and an editor can open, at every moment, cannot tell whether Brest came or Lille.

The attacker of `test_attacker` computes with what is published; this one compares everything else: invitations and their
reminders, the number of a draft, the list of people and of imports, the administration, the downloads of agencies.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
from accounts.people import directory
from campaign.invitations.audience import Audience
from campaign.invitations.models import Wave, WaveLetter
from campaign.invitations.views import wave_detail
from campaign.invitations.wave_figures import WaveFigures
from notifications.models import Letter
from reporting.models import Figure
from reporting.templatetags import published_figures
from tests.reporting.looks import look
from tests.reporting.two_campaigns import SMALL, Campaigns

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def campaigns(monkeypatch: pytest.MonkeyPatch, editor: User, administrator: User) -> Campaigns:
    monkeypatch.setattr("campaign.invitations.sending.SECONDS", 300.0)
    monkeypatch.setattr("campaign.invitations.sending.REST", 0)
    return Campaigns(monkeypatch, editor=editor, administrator=administrator)


def differences(campaigns: Campaigns, clients: list[Client], within: str = "/") -> list[str]:
    """Returns each moment and address where the two campaigns do not look the same, with the first words that differ."""
    looks = [
        {
            (moment, place, address): said
            for moment, addresses in campaigns.played(came)
            for place, client in enumerate(clients)
            for address, said in look(client, [one for one in addresses if one.startswith(within)], within).items()
        }
        for came in SMALL
    ]
    first, second = looks
    return [
        f"{key[0]}: {key[2]}: {_first_of(first.get(key, ''), second.get(key, ''))}"
        for key in sorted(first.keys() | second.keys())
        if first.get(key) != second.get(key)
    ]


def _first_of(one: str, other: str) -> str:
    beside = zip_longest(one.split(), other.split())
    return next((f"{word} or {instead}" for word, instead in beside if word != instead), "spaces")


def test_nothing_that_can_be_opened_tells_which_of_two_places_came(
    campaigns: Campaigns, as_administrator: Client, as_editor: Client
) -> None:
    assert differences(campaigns, [as_administrator, as_editor]) == []


def _reminds_who_has_not_come(patch: pytest.MonkeyPatch) -> None:
    whole = Audience.chosen
    patch.setattr(Audience, "chosen", lambda self: whole(self).filter(last_login=None) if self.reminds else whole(self))


def _passes_over_in_no_time(patch: pytest.MonkeyPatch) -> None:
    whole = WaveLetter.leave_out
    patch.setattr(WaveLetter, "leave_out", lambda self, state, at: whole(self, state, at=None))


def _tells_how_many_were_reminded(patch: pytest.MonkeyPatch) -> None:
    def figures_of(wave: Wave) -> WaveFigures:
        return WaveFigures(wave.letters.by_state() | {"waiting": wave.letters.reached().count(), "sending": 1})

    patch.setattr(wave_detail, "figures_of", figures_of)


def _counts_by_letter(patch: pytest.MonkeyPatch) -> None:
    def came() -> dict[str, int]:
        return {Figure.CAME: WaveLetter.objects.exclude(person__last_login=None).count()}

    patch.setattr(published_figures, "live_totals", came)


def _lists_letters(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(admin.site._registry[Letter]), "get_queryset", admin.ModelAdmin.get_queryset)


def _filters_by_sign_in(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(directory, "in_state", lambda people, state: people.exclude(last_login=None) if state else people)


def _lets_addresses_ask(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(admin.site._registry[User]), "lookup_allowed", lambda *_asked: True)


def _counts_readers_of_channels(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("guide.distribution.figures.in_steps", lambda number: number)


def _asks_for_passwords(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(admin.site._registry[User]), "get_object", super_get_object)


def super_get_object(self: Any, request: Any, object_id: str, from_field: str | None = None) -> Any:
    return admin.ModelAdmin.get_object(self, request, object_id, from_field)


LEAKS: list[tuple[Callable[[pytest.MonkeyPatch], None], str]] = [
    (_reminds_who_has_not_come, "/invitations/"),
    (_passes_over_in_no_time, "/invitations/"),
    (_tells_how_many_were_reminded, "/invitations/"),
    (_counts_by_letter, "/invitations/"),
    (_lists_letters, "/admin/notifications/letter/"),
    (_filters_by_sign_in, "/accounts/people/"),
    (_lets_addresses_ask, "/admin/accounts/user/?"),
    (_counts_readers_of_channels, "/statistics/figures.csv"),
    (_asks_for_passwords, "/admin/accounts/user/"),
]


@pytest.mark.parametrize(("leak", "within"), LEAKS, ids=[leak.__name__.strip("_") for leak, _within in LEAKS])
def test_each_way_to_tell_it_is_found(
    leak: Callable[[pytest.MonkeyPatch], None],
    within: str,
    campaigns: Campaigns,
    as_administrator: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leak(monkeypatch)
    assert differences(campaigns, [as_administrator], within) != []
