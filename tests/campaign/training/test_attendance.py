"""Who came: noted afterwards, counted, as a table, and forgotten after some time."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from campaign.models import CheckIn, Registration, RegistrationStep, TrainingSession
from campaign.training import check_ins
from campaign.training.attendance import attendance_of, forget_attendance, usual_share
from campaign.training.check_ins import CheckInAct
from tests import factories
from tests.campaign.training.made import create_session, own
from tests.downloads import saved_name
from tests.sending import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = timedelta(days=1)


def create_past(*, came: int, registered: int, by: User, days: int = 3) -> TrainingSession:
    """A session that was so many days ago, with people who had registered."""
    session = create_session(in_days=days, capacity=50, speakers="")
    for _number in range(registered):
        session.register(factories.create_user(username=f"p{User.objects.count()}"))
    begin = timezone.now() - days * DAY
    TrainingSession.objects.filter(pk=session.pk).update(starts_at=begin, ends_at=begin + DAY / 12)
    session.refresh_from_db()
    rows = session.registrations.registered()[:came]
    check_ins.note(session, [CheckInAct(uuid4(), begin, registration=row.pk) for row in rows], by=by)
    return session


def path(session: TrainingSession, ending: str = "/") -> str:
    return f"/sessions/{session.pk}/attendance{ending}"


def test_boxes_are_ticked_and_others_counted(editor: User, as_editor: Client) -> None:
    session = create_past(came=1, registered=3, by=editor)
    first, second, third = session.registrations.registered()
    before = loaded(as_editor, path(session), ["came", "guest_count"])
    assert before["came"] == [str(first.pk)]
    answer = as_editor.post(path(session), before | {"came": [str(second.pk), str(third.pk)], "guest_count": ["4"]})
    assert answer.status_code == 302
    session.refresh_from_db()
    assert [row.came_at is not None for row in session.registrations.registered()] == [False, True, True]
    assert own(session, second.person).came_at == session.starts_at
    figures = attendance_of(session)
    assert (figures.registered, figures.came, figures.others, figures.total) == (3, 2, 4, 6)
    assert session.history.latest().history_user == editor


def test_everybody_at_once(editor: User, as_editor: Client) -> None:
    session = create_past(came=1, registered=3, by=editor)
    since = session.registrations.registered()[0].came_at
    before = loaded(as_editor, path(session), ["came", "guest_count"])
    assert as_editor.post(path(session), before | {"act": ["everybody"]}).status_code == 302
    assert session.registrations.filter(came_at__isnull=False).count() == 3
    assert session.registrations.registered()[0].came_at == since


def test_where_nobody_has_registered_nobody_can_have_come_at_once(editor: User, as_editor: Client) -> None:
    everybody = 'value="everybody"'
    assert everybody in as_editor.get(path(create_past(came=0, registered=1, by=editor))).text
    assert everybody not in as_editor.get(path(create_past(came=0, registered=0, by=editor))).text


def test_whoever_was_checked_in_meanwhile_is_not_lost(editor: User, as_editor: Client) -> None:
    session = create_past(came=0, registered=2, by=editor)
    first, second = session.registrations.registered()
    before = loaded(as_editor, path(session), ["came", "guest_count"])
    check_ins.note(session, [CheckInAct(uuid4(), timezone.now(), registration=first.pk)], by=editor)
    answer = as_editor.post(path(session), before | {"came": [str(second.pk)]})
    assert answer.status_code == 422
    assert "entre-temps" in answer.text
    assert own(session, first.person).came_at
    assert own(session, second.person).came_at is None


def test_a_name_that_was_typed_is_matched_or_counted(editor: User, as_editor: Client) -> None:
    session = create_past(came=0, registered=1, by=editor)
    person = factories.create_user(username="zoe", first_name="Zoé", last_name="Éluard")
    for name in ("Xo", "Une voisine"):
        check_ins.note(session, [CheckInAct(uuid4(), session.starts_at, name=f"{name}?")], by=editor)
    one, other = session.check_ins.order_by("pk")
    at = path(session, f"/names/{one.pk}/")
    assert "Xo?" in as_editor.get(path(session)).text
    as_editor.post(at, {"person": "personne de ce nom"})
    assert session.check_ins.filter(registration=None).count() == 2
    as_editor.post(at, {"person": "zoe"})
    assert own(session, person).came_at
    as_editor.post(path(session, f"/names/{other.pk}/"), {"act": "guest"})
    session.refresh_from_db()
    assert session.guest_count == 1
    assert attendance_of(session).others == 2
    assert as_editor.post(at, {"person": "zoe"}).status_code == 404


def test_the_table_holds_no_formula(editor: User, as_editor: Client) -> None:
    session = create_past(came=1, registered=2, by=editor)
    User.objects.filter(pk=session.registrations.registered()[0].person_id).update(last_name="=1+1", first_name="Zoé;")
    answer = as_editor.get(path(session, ".csv"))
    assert saved_name(answer) == f"présences-repérer-un-faux-message-{session.day}.csv"
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    assert '\'=1+1;"Zoé;"' in text
    assert "oui" in text
    assert len(text.splitlines()) == 3


def test_how_many_usually_come_is_told_before_a_session(editor: User, as_editor: Client) -> None:
    assert usual_share() is None
    create_past(came=4, registered=5, by=editor)
    create_past(came=0, registered=5, by=editor, days=6)
    assert usual_share() == 8
    ahead = create_session(in_days=9, speakers="")
    assert "8 personnes inscrites sur 10" in as_editor.get(ahead.get_absolute_url()).text


def test_of_a_session_long_over_only_the_number_stays(editor: User, as_editor: Client) -> None:
    session = create_past(came=2, registered=3, by=editor, days=40)
    check_ins.note(session, [CheckInAct(uuid4(), session.starts_at, name="Une voisine")], by=editor)
    assert forget_attendance() == 0
    assert forget_attendance(at=timezone.now() + 400 * DAY) == 1
    assert not CheckIn.objects.exists()
    assert not session.registrations.filter(came_at__isnull=False).exists()
    assert not RegistrationStep.objects.filter(act="came").exists()
    session.refresh_from_db()
    assert attendance_of(session).total == 3
    assert 'name="came"' not in as_editor.get(path(session)).text
    assert forget_attendance(at=timezone.now() + 400 * DAY) == 0


def test_what_two_runs_forget_at_once_is_counted_once(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    session = create_past(came=2, registered=3, by=editor, days=40)
    hold, later = TrainingSession.held, timezone.now() + 400 * DAY

    def held_after_another_run(row: TrainingSession) -> Any:
        monkeypatch.setattr(TrainingSession, "held", hold)
        forget_attendance(at=later)
        return hold(row)

    monkeypatch.setattr(TrainingSession, "held", held_after_another_run)
    forget_attendance(at=later)
    session.refresh_from_db()
    assert session.attended_count == 2


def test_nobody_is_noted_any_more_once_it_is_forgotten_who_came(editor: User, as_editor: Client) -> None:
    """The form of a screen that was left open, or a device with an old list."""
    session = create_past(came=0, registered=2, by=editor, days=40)
    typed = loaded(as_editor, path(session), ["came", "guest_count"])
    forget_attendance(at=timezone.now() + 400 * DAY)
    everybody = [str(row.pk) for row in session.registrations.registered()]
    assert as_editor.post(path(session), typed | {"came": everybody, "guest_count": ["0"]}).status_code == 422
    assert not CheckIn.objects.exists()
    assert not session.registrations.filter(came_at__isnull=False).exists()


def test_a_name_that_somebody_else_counted_meanwhile_is_matched_with_nobody(editor: User) -> None:
    session = create_past(came=0, registered=1, by=editor)
    check_ins.note(session, [CheckInAct(uuid4(), session.starts_at, name="Xo?")], by=editor)
    typed = session.check_ins.get()
    check_ins.count_as_guest(typed, by=editor)
    with pytest.raises(ValidationError):
        check_ins.match(typed, factories.create_user(username="zoe"), by=editor)
    session.refresh_from_db()
    assert attendance_of(session).total == 1


def test_a_name_that_somebody_else_matched_meanwhile_stays_with_that_person(editor: User) -> None:
    session = create_past(came=0, registered=1, by=editor)
    check_ins.note(session, [CheckInAct(uuid4(), session.starts_at, name="Xo?")], by=editor)
    typed = session.check_ins.get()
    first, second = factories.create_user(username="zoe"), factories.create_user(username="yves")
    check_ins.match(typed, first, by=editor)
    with pytest.raises(ValidationError):
        check_ins.match(typed, second, by=editor)
    assert [row.person for row in session.registrations.filter(came_at__isnull=False)] == [first]
    assert session.check_ins.get().registration.person == first


def test_only_organisers_see_who_came(editor: User, as_contributor: Client) -> None:
    session = create_past(came=1, registered=1, by=editor)
    for ending in ("/", ".csv"):
        assert as_contributor.get(path(session, ending)).status_code == 403


def test_the_sheet_has_a_head_on_each_page_and_every_name(editor: User, as_editor: Client) -> None:
    session = create_session(in_days=3, capacity=400, title="Une séance <b> & 名前")
    names = ["<script>alert(1)</script>", "佐藤 花子", "Comte-Sponville de la Très-Longue-Maison " * 3]
    people = [
        factories.create_user(username=f"n{number}", first_name="Zoé", last_name=names[number % 3][:140])
        for number in range(60)
    ]
    for person in people:
        session.register(person)
    answer = as_editor.get(path(session, ".pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert saved_name(answer) == f"présences-une-séance-b-名前-{session.day}.pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 1
    assert all("Signature" in text for text in pages)
    whole = " ".join("".join(pages).split())
    assert whole.count("<script>") == 20
    assert whole.count("佐藤 花子") == 20
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "60" in whole


def test_where_no_sheet_can_be_made_the_table_is_offered(editor: User, as_editor: Client, settings: Any) -> None:
    settings.SHEET_PRINTER = "tests.campaign.training.test_attendance.print_nothing"
    session = create_past(came=1, registered=1, by=editor)
    answer = as_editor.get(path(session, ".pdf"), follow=True)
    assert answer.redirect_chain[0][0] == path(session)
    assert "tableau" in answer.text


def print_nothing(html: str, css: str) -> None:
    return None


def test_a_summary_is_read_by_everybody_once_it_is_written(
    editor: User, as_editor: Client, as_contributor: Client
) -> None:
    session = create_past(came=1, registered=1, by=editor)
    session.registrations.create(person=User.objects.get(username="martine"), state="registered")
    at = f"/sessions/{session.pk}/summary/"
    assert as_contributor.get(at).status_code == 403
    before = loaded(as_editor, at, ["summary"])
    answer = as_editor.post(at, before | {"summary": ["**Retenu** : raccrocher. <script>x</script>"]})
    assert answer.status_code == 302
    for where in (session.get_absolute_url(), "/sessions/mine/"):
        text = as_contributor.get(where).text
        assert "<strong>Retenu</strong>" in text
        assert "<script>x" not in text
    session.refresh_from_db()
    assert session.history.latest().history_user == editor


@pytest.mark.once
def test_the_sheet_of_four_hundred_people_numbers_its_pages_and_repeats_its_head(as_editor: Client) -> None:
    session = create_session(in_days=5, capacity=400, title="Une très longue conférence " * 5)
    names = [User(username=f"q{n:03}", first_name="Zoé", last_name=f"Éluard{n:03}", password="!") for n in range(400)]
    for person in names:
        person.set_keys()
    people = User.objects.bulk_create(names)
    Registration.objects.bulk_create(Registration(session=session, person=one, state="registered") for one in people)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(as_editor.get(path(session, ".pdf")).content)).pages]
    assert all("Signature" in text and f"{number} / {len(pages)}" in text for number, text in enumerate(pages, 1))
    assert [name for name in (f"Éluard{n:03}" for n in range(400)) if name not in "".join(pages)] == []
    assert 12 <= len(pages) <= 20
