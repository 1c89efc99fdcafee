"""Asking in the room of a session: anybody with the code, without an account, and nobody is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from campaign.models import QuestionRoom, RoomQuestion, RoomVote
from campaign.training.room import models, voters
from campaign.training.room.models import RoomState
from campaign.training.room.voters import WindowCounter, forget_votes
from guide_project import settings as of_production
from tests.campaign.training.rooms import open_room, somebody

pytestmark = pytest.mark.django_db
TEXT = "Et si je clique quand même ?"


def ask(client: Client, room: QuestionRoom, text: str = TEXT, **more: Any) -> Any:
    if voters.COOKIE not in client.cookies:
        client.get(room.path)
    return client.post(room.path, {"text": text}, **more)


def seen(answer: Any) -> str:
    return " ".join(answer.text.split())


def test_anybody_with_the_code_asks_and_votes_once() -> None:
    room, asker, other = open_room(), somebody(), somebody()
    ask(asker, room)
    question = RoomQuestion.objects.get()
    for _time in range(2):
        other.post(room.path, {"vote": question.pk})
    asker.post(room.path, {"vote": question.pk})
    question.refresh_from_db()
    assert (question.text, question.vote_count) == (TEXT, 2)
    assert 'name="unvote"' in other.get(room.path).text
    other.post(room.path, {"unvote": question.pk})
    other.post(room.path, {"unvote": question.pk})
    question.refresh_from_db()
    assert question.vote_count == 1


def test_the_short_address_leads_to_the_room_in_whatever_letters() -> None:
    room = open_room()
    assert room.wall_address.endswith(f"/ask/{room.code}")
    answer = somebody().get(f"/ask/{room.code.upper()}/")
    assert answer.headers["Location"] == room.path
    assert somebody().get("/ask/nothing/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("typed", ["{code}", " {CODE} ", "{code[:3]} {code[3:]}", "https://host/ask/{code}/"])
def test_a_code_that_is_typed_leads_to_its_room(typed: str) -> None:
    room = open_room()
    halves = {"{code[:3]}": room.code[:3], "{code[3:]}": room.code[3:]}
    for name, value in {**halves, "{code}": room.code, "{CODE}": room.code.upper()}.items():
        typed = typed.replace(name, value)
    answer = somebody().post("/ask/", {"code": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, room.path)
    assert not answer.cookies


@pytest.mark.once
@pytest.mark.parametrize("typed", ["", "  ", "abcde", "<script>'\"", "\0", "x" * 5000])
def test_a_code_that_opens_nothing_says_so_beside_the_box(typed: str) -> None:
    open_room()
    answer = Client().post("/ask/", {"code": typed})
    assert answer.status_code == 422
    assert 'aria-describedby="code_error"' in answer.text
    assert "<script>'" not in answer.text


@pytest.mark.once
def test_the_box_for_a_code_is_told_on_the_wall_the_session_and_the_list(as_editor: Client) -> None:
    room = open_room()
    desk = room.session.get_absolute_url()
    for place in (f"{desk}speaker/", f"{desk}questions/", desk):
        assert room.code_address in as_editor.get(place).text
    assert 'href="/ask/"' in as_editor.get("/sessions/").text
    assert 'action="/ask/"' in somebody().get("/ask/nothing/").text


def test_the_same_words_a_second_time_are_a_vote() -> None:
    room, asker = open_room(), somebody()
    ask(asker, room)
    ask(asker, room)
    ask(somebody(), room, f"  {TEXT} ")
    assert RoomQuestion.objects.get().vote_count == 2


@pytest.mark.once
@pytest.mark.parametrize("text", ["", "   ", "?!", "x" * 301])
def test_what_is_no_question_comes_back_with_words(text: str) -> None:
    room = open_room()
    answer = ask(somebody(), room, text)
    assert answer.status_code == 422
    assert f'value="{text.strip()}"' in answer.text or not text.strip()
    assert not RoomQuestion.objects.exists()


def test_what_is_typed_is_escaped(as_editor: Client) -> None:
    room = open_room(title="<script>titre", place="<script>Lille")
    ask(somebody(), room, "<script>alert('a')</script> & \"b\" ?")
    QuestionRoom.objects.get().pin(RoomQuestion.objects.get().pk)
    for path in ("speaker/", "speaker/list/", "questions/", "questions/list/", "take-over/"):
        assert "<script>a" not in as_editor.get(f"{room.session.get_absolute_url()}{path}").text, path
    for path in (room.path, f"{room.path}list/"):
        told = somebody().get(path).text
        assert "&lt;script&gt;alert" in told
        assert "<script>t" not in told
        assert "<script>L" not in told


def test_it_is_open_from_an_hour_before_until_two_hours_after() -> None:
    room = open_room(in_days=5)
    begins, ends = room.session.starts_at, room.session.ends_at
    second = timedelta(seconds=1)
    moments = [begins - models.OPENS_BEFORE - second, begins - models.OPENS_BEFORE]
    moments += [ends + models.CLOSES_AFTER - second, ends + models.CLOSES_AFTER]
    assert [room.state(at) for at in moments] == [RoomState.NOT_YET, RoomState.OPEN, RoomState.OPEN, RoomState.OVER]
    assert "La salle ouvre" in seen(somebody().get(room.path))
    assert ask(somebody(), room).status_code == 200
    assert not RoomQuestion.objects.exists()


def test_of_a_session_that_is_over_or_cancelled_it_is_closed() -> None:
    over, off = open_room(in_days=-2), open_room(speakers="")
    off.session.cancel(reason="La salle est inondée.", by=None)
    for room in (over, off):
        answer = somebody().get(room.path)
        assert answer.status_code == 410
        assert "Cette salle est fermée" in answer.text
        assert somebody().get(f"{room.path}list/").status_code == 410


def test_a_code_that_was_renewed_opens_nothing(as_editor: Client) -> None:
    room = open_room()
    as_editor.post(f"{room.session.get_absolute_url()}questions/", {"renew": "1"})
    answer = somebody().get(room.path)
    assert answer.status_code == 404
    assert "Ce code n’ouvre aucune salle" in seen(answer)
    renewed = QuestionRoom.objects.get()
    assert renewed.code != room.code
    assert somebody().get(renewed.path).status_code == 200


def test_another_session_s_code_opens_nothing() -> None:
    room, other = open_room(), open_room(speakers="")
    assert somebody().get(room.path.replace(f"/{room.session_id}/", f"/{other.session_id}/")).status_code == 404
    assert somebody().get(f"/sessions/{'9' * 30}/room/{room.code}/").status_code == 404


def test_it_speaks_the_language_of_the_browser() -> None:
    room = open_room()
    assert "Your question" in Client(headers={"accept-language": "en"}).get(room.path).text
    assert "Votre question" in somebody().get(room.path).text


def test_no_row_written_in_a_room_relates_to_who_is_signed_in(as_contributor: Client, contributor: User) -> None:
    room = open_room()
    canary = {str(contributor.pk), contributor.username, contributor.email, as_contributor.cookies["sessionid"].value}
    before = everything()
    ask(as_contributor, room, headers={"user-agent": "un-programme-secret"}, REMOTE_ADDR="192.0.2.77")
    as_contributor.post(room.path, {"vote": RoomQuestion.objects.get().pk})
    as_contributor.get(f"{room.path}list/")
    number = as_contributor.cookies["room"].value
    new = {row: values for row, values in everything().items() if before.get(row) != values}
    assert {row[0] for row in new} == {"campaign.QuestionRoom", "campaign.RoomQuestion", "campaign.RoomVote"}
    told = {str(value) for (_model, key), values in new.items() for value in values if value != key}
    assert not told & (canary - {"1", "2", "3"})
    for secret in (contributor.username, contributor.email, "un-programme-secret", "192.0.2.77", number):
        assert secret not in " ".join(told)


def test_no_column_of_a_room_leads_to_a_person() -> None:
    for model in (QuestionRoom, RoomQuestion, RoomVote):
        related = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        assert User not in related, model
        assert all(field.name not in {"by", "person", "asked_by", "session_key"} for field in model._meta.get_fields())


def test_the_account_of_a_reader_is_not_even_asked_for(as_contributor: Client) -> None:
    room = open_room()
    with CaptureQueriesContext(connection) as queries:
        as_contributor.get(room.path)
        ask(as_contributor, room)
    assert not [one["sql"] for one in queries if "session_data" in one["sql"] or "accounts_user" in one["sql"]]


def everything() -> dict[tuple[str, Any], list[Any]]:
    """Every row of every table, by its key."""
    rows: dict[tuple[str, Any], list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rows |= {(model._meta.label, row.pk): values_of(row) for row in model._default_manager.all()}
    return rows


def values_of(row: Model) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def test_two_rooms_do_not_tell_that_somebody_was_in_both() -> None:
    first, second, client = open_room(), open_room(speakers=""), somebody()
    ask(client, first)
    client.get(second.path)
    ask(client, second)
    assert len(set(RoomVote.objects.values_list("voter", flat=True))) == 2


@pytest.mark.once
@pytest.mark.parametrize("odd", ["", "x", "é" * 22, "a" * 22, f"{'a' * 22}-{'0' * 16}", "'; DROP TABLE"])
def test_a_cookie_that_is_none_of_ours_is_replaced_and_does_nothing(odd: str) -> None:
    room, client = open_room(), somebody()
    client.cookies["room"] = odd
    assert client.post(room.path, {"text": TEXT}).status_code == 422
    assert not RoomQuestion.objects.exists()
    assert voters.NUMBER.fullmatch(client.cookies["room"].value)
    assert client.cookies["room"]["path"] == f"/sessions/{room.session_id}/room/"
    assert client.cookies["room"]["httponly"]


@pytest.mark.once
@pytest.mark.parametrize("key", ["0", "-1", "x", "", "9" * 30, "٣"])
def test_a_vote_for_what_is_not_there_changes_nothing(key: str) -> None:
    room, client = open_room(), somebody()
    ask(client, room)
    for name in ("vote", "unvote"):
        assert client.post(room.path, {name: key}).status_code == 302
    assert RoomQuestion.objects.get().vote_count == 1


@pytest.mark.once
def test_nobody_votes_in_a_room_for_the_question_of_another() -> None:
    room, other = open_room(), open_room(speakers="")
    ask(somebody(), other)
    somebody().post(room.path, {"vote": RoomQuestion.objects.get().pk})
    assert RoomQuestion.objects.get().vote_count == 1


@pytest.mark.once
def test_what_waits_is_seen_by_whoever_asked_it_and_by_organisers_alone(as_editor: Client) -> None:
    room, asker = open_room(is_moderated=True), somebody()
    ask(asker, room)
    desk = f"{room.session.get_absolute_url()}questions/"
    wall = f"{room.session.get_absolute_url()}speaker/"
    assert TEXT in asker.get(room.path).text
    assert TEXT not in somebody().get(room.path).text
    assert TEXT not in as_editor.get(wall).text
    assert TEXT in as_editor.get(desk).text
    as_editor.post(desk, {"show": RoomQuestion.objects.get().pk})
    assert TEXT in somebody().get(room.path).text
    assert TEXT in as_editor.get(wall).text
    as_editor.post(wall, {"hide": RoomQuestion.objects.get().pk})
    assert TEXT not in somebody().get(room.path).text
    assert TEXT not in asker.get(room.path).text


@pytest.mark.once
def test_floods_are_refused_by_the_browser_and_by_the_address(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voters, "_counter", WindowCounter())
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"room_ask": (2, 9), "room_address": (3, 99)}
    room, client = open_room(), somebody()
    client.get(room.path)
    assert [ask(client, room, f"Question {number} ?").status_code for number in range(3)] == [302, 302, 422]
    assert [ask(somebody(), room, f"Une autre, {number} ?").status_code for number in range(2)] == [302, 422]
    assert ask(somebody(), room, "D’ailleurs ?", REMOTE_ADDR="198.51.100.9").status_code == 302


def test_whoever_sends_something_without_the_cookie_of_the_room_counts_for_nobody() -> None:
    room, asker = open_room(), somebody()
    ask(asker, room)
    key = RoomQuestion.objects.get().pk
    for _time in range(20):
        answer = Client().post(room.path, {"vote": key})
        assert answer.status_code == 422 and "Envoyez-le encore une fois" in answer.text
    refused = Client().post(room.path, {"text": "Et sans témoin ?"})
    assert 'value="Et sans témoin ?"' in refused.text
    assert [*RoomQuestion.objects.values_list("vote_count", flat=True)] == [1]
    again = Client()
    again.cookies = refused.cookies
    assert again.post(room.path, {"text": "Et sans témoin ?"}).status_code == 302


@pytest.mark.once
def test_one_telephone_does_not_fill_a_room_and_two_hundred_behind_one_address_ask_and_vote(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voters, "_counter", WindowCounter())
    monkeypatch.setattr(voters, "time", lambda: 0.0)
    settings.FLOOD_LIMITS = limits = of_production.FLOOD_LIMITS
    room = open_room()
    for number in range(
        2 * limits["room_ask_address"][0]
    ):  # without a cookie, with a new one each time, or with the same
        client = Client()
        if number % 2:
            client.get(room.path)
        ask(client, room, f"Encore {number} ?")
    assert room.questions.count() <= limits["room_ask_address"][0] < models.MOST_QUESTIONS / 2
    monkeypatch.setattr(voters, "_counter", WindowCounter())  # another minute
    hall = [somebody() for _number in range(200)]
    key = room.questions.all()[0].pk
    assert {phone.post(room.path, {"vote": key}).status_code for phone in hall} == {302}
    assert {ask(phone, room, f"À moi, {place} ?").status_code for place, phone in enumerate(hall[:50])} == {302}


def test_a_browser_without_a_number_still_reads_where_many_have_come(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voters, "_counter", WindowCounter())
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"room_new_address": (1, 9)}
    room = open_room()
    assert voters.COOKIE in Client().get(room.path).cookies
    late = Client().get(room.path)
    assert late.status_code == 200 and voters.COOKIE not in late.cookies and "Beaucoup de personnes" in late.text
    assert voters.COOKIE in Client(REMOTE_ADDR="198.51.100.9").get(room.path).cookies


def test_hidden_questions_leave_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MOST_QUESTIONS", 1)
    room = open_room()
    ask(somebody(), room)
    room.hide(RoomQuestion.objects.get().pk)
    assert ask(somebody(), room, "Encore une ?").status_code == 302


def test_organisers_pause_and_empty_a_room(as_editor: Client) -> None:
    room, client = open_room(), somebody()
    desk = f"{room.session.get_absolute_url()}questions/"
    for number in range(4):
        ask(client, room, f"Question {number} ?")
    answered, current, *others = room.questions.values_list("pk", flat=True)
    as_editor.post(desk, {"answered": answered})
    as_editor.post(desk, {"pin": current})
    as_editor.post(desk, {"paused": "yes"})
    assert "mis les questions en pause" in client.get(f"{room.path}list/").text
    for sent in ({"text": "Et moi ?"}, {"vote": current}, {"unvote": current}):
        assert client.post(room.path, sent).status_code == 422
    as_editor.post(desk, {"empty": "1"})
    assert set(room.questions.shown().values_list("pk", flat=True)) == {answered, current}
    assert set(room.questions.hidden().values_list("pk", flat=True)) == set(others)
    as_editor.post(desk, {"empty": "1"})
    assert not room.questions.hidden().exists()
    as_editor.post(desk, {"paused": "no"})
    assert ask(somebody(), room, "Et moi ?").status_code == 302


def test_a_window_is_over_with_its_minute_and_its_hour() -> None:
    counter = WindowCounter()
    assert [counter.take("a", (1, 2), at=at) for at in (0, 59, 60, 120, 3600)] == [True, False, True, False, True]
    assert counter.take("b", (1, 2), at=3601)


def test_the_browser_has_it_already_for_one_query(as_contributor: Client) -> None:
    room, client = open_room(), as_contributor
    ask(client, room)
    first = client.get(f"{room.path}list/")
    with CaptureQueriesContext(connection) as queries:
        again = client.get(f"{room.path}list/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, len(queries)) == (304, b"", 1)
    ask(somebody(), room, "Une autre ?")
    assert client.get(f"{room.path}list/", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.once
def test_two_hundred_people_who_ask_what_is_new_cost_a_query_each_and_a_list_two() -> None:
    room = open_room()
    people = [somebody() for _number in range(200)]
    for number, person in enumerate(people[:30]):
        ask(person, room, f"Question {number} ?")
    tags = {person: person.get(f"{room.path}list/").headers["ETag"] for person in people}
    with CaptureQueriesContext(connection) as queries:
        for person, tag in tags.items():
            assert person.get(f"{room.path}list/", headers={"if-none-match": tag}).status_code == 304
    assert len(queries) == len(people)
    with CaptureQueriesContext(connection) as queries:
        people[0].get(f"{room.path}list/")
    assert len(queries) == 2


@pytest.mark.once
def test_every_act_of_an_organiser_is_news_for_the_room(as_editor: Client) -> None:
    room, client = open_room(), somebody()
    ask(client, room)
    key = RoomQuestion.objects.get().pk
    tags = set()
    for act in ("pin", "unpin", "answered", "unanswered", "hide", "show"):
        as_editor.post(f"{room.session.get_absolute_url()}speaker/", {act: key})
        tags.add(client.get(f"{room.path}list/").headers["ETag"])
    assert len(tags) == 6


def test_who_voted_is_forgotten_some_days_after_the_session() -> None:
    room = open_room()
    ask(somebody(), room)
    assert forget_votes() == 0
    ends = timezone.now() - timedelta(days=3, seconds=1)
    type(room.session).objects.update(starts_at=ends - timedelta(hours=2), ends_at=ends)
    assert forget_votes() == 1
    assert RoomQuestion.objects.get().vote_count == 1


def test_a_room_takes_so_many_questions_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MOST_QUESTIONS", 1)
    room = open_room()
    ask(somebody(), room)
    assert ask(somebody(), room, "Encore une ?").status_code == 422
    assert ask(somebody(), room).status_code == 302  # a vote
