"""Who has left, as a list says, gets no account; and the account of somebody who left is stopped only when that is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people.headings import meaning_of
from tests.accounts.people.conftest import BringIn

TOMORROW = (timezone.now() + timedelta(days=2)).strftime("%d.%m.%Y")


@pytest.mark.parametrize(
    ("column", "headings"),
    [
        (
            "left_on",
            "Austrittsdatum;Leaving Date;Termination date;Date de sortie;Data di cessazione;退職日;Fecha de baja",
        ),
        ("active", "Active;Employee status;aktiv;Actif;Attivo;在籍状況"),
        ("inactive", "inaktiv;Inactive;Inactif;Ausgeschieden;退職フラグ"),
    ],
)
def test_headings_that_tell_who_has_left_are_known(column: str, headings: str) -> None:
    assert {(meaning_of(heading) or ("",))[0] for heading in headings.split(";")} == {column}


@pytest.mark.parametrize(
    ("heading", "value", "has_left"),
    [
        ("Austrittsdatum", "31.01.2020", True),
        ("Austrittsdatum", "2020-01-31", True),
        ("退職日", "2020年1月31日", True),
        ("Austrittsdatum", TOMORROW, False),
        ("Austrittsdatum", "31.12.9999", False),
        ("Austrittsdatum", "00.00.0000", False),
        ("Austrittsdatum", "", False),
        ("inaktiv", "x", True),
        ("inaktiv", "nein", False),
        ("aktiv", "nein", True),
        ("aktiv", "ja", False),
        ("Employee status", "Terminated", True),
        ("Employee status", "Active", False),
    ],
)
def test_nobody_who_has_left_gets_an_account(read: BringIn, heading: str, value: str, has_left: bool) -> None:
    prepared = read(f"name;address;{heading}\nZoé Petit;zoe@helvia.example;{value}\n")
    assert (prepared.counts["gone"], prepared.counts["new"]) == ((1, 0) if has_left else (0, 1))


def test_an_account_of_somebody_who_left_stays_open_until_an_administrator_stops_it(
    bring_in: BringIn, as_administrator: Client, contributor: User
) -> None:
    rows = f"Martine Le Goff;{contributor.email};31.01.2020\nZoé Petit;zoe@helvia.example;\n"
    prepared = bring_in(f"name;address;Austrittsdatum\n{rows}")
    contributor.refresh_from_db()
    assert contributor.is_active
    report = as_administrator.get(reverse("people_import_report", args=[prepared.pk]))
    assert report.context["leavers"] == [contributor.pk]
    sent = {"act": "stop", "reason": "partie", "person": [str(contributor.pk)]}
    assert list(as_administrator.post(reverse("people_change"), sent).context["concerned"]) == [contributor]
    as_administrator.post(reverse("people_change"), sent | {"sure": "1"})
    contributor.refresh_from_db()
    assert not contributor.is_active
    assert as_administrator.get(reverse("people_import_report", args=[prepared.pk])).context["leavers"] == []


def test_who_left_and_came_back_is_somebody_who_is_here(read: BringIn, contributor: User) -> None:
    rows = f"Martine Le Goff;{contributor.email};31.01.2020\nMartine Le Goff;{contributor.email};\n"
    prepared = read(f"name;address;Austrittsdatum\n{rows}")
    assert [line["person"] for line in prepared.gone] == [None]
    assert prepared.counts["refused"] == 0
