"""The screens: an employee finds a session, registers and gives her seat back; organisers plan, change and cancel one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import TrainingSession
from campaign.training.views import session_list
from contributions.feeds.models import FeedToken
from tests import factories
from tests.campaign.training.made import create_people, create_session, own
from tests.downloads import saved_name
from tests.french import faults_in, lines_of
from tests.sending import loaded

pytestmark = pytest.mark.django_db

LIST = "/sessions/"


def test_organisers_see_who_changed_what_of_a_session(as_editor: Client, as_contributor: Client, editor: User) -> None:
    session = create_session(title="<script>alert(1)</script>")
    session.change({"room": "Salle des fêtes", "capacity": 40}, by=editor)
    page = as_editor.get(f"{session.get_absolute_url()}history/")
    first, second = page.context["versions"]
    assert [(one.label, one.before, one.after) for one in first.changes] == [
        ("Salle", "Salle Vauban", "Salle des fêtes"),
        ("Places", "2", "40"),
    ]
    assert first.author == editor.public_name and second.author == ""
    assert first.at - second.at > timedelta(days=300), "planned when it says so"
    assert "<script>alert" not in page.text
    assert as_contributor.get(f"{session.get_absolute_url()}history/").status_code == 403
    assert f"{session.pk}/history/" in as_editor.get(session.get_absolute_url()).text


def seen(answer: Any) -> str:
    return " ".join(answer.text.split())


def test_the_list_has_what_is_to_come_first_and_what_is_over_apart(as_contributor: Client) -> None:
    create_session(in_days=-3, title="Une passée", speakers="")
    create_session(in_days=20, title="La suivante", speakers="")
    create_session(in_days=3, title="La prochaine", speakers="")
    answer = as_contributor.get(LIST)
    assert [row.title for row in answer.context["upcoming"]] == ["La prochaine", "La suivante"]
    assert [row.title for row in answer.context["past"]] == ["Une passée"]


def test_who_could_wait_for_a_seat_reads_how_many_wait_where_anybody_does(as_contributor: Client) -> None:
    first, second = create_people(2)
    session = create_session(capacity=1)
    session.register(first)
    page = seen(as_contributor.get(session.get_absolute_url()))
    assert "Toutes les places sont prises." in page and "attend" not in page.partition("prises.")[2][:30]
    session.register(second)
    assert "prises.</b> 1 personne attend." in seen(as_contributor.get(session.get_absolute_url()))


@pytest.mark.once
def test_whoever_plans_one_reads_by_which_clock(as_editor: Client) -> None:
    assert "À l’heure du site\xa0: heure de Paris." in as_editor.get("/sessions/new/").text


@pytest.mark.once
@pytest.mark.parametrize("query", ["", "?view=calendar"])
def test_where_none_was_ever_planned_the_list_says_so_and_offers_nothing_else(
    query: str, as_contributor: Client, as_editor: Client
) -> None:
    links = ('href="/sessions/new/"', '<form class="filters"', 'href="/ask/"')
    for client, offered in ((as_contributor, [0, 0, 0]), (as_editor, [1, 0, 0])):
        page = seen(client.get(LIST + query))
        assert "Aucune séance n’a encore été prévue." in page
        assert [page.count(link) for link in links] == offered
    create_session(in_days=-3)
    page = seen(as_contributor.get(LIST + query))
    assert "Aucune séance n’a encore été prévue." not in page and [page.count(link) for link in links] == [0, 1, 1]


def test_of_very_many_the_oldest_are_left_out_and_none_that_is_to_come(
    as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_list, "MOST", 2)
    for days in (-9, -6, 4):
        session = create_session(in_days=days, title=f"Dans {days} jours", speakers="")
    answer = as_contributor.get(LIST)
    assert [row.pk for row in answer.context["upcoming"]] == [session.pk]
    assert [row.title for row in answer.context["past"]] == ["Dans -6 jours"]
    assert session.title in as_contributor.get(f"{LIST}?view=calendar").text


def test_the_list_is_narrowed_by_place_and_month(as_contributor: Client) -> None:
    here = create_session(in_days=40, place="Lyon")
    create_session(in_days=80, place="Lyon", speakers="")
    create_session(in_days=40, place="Nantes", speakers="")
    month = f"{timezone.localtime(here.starts_at):%Y-%m}"
    answer = as_contributor.get(LIST, {"place": "Lyon", "month": month})
    assert list(answer.context["upcoming"]) == [here]
    assert len(as_contributor.get(LIST, {"place": "Lyon"}).context["upcoming"]) == 2
    assert len(as_contributor.get(LIST, {"place": "Atlantis", "month": "2026-13"}).context["upcoming"]) == 3


def test_the_calendar_shows_the_month_of_the_next_session_and_leads_to_its_neighbours(as_contributor: Client) -> None:
    first, second = create_session(in_days=40), create_session(in_days=75, speakers="")
    answer = as_contributor.get(LIST, {"view": "calendar"})
    assert first.get_absolute_url() in answer.text
    assert second.get_absolute_url() not in answer.text
    later = as_contributor.get(LIST + answer.context["later"][0])
    assert second.get_absolute_url() in later.text
    assert later.context["earlier"][1] == first.day.replace(day=1)


@pytest.mark.parametrize("month", ["0001-01", "0000-12", "9999-12", "2026-00", "2026-13", "٢٠٢٦-١٢", "2026-12-01"])
def test_a_month_that_makes_no_sense_is_left_out(month: str, as_contributor: Client) -> None:
    for view in ("", "calendar"):
        assert as_contributor.get(LIST, {"month": month, "view": view}).context["month"] is None


def test_an_employee_takes_a_seat_and_gives_it_back(as_contributor: Client, contributor: User) -> None:
    session = create_session()
    page = session.get_absolute_url()
    assert "2 places sur 2 sont libres" in seen(as_contributor.get(page))
    answer = as_contributor.post(f"{page}register/", {"shows_name": "yes"}, follow=True)
    assert "Vous avez une place." in seen(answer)
    assert own(session, contributor).shows_name
    answer = as_contributor.post(f"{page}leave/", follow=True)
    assert "votre place va à qui attend" in seen(answer)
    assert not own(session, contributor).is_coming


def test_nothing_is_registered_or_given_back_by_a_look(as_contributor: Client, contributor: User) -> None:
    session = create_session()
    page = session.get_absolute_url()
    assert as_contributor.get(f"{page}register/").status_code == 405
    session.register(contributor)
    assert as_contributor.get(f"{page}leave/").status_code == 405
    assert own(session, contributor).is_registered


@pytest.mark.once
def test_where_all_seats_are_taken_one_joins_the_waiting_list_and_reads_her_position(
    as_contributor: Client, contributor: User
) -> None:
    session = create_session(capacity=1)
    for person in create_people(2):
        session.register(person)
    page = session.get_absolute_url()
    assert "Toutes les places sont prises." in seen(as_contributor.get(page))
    assert "numéro 2 sur la liste d’attente" in seen(as_contributor.post(f"{page}register/", follow=True))
    assert "numéro 2 sur la liste d’attente" in seen(as_contributor.get(f"{LIST}mine/"))


@pytest.mark.once
def test_names_are_those_of_people_who_wish_it(as_contributor: Client) -> None:
    session = create_session(title='<script>alert("x")</script>')
    shown, hidden = create_people(2)
    session.register(shown, shows_name=True)
    session.register(hidden)
    text = as_contributor.get(session.get_absolute_url()).text
    assert (shown.public_name in text, hidden.public_name in text) == (True, False)
    assert "<script>alert" not in text


def test_a_seat_is_taken_above_what_is_long(as_contributor: Client) -> None:
    """On a telephone all of it stands in one column, in the order of the page."""
    (one,) = create_people(1)
    session = create_session(capacity=5, description="Une description.")
    session.register(one, shows_name=True)
    text = as_contributor.get(session.get_absolute_url()).text
    assert text.index("facts-of-session") < text.index("Je m’inscris") < text.index("Une description.")
    assert text.index("Je m’inscris") < text.index('id="named"')


def test_a_name_is_shown_and_hidden_again(as_contributor: Client, contributor: User) -> None:
    session = create_session()
    session.register(contributor)
    page = session.get_absolute_url()
    for value, is_shown in (("yes", True), ("no", False)):
        as_contributor.post(f"{page}name/", {"show": value})
        assert own(session, contributor).shows_name is is_shown


@pytest.mark.once
def test_the_link_of_the_meeting_is_for_those_who_have_a_seat(as_contributor: Client, contributor: User) -> None:
    session = create_session(online_url="https://visio.example/salle")
    page = session.get_absolute_url()
    assert "visio.example" not in as_contributor.get(page).text
    session.register(contributor)
    assert "visio.example" in as_contributor.get(page).text


def test_the_map_is_a_link_and_asks_nobody(as_contributor: Client) -> None:
    answer = as_contributor.get(create_session(address="1, rue de l’Été & fils").get_absolute_url())
    assert answer.text.count("openstreetmap.org") == 1
    assert "rue+de+l%E2%80%99%C3%89t%C3%A9+%26+fils" in answer.text


@pytest.mark.once
def test_a_session_that_is_cancelled_or_over_says_so_and_offers_nothing(as_contributor: Client, editor: User) -> None:
    off, over = create_session(), create_session(in_days=-3, speakers="")
    off.cancel(reason="La salle est inondée.", by=editor)
    for session, words in ((off, "La salle est inondée."), (over, "Cette séance est terminée.")):
        text = seen(as_contributor.get(session.get_absolute_url()))
        assert words in text
        assert "/register/" not in text


@pytest.mark.once
def test_the_file_and_the_feed_are_read_by_calendar_programs(
    client: Client, as_contributor: Client, contributor: User
) -> None:
    session = create_session()
    other = create_session(in_days=12, speakers="")
    session.register(contributor)
    answer = as_contributor.get(f"{other.get_absolute_url()}session.ics")
    assert icalendar.Calendar.from_ical(answer.content).events[0]["uid"] == str(other.uid)
    assert saved_name(answer) == f"repérer-un-faux-message-{other.day}.ics"
    token = FeedToken.objects.make(by=contributor).token
    feed = client.get("/feeds/sessions.ics", {"token": token})
    (event,) = icalendar.Calendar.from_ical(feed.content).events
    assert (feed.status_code, str(event["uid"])) == (200, str(session.uid))
    again = client.get("/feeds/sessions.ics", {"token": token}, headers={"if-none-match": feed.headers["ETag"]})
    assert again.status_code == 304
    own(session, contributor).cancel(by=contributor)
    assert icalendar.Calendar.from_ical(client.get("/feeds/sessions.ics", {"token": token}).content).events == []
    assert client.get("/feeds/sessions.ics", {"token": "x"}).status_code == 403
    assert "/feeds/sessions.ics?token=" in as_contributor.get("/accounts/feeds/").text


# Organisers.


def sent(**values: str) -> dict[str, str]:
    begin = timezone.localtime(timezone.now() + timedelta(days=9)).replace(minute=0)
    return {
        "title": "Repérer un faux message",
        "kind": "training",
        "starts_at": f"{begin:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begin + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "place": "Lille",
        "room": "Salle Vauban",
        "capacity": "20",
        "reserved": "2",
        "description": "Apportez **votre** téléphone.",
    } | values


@pytest.mark.once
def test_an_organiser_plans_a_session(as_editor: Client) -> None:
    answer = as_editor.post(f"{LIST}new/", sent(), follow=True)
    session = TrainingSession.objects.get()
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "<strong>votre</strong>" in answer.text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"reserved": "21"}, "reserved"),
        ({"starts_at": "2020-01-01T10:00", "ends_at": "2020-01-01T11:00"}, "starts_at"),
        ({"ends_at": "2020-01-01T11:00"}, "ends_at"),
        ({"starts_at": "demain"}, "starts_at"),
        ({"ends_at": "demain", "speakers": "Nathalie Fontaine"}, "ends_at"),
        ({"speakers": "Nathalie Fontaine"}, "speakers"),
        ({"description": "x" * 300_000}, "description"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_nothing_is_lost(
    as_editor: Client, values: dict[str, str], field: str
) -> None:
    create_session(at=timezone.now() + timedelta(days=9), title="Une autre")
    answer = as_editor.post(f"{LIST}new/", sent(**values))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert "Salle Vauban" in answer.text
    assert TrainingSession.objects.count() == 1


def test_a_session_that_begins_in_the_hour_that_the_clock_leaves_out_is_refused(as_editor: Client) -> None:
    answer = as_editor.post(f"{LIST}new/", sent(starts_at="2027-03-28T02:30", ends_at="2027-03-28T04:00"))
    assert 'id="id_starts_at_error"' in answer.text


def test_an_organiser_changes_and_cancels_it(as_editor: Client, contributor: User) -> None:
    session = create_session()
    session.register(contributor)
    page = session.get_absolute_url()
    values = loaded(as_editor, f"{page}edit/", ["room"]) | {"room": ["Salle Faidherbe"]}
    assert as_editor.post(f"{page}edit/", values).status_code == 302
    session.refresh_from_db()
    assert (session.room, session.sequence) == ("Salle Faidherbe", 1)
    assert as_editor.post(f"{page}cancel/", {"reason": " "}).status_code == 422
    assert as_editor.post(f"{page}cancel/", {"reason": "La salle est inondée."}).status_code == 302
    session.refresh_from_db()
    assert session.cancelled_at


@pytest.mark.once
def test_an_organiser_adds_somebody_and_takes_her_off(as_editor: Client, contributor: User, editor: User) -> None:
    session = create_session(capacity=1, reserved=1)
    page = f"{session.get_absolute_url()}registrations/"
    assert as_editor.post(page, {"person": "personne du tout"}).status_code == 422
    as_editor.post(page, {"person": f"Martine ({contributor.username})"})
    registration = own(session, contributor)
    assert registration.is_on_reserved_seat
    text = seen(as_editor.get(page))
    assert str(contributor) in text
    as_editor.post(f"{page}{registration.pk}/remove/")
    assert not own(session, contributor).is_coming
    assert registration.steps.values_list("by", flat=True)[0] == editor.pk


def test_several_of_one_name_are_told_apart(as_editor: Client) -> None:
    for name in ("anne1", "anne2"):
        factories.create_user(username=name, first_name="Anne", last_name="Petit")
    answer = as_editor.post(f"{create_session().get_absolute_url()}registrations/", {"person": "Anne"})
    assert "anne1" in answer.text
    assert "anne2" in answer.text


@pytest.mark.once
def test_each_screen_is_written_as_french_is(as_editor: Client, editor: User) -> None:
    session, off = create_session(capacity=1, title="Raccrocher : comment ?"), create_session(in_days=12, speakers="")
    for person in [*create_people(3), editor]:
        session.register(person, by=editor)
        off.register(person)
    off.cancel(reason="La salle est fermée : travaux.", by=editor)
    pages = ["", "?view=calendar", "mine/", "new/", f"{off.pk}/"]
    pages += [f"{session.pk}/{screen}" for screen in ("", "edit/", "cancel/", "registrations/")]
    found = {page: list(lines_of(as_editor.get(f"{LIST}{page}").text)) for page in pages}
    assert all(found.values())
    assert [(page, *fault) for page, lines in found.items() for line in lines for fault in faults_in(line)] == []
