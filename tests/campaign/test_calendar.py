"""« Calendrier » under « Réglages »: phases are proposed, added, moved and taken out, and each change has its author."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from campaign.calendar.phase_forms import end_of, midnight, start_of
from campaign.calendar.rights import rights_at
from campaign.models import Phase
from common.words.dates import day_and_month
from tests import factories
from tests.sending import send

pytestmark = pytest.mark.django_db

URL = "/settings/calendar/"
PROPOSAL = f"{URL}proposal/"
NEW = f"{URL}phases/new/"


def url_of(phase: Phase) -> str:
    return f"{URL}phases/{phase.pk}/"


def proposed(client: Client) -> dict[str, str]:
    """What the proposal would send as it stands."""
    return {
        bound.html_name: str(bound.value() or "") for form in client.get(PROPOSAL).context["forms"] for bound in form
    }


def in_days(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


@pytest.mark.once
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


@pytest.mark.once
def test_a_proposed_note_is_read_in_the_language_of_the_reader_and_a_changed_one_as_it_was_written(
    as_administrator: Client,
) -> None:
    as_administrator.post(PROPOSAL, proposed(as_administrator) | {"choose-note": "Le jury lit tout."})
    in_italian = as_administrator.get("/campaign/", headers={"Accept-Language": "it"}).text
    assert "Ognuno dice quello che sa." in in_italian and "Chacun dit" not in in_italian
    assert '<p class="lead quiet" lang="fr">Le jury lit tout.</p>' in in_italian


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


@pytest.mark.once
def test_a_half_of_a_proposal_is_refused_beside_its_field(as_administrator: Client) -> None:
    answer = as_administrator.post(PROPOSAL, proposed(as_administrator) | {"write-first_day": ""})
    assert answer.status_code == 422
    refused = {form.phase.kind: list(form.errors) for form in answer.context["forms"] if form.errors}
    assert refused == {"write": ["first_day"]}
    assert Phase.objects.count() == 0, "all of it or nothing"


def test_a_proposal_that_waits_as_a_draft_comes_back(as_administrator: Client, administrator: User) -> None:
    assert as_administrator.get(PROPOSAL).context["forms"][2]["may_write"].value() is True
    factories.store_draft(administrator, key="calendar:proposal", url=PROPOSAL, **{"write-note": "À moitié dit"})
    assert proposed(as_administrator)["write-note"] == "À moitié dit"
    assert not as_administrator.get(PROPOSAL).context["forms"][2]["may_write"].value(), "it was unticked"


def test_a_full_calendar_is_not_proposed_anew(as_administrator: Client) -> None:
    factories.create_phase()
    assert as_administrator.get(PROPOSAL).headers["Location"] == URL


def test_a_phase_is_added_and_another_of_its_sort_beside_it(as_administrator: Client) -> None:
    sent = {"kind": "write", "first_day": in_days(0), "last_day": in_days(0), "note": " Un\njour "}
    assert as_administrator.post(NEW, sent).headers["Location"] == URL
    phase = Phase.objects.get()
    assert (phase.kind, phase.note, phase.first_day, phase.last_day) == (
        "write",
        "Un jour",
        timezone.localdate(),
        timezone.localdate(),
    )
    as_administrator.post(NEW, sent | {"name": "Écrire encore", "last_day": "", "may_ask": "on"})
    other = Phase.objects.exclude(pk=phase.pk).get()
    assert (str(phase), str(other), other.ends_at, other.may_ask, other.may_write) == (
        "Écrire",
        "Écrire encore",
        None,
        True,
        False,
    )


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
    assert "heure de Tokyo" in as_administrator.get(url_of(phase)).text


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"last_day": "2026-01-01", "first_day": "2026-01-02"}, "last_day"),
        ({"first_day": "3026-01-01", "last_day": "3026-01-02"}, "first_day"),
        ({"first_day": "demain"}, "first_day"),
        ({"last_day": "", "last_time": "12:00"}, "last_day"),
        (
            {"first_time": "12:00", "last_time": "11:58", "last_day": "2026-01-02", "first_day": "2026-01-02"},
            "last_time",
        ),
        ({"first_time": "midi"}, "first_time"),
        ({"reason": " "}, "reason"),
        ({"text": "x" * 5_001}, "text"),
        ({"note": "x" * 121}, "note"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    as_administrator: Client, typed: dict[str, str], field: str
) -> None:
    before = factories.create_phase()
    answer = send(as_administrator, url_of(before), {"reason": "Parce que."} | typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Phase.objects.get().ends_at == before.ends_at


@pytest.mark.once
def test_moving_the_end_of_the_window_opens_writing_again(as_administrator: Client) -> None:
    window = factories.close_writing()
    assert not rights_at().write
    send(as_administrator, url_of(window), {"last_day": in_days(0), "reason": "Un jour de plus."})
    assert rights_at().write, "until the end of the last day"


def test_an_hour_stays_until_its_day_is_changed(as_administrator: Client) -> None:
    window = factories.create_phase()
    send(as_administrator, url_of(window), {"note": "bientôt", "reason": "Pour le dire."})
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
    url = url_of(Phase.objects.get())
    send(as_administrator, url, {"note": "Dix jours pleins", "reason": "Un <b>mot</b> manquait"})
    assert as_administrator.post(f"{url}remove/").status_code == 422, "it has begun: why?"
    assert as_administrator.post(f"{url}remove/", {"reason": "Reportée."}).headers["Location"] == URL
    assert Phase.objects.count() == 0
    history = as_administrator.get(f"{URL}history/")
    assert [(change["act"], change["author"]) for change in history.context["changes"]] == [
        ("-", str(administrator)),
        ("~", str(administrator)),
        ("+", str(administrator)),
    ]
    assert [change["reason"] for change in history.context["changes"]] == ["Reportée.", "Un <b>mot</b> manquait", ""]
    assert "Un &lt;b&gt;mot&lt;/b&gt; manquait" in history.text
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


def test_a_phase_that_has_not_begun_is_changed_and_removed_without_a_reason(as_administrator: Client) -> None:
    phase = factories.create_phase(days_ago=-3)
    assert send(as_administrator, url_of(phase), {"note": "Bientôt"}).status_code == 302
    asked = as_administrator.get(f"{url_of(phase)}remove/")
    assert asked.status_code == 200 and Phase.objects.filter(pk=phase.pk).exists(), "it asks first"
    assert as_administrator.post(f"{url_of(phase)}remove/").status_code == 302
    assert not Phase.objects.exists()


def test_what_is_no_usual_phase_has_a_name(as_administrator: Client) -> None:
    sent = {"kind": "other", "first_day": in_days(0)}
    answer = as_administrator.post(NEW, sent)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["name"]
    as_administrator.post(NEW, sent | {"name": "Fêter <i>"})
    assert str(Phase.objects.get()) == "Fêter <i>"
    assert "Fêter &lt;i&gt;" in as_administrator.get(URL).text


def test_a_phase_runs_from_a_minute_through_a_minute(as_administrator: Client) -> None:
    year = timezone.localdate().year
    sent = {"kind": "write", "first_day": f"{year}-06-01", "first_time": "09:30", "last_day": f"{year}-06-01"}
    as_administrator.post(NEW, sent | {"last_time": "17:59"})
    phase, paris = Phase.objects.get(), ZoneInfo("Europe/Paris")
    assert (phase.starts_at, phase.ends_at) == (
        datetime(year, 6, 1, 9, 30, tzinfo=paris),
        datetime(year, 6, 1, 18, tzinfo=paris),
    )
    form = as_administrator.get(url_of(phase)).context["form"]
    assert (form["first_time"].value().hour, form["last_time"].value().minute) == (9, 59)
    assert "à 17 h 59" in as_administrator.get(URL).text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("day", "at", "utc_start", "utc_end"),
    [
        (date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30), datetime(2027, 10, 31, 1, 31)),
        (date(2027, 3, 28), time(3, 0), datetime(2027, 3, 28, 1, 0), datetime(2027, 3, 28, 1, 1)),
        (date(2027, 3, 28), time(1, 59), datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 1, 0)),
    ],
)
def test_a_time_that_comes_twice_belongs_to_the_phase_both_times(
    day: date, at: time, utc_start: datetime, utc_end: datetime
) -> None:
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert (start_of(day, at), end_of(day, at)) == (utc_start.replace(tzinfo=UTC), utc_end.replace(tzinfo=UTC))


def test_a_time_that_the_night_of_summer_time_leaves_out_is_refused_beside_it(as_administrator: Client) -> None:
    sent = {"kind": "write", "first_day": "2027-03-28", "first_time": "02:30", "last_day": "2027-03-30"}
    answer = as_administrator.post(NEW, sent)
    assert list(answer.context["form"].errors) == ["first_time"]
    assert "28\u00a0mars 2027" in answer.text
    factories.change_site_settings(time_zone="Asia/Tokyo")
    assert as_administrator.post(NEW, sent).status_code == 302, "there it exists"


def extend(client: Client, phase: Phase, typed: dict[str, str]) -> Any:
    url = f"{url_of(phase)}extend/"
    return client.post(url, shown_of(client.get(url)) | typed)


def shown_of(answer: Any) -> dict[str, str]:
    """What the form shows of the phase, with what it was loaded from."""
    form = answer.context["form"]
    return {name: form[name].value() for name in ("ends", "loaded")}


def test_a_phase_is_extended_by_a_week_in_one_change_with_its_reason(
    as_administrator: Client, administrator: User
) -> None:
    """The hour of the clock stays, over the night in which summer time ends."""
    with timezone.override(ZoneInfo("Europe/Paris")):
        window = factories.create_phase(ends_at=midnight(date(2027, 10, 29)))
    assert extend(as_administrator, window, {"to": "week"}).status_code == 422, "why?"
    extend(as_administrator, window, {"to": "week", "reason": "Trois agences étaient fermées."})
    phase = Phase.objects.get()
    assert phase.last_day == date(2027, 11, 4) and timezone.localtime(phase.ends_at).hour == 0
    (change,) = Phase.history.filter(history_type="~")
    assert (change.history_change_reason, change.history_user) == ("Trois agences étaient fermées.", administrator)
    extend(as_administrator, window, {"to": "day", "day": "2027-11-20", "reason": "Encore."})
    assert Phase.objects.get().last_day == date(2027, 11, 20)


def test_the_end_that_is_extended_is_said_as_the_last_day(as_administrator: Client) -> None:
    with timezone.override(ZoneInfo("Europe/Paris")):
        whole = factories.create_phase(ends_at=midnight(date(2035, 10, 29)))
        half = factories.create_phase(ends_at=midnight(date(2035, 10, 29)) + timedelta(hours=18))
    shown = [shown_of(as_administrator.get(f"{url_of(phase)}extend/"))["ends"] for phase in (whole, half)]
    assert [end.replace("\u00a0", " ") for end in shown] == ["28 octobre 2035", "29 octobre 2035 à 17 h 59"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "field"), [({"to": "day"}, "day"), ({"to": "day", "day": "2020-01-01"}, "day"), ({"to": "year"}, "to")]
)
def test_what_extends_nothing_is_refused(as_administrator: Client, typed: dict[str, str], field: str) -> None:
    window = factories.create_phase()
    answer = extend(as_administrator, window, {"reason": "Plus."} | typed)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert Phase.objects.get().ends_at == window.ends_at


def test_two_who_extend_at_once_extend_once(as_administrator: Client) -> None:
    window = factories.create_phase()
    url = f"{url_of(window)}extend/"
    sent = {"to": "week", "reason": "Une semaine."} | shown_of(as_administrator.get(url))
    assert as_administrator.post(url, sent).status_code == 302
    answer = as_administrator.post(url, sent)
    assert answer.status_code == 422 and "entre-temps" in answer.text
    assert as_administrator.post(url, sent | shown_of(answer)).status_code == 302, "whoever has seen it may"


def test_one_that_goes_on_is_not_extended(as_administrator: Client) -> None:
    phase = factories.create_phase(ends_at=None)
    assert as_administrator.get(f"{url_of(phase)}extend/").headers["Location"] == url_of(phase)
    assert "extend/" not in as_administrator.get(URL).text


def test_a_text_is_markdown_and_only_that(as_administrator: Client) -> None:
    sent = {"kind": "write", "first_day": in_days(0), "text": "Une **phrase**.\n\n<script>alert(1)</script>"}
    as_administrator.post(NEW, sent)
    html = Phase.objects.get().text_html
    assert "<strong>phrase</strong>" in html and "<script" not in html
