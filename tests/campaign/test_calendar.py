"""« Calendrier » under « Réglages »: phases are proposed, added, moved and taken out, and each change has its author."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from campaign.models import Phase
from campaign.rights import rights_at
from dates import day_and_month
from tests import factories
from tests.sending import send

pytestmark = pytest.mark.django_db

URL = "/settings/calendar/"
PROPOSAL = f"{URL}proposal/"
NEW = f"{URL}phases/new/"
WRITE = f"{URL}phases/write/"


def proposed(client: Client) -> dict[str, str]:
    """What the proposal would send as it stands."""
    return {
        bound.html_name: str(bound.value() or "") for form in client.get(PROPOSAL).context["forms"] for bound in form
    }


def in_days(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def test_an_empty_calendar_offers_the_usual_phases_from_today(as_administrator: Client) -> None:
    assert f'href="{PROPOSAL}"' in as_administrator.get(URL).text
    values = proposed(as_administrator)
    assert Phase.objects.count() == 0, "nothing is saved unread"
    assert (values["inform-first_day"], values["write-first_day"]) == (in_days(0), in_days(0))
    assert as_administrator.post(PROPOSAL, values).headers["Location"] == URL
    assert {phase.kind for phase in Phase.objects.all()} == {*Phase.Kind.values} - {"other"}
    assert rights_at().write, "whoever takes it can write the first page"


def test_the_proposal_is_worded_as_the_campaign_writes(as_administrator: Client) -> None:
    assert proposed(as_administrator)["write-note"] == "Chacun dit ce qu’il sait."


def test_what_is_changed_of_the_proposal_counts_and_what_is_emptied_is_left_out(as_administrator: Client) -> None:
    changed = {
        "write-last_day": in_days(20),
        "write-note": "Trois semaines.",
        "inform-first_day": "",
        "inform-last_day": "",
    }
    as_administrator.post(PROPOSAL, proposed(as_administrator) | changed)
    write = Phase.objects.get(kind="write")
    assert (str(write.last_day), write.note) == (in_days(20), "Trois semaines.")
    assert not Phase.objects.filter(kind="inform").exists()


def test_a_half_of_a_proposal_is_refused_beside_its_field(as_administrator: Client) -> None:
    answer = as_administrator.post(PROPOSAL, proposed(as_administrator) | {"write-last_day": ""})
    assert answer.status_code == 422
    refused = {form.phase.kind: list(form.errors) for form in answer.context["forms"] if form.errors}
    assert refused == {"write": ["last_day"]}
    assert Phase.objects.count() == 0, "all of it or nothing"


def test_a_proposal_that_waits_as_a_draft_comes_back(as_administrator: Client, administrator: User) -> None:
    factories.keep_draft(administrator, key="calendar:proposal", url=PROPOSAL, **{"write-note": "À moitié dit"})
    assert proposed(as_administrator)["write-note"] == "À moitié dit"


def test_a_full_calendar_is_not_proposed_anew(as_administrator: Client) -> None:
    factories.create_phase()
    assert as_administrator.get(PROPOSAL).headers["Location"] == URL


def test_a_phase_is_added_once(as_administrator: Client) -> None:
    sent = {"kind": "write", "first_day": in_days(0), "last_day": in_days(0), "note": " Un\njour "}
    assert as_administrator.post(NEW, sent).headers["Location"] == URL
    phase = Phase.objects.get()
    assert (phase.kind, phase.note, phase.first_day, phase.last_day) == (
        "write",
        "Un jour",
        timezone.localdate(),
        timezone.localdate(),
    )
    assert as_administrator.post(NEW, sent).status_code == 422, "the calendar has it already"


def test_days_are_those_of_the_clock_of_the_site(as_administrator: Client) -> None:
    factories.change_site_settings(time_zone="Asia/Tokyo")
    year = timezone.localdate().year
    as_administrator.post(NEW, {"kind": "write", "first_day": f"{year}-03-02", "last_day": f"{year}-03-04"})
    phase, tokyo = Phase.objects.get(), ZoneInfo("Asia/Tokyo")
    assert (phase.starts_at, phase.ends_at) == (
        datetime(year, 3, 2, tzinfo=tokyo),
        datetime(year, 3, 5, tzinfo=tokyo),
    )
    assert (phase.first_day, phase.last_day) == (date(year, 3, 2), date(year, 3, 4))
    assert "Asia/Tokyo" in as_administrator.get(WRITE).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"last_day": "2026-01-01", "first_day": "2026-01-02"}, "last_day"),
        ({"first_day": "3026-01-01", "last_day": "3026-01-02"}, "first_day"),
        ({"first_day": "demain"}, "first_day"),
        ({"last_day": ""}, "last_day"),
        ({"note": "x" * 121}, "note"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    as_administrator: Client, typed: dict[str, str], field: str
) -> None:
    before = factories.create_phase()
    answer = send(as_administrator, WRITE, typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Phase.objects.get().ends_at == before.ends_at


def test_moving_the_end_of_the_window_opens_writing_again(as_administrator: Client) -> None:
    factories.close_writing()
    assert not rights_at().write
    send(as_administrator, WRITE, {"last_day": in_days(0)})
    assert rights_at().write, "until the end of the last day"


def test_an_hour_stays_until_its_day_is_changed(as_administrator: Client) -> None:
    window = factories.create_phase()
    send(as_administrator, WRITE, {"note": "bientôt"})
    found = Phase.objects.get()
    assert (found.note, found.starts_at, found.ends_at) == ("bientôt", window.starts_at, window.ends_at)


def test_the_home_page_says_the_last_day_as_it_was_chosen(as_administrator: Client) -> None:
    last = timezone.localdate() + timedelta(days=40)
    as_administrator.post(NEW, {"kind": "choose", "first_day": in_days(0), "last_day": str(last)})
    with translation.override("fr"):
        said, day_after = day_and_month(last), day_and_month(last + timedelta(days=1))
    home = as_administrator.get("/").text
    assert f"jusqu’au {said}" in home
    assert f"jusqu’au {day_after}" not in home


def test_who_changed_what_and_when_is_known_after_a_phase_is_gone(
    as_administrator: Client, administrator: User
) -> None:
    sent = {"kind": "write", "first_day": in_days(0), "last_day": in_days(9), "note": "Dix jours"}
    as_administrator.post(NEW, sent)
    send(as_administrator, WRITE, {"note": "Dix jours pleins"})
    assert as_administrator.post(f"{WRITE}remove/").headers["Location"] == URL
    assert Phase.objects.count() == 0
    history = as_administrator.get(f"{URL}history/")
    assert [(change["act"], change["author"]) for change in history.context["changes"]] == [
        ("-", str(administrator)),
        ("~", str(administrator)),
        ("+", str(administrator)),
    ]
    assert "Dix jours pleins" in history.text


def test_two_administrators_who_take_the_proposal_make_one_calendar(
    as_administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looked before the first had saved."""
    values = proposed(as_administrator)
    factories.create_phase(kind="publish")
    monkeypatch.setattr("campaign.models.PhaseQuerySet.exists", lambda _rows: False)
    told = as_administrator.post(PROPOSAL, values, follow=True)
    assert [phase.kind for phase in Phase.objects.all()] == ["publish"]
    assert "entre-temps" in told.text
