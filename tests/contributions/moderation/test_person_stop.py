"""Stopping an account, and opening it again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Role, User
from contributions.models import LogEntry
from contributions.moderation_log import LogAction
from drafts.models import Draft
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne(db: None) -> User:
    anne = factories.create_user(username="anne", first_name="Anne")
    anne.set_password(factories.PASSWORD)
    anne.save()
    return anne


def sign_in(password: str = factories.PASSWORD) -> tuple[Client, str]:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "anne", "password": password}, follow=True)
    return client, answer.content.decode()


def test_she_is_signed_out_everywhere_at_once(as_editor: Client, anne: User) -> None:
    client, _html = sign_in()
    assert client.get("/drafts/").status_code == 200
    as_editor.post("/contributors/anne/stop/", {"reason": "Publicité."})
    assert client.get("/drafts/").status_code == 302
    anne.refresh_from_db()
    assert not anne.is_active


@pytest.mark.once
def test_no_session_of_before_comes_back_to_life(as_editor: Client, anne: User, editor: User) -> None:
    client, _html = sign_in()
    anne.stop(by=editor, reason="Publicité.")
    as_editor.post("/contributors/anne/restart/")
    assert client.get("/drafts/").status_code == 302
    again, _html = sign_in()
    assert again.get("/drafts/").status_code == 200


def test_who_signs_in_reads_that_the_account_is_stopped_and_that_nothing_is_lost(anne: User, editor: User) -> None:
    factories.store_draft(anne, key="page:1:edit")
    anne.stop(by=editor, reason="Publicité.")
    _client, html = sign_in()
    assert "Votre compte est arrêté" in html
    assert "vos brouillons sont gardés" in html
    assert "Publicité." not in html
    assert Draft.objects.filter(person=anne).count() == 1
    _client, html = sign_in("un autre mot de passe")
    assert "arrêté" not in html


def test_it_is_logged_with_its_reason_and_so_is_the_opening(as_editor: Client, anne: User, editor: User) -> None:
    as_editor.post("/contributors/anne/stop/", {"reason": "Publicité."})
    as_editor.post("/contributors/anne/restart/")
    found = [(entry.act, entry.by, entry.person, entry.reason) for entry in LogEntry.objects.order_by("pk")]
    assert found == [(LogAction.STOP, editor, anne, "Publicité."), (LogAction.RESTART, editor, anne, "")]


def test_without_a_reason_nothing_is_stopped(as_editor: Client, anne: User) -> None:
    answer = as_editor.post("/contributors/anne/stop/", {"reason": "  "})
    assert answer.status_code == 422
    assert "Dites pourquoi le compte est arrêté." in answer.content.decode()
    anne.refresh_from_db()
    assert anne.is_active


def test_the_second_of_two_stops_says_so_and_logs_nothing(anne: User, editor: User) -> None:
    anne.stop(by=editor, reason="Publicité.")
    with pytest.raises(ValidationError):
        User.objects.get(pk=anne.pk).stop(by=editor, reason="Encore.")
    anne.restart(by=editor)
    anne.restart(by=editor)
    assert LogEntry.objects.count() == 2


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "by_editor", "by_administrator"),
    [
        (None, True, True),
        (Role.CONTRIBUTOR, True, True),
        (Role.TRANSLATOR, False, True),
        (Role.EDITOR, False, True),
        (Role.ADMINISTRATOR, False, True),
    ],
)
def test_who_may_stop_whom(
    as_editor: Client, as_administrator: Client, role: Role | None, by_editor: bool, by_administrator: bool
) -> None:
    factories.create_user(username="anne", role=role)
    for client, may in ((as_editor, by_editor), (as_administrator, by_administrator)):
        assert (client.get("/contributors/anne/stop/").status_code == 200) is may
        assert (client.get("/contributors/anne/roll-back/").status_code == 200) is may


def test_an_editor_does_not_open_what_an_administrator_stopped_of_another_editor(
    as_editor: Client, administrator: User
) -> None:
    other = factories.create_editor(username="anne")
    other.stop(by=administrator, reason="Parti.")
    assert as_editor.post("/contributors/anne/restart/").status_code == 403
    other.refresh_from_db()
    assert not other.is_active


def test_nobody_stops_her_own_account(as_administrator: Client, administrator: User) -> None:
    assert as_administrator.get("/contributors/karim/stop/").status_code == 403
    with pytest.raises(ValidationError):
        administrator.stop(by=administrator, reason="Essai.")


def test_a_stopped_account_is_told_nothing(anne: User, editor: User) -> None:
    anne.stop(by=editor, reason="Publicité.")
    page = factories.create_page()
    told = Notification.objects.notify(
        [anne.pk], kind=NotificationKind.REPLY, place=f"page:{page.pk}", place_title="Une page", url="/", key="page:1:1"
    )
    assert told == 0


def test_somebody_anonymous_is_stopped_under_her_alias_alone(as_editor: Client, anne: User) -> None:
    anne.choose_attribution("anonymous")
    assert as_editor.get("/contributors/anne/stop/").status_code == 404
    html = as_editor.get(f"/contributors/{anne.alias}/stop/").content.decode()
    assert "anne" not in html.partition("<main")[2].casefold().replace(anne.alias, "")
