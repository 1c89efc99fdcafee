"""Two tips of one title lead nobody: the second is refused, wherever it would come from."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from guide.models import Tip
from tests.factories import create_page, create_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez")


def test_a_tip_is_not_promoted_under_the_title_of_another(tip: Tip, editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_tip(number=7, by=editor, title=" raccrochez")
    assert "title" in refusal.value.message_dict
    assert Tip.objects.count() == 1


def test_a_tip_is_not_renamed_so(tip: Tip, editor: User, as_editor: Client) -> None:
    other = create_tip(number=7, by=editor, title="Rappelez")
    sent = {"title": "RACCROCHEZ", "body": other.body, "base_version": "1"}
    refused = as_editor.post("/curation/tips/7/edit/", sent)
    assert (refused.status_code, "Le conseil 6 porte déjà ce titre" in refused.text) == (422, True)
    other.refresh_from_db()
    assert other.title == "Rappelez"


def test_a_tip_keeps_its_own_title(tip: Tip, editor: User) -> None:
    tip.revise(title="Raccrochez", body="Autre.", author=editor, base_version=1)
    assert tip.version == 2


def test_a_tip_without_a_place_does_not_stand_in_the_way(tip: Tip, editor: User) -> None:
    tip.release(by=editor)
    create_tip(number=7, by=editor, title="Raccrochez", page=create_page(title="Autre"))
    with pytest.raises(ValidationError):
        tip.move_to(6, by=editor)


def test_an_older_version_does_not_bring_its_title_back_where_another_tip_has_it(
    tip: Tip, editor: User, as_editor: Client
) -> None:
    tip.revise(title="Rappelez", body=tip.body, author=editor, base_version=1)
    create_tip(number=7, by=editor, title="Raccrochez", page=create_page(title="Autre"))
    refused = as_editor.post(tip.screen_url("revert"), {"version": "1"})
    assert (refused.status_code, "Le conseil 7 porte déjà ce titre" in refused.text) == (422, True)
    with pytest.raises(ValidationError):
        tip.undo(2, author=editor)
    tip.refresh_from_db()
    assert (tip.title, tip.version) == ("Rappelez", 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["promoted", "renamed", "placed"])
def test_of_two_editors_at_once_one_gets_the_title(way: str, editor: User) -> None:
    other = create_tip(number=7, by=editor, title="Rappelez" if way == "renamed" else "Raccrochez")
    page = create_page(title="Une page")
    if way != "renamed":
        other.release(by=editor)
    is_written, is_done, refused = Event(), Event(), list[ValidationError]()

    def second() -> None:
        is_written.wait()
        try:
            if way == "promoted":
                create_tip(number=8, by=editor, title="RACCROCHEZ", page=page)
            elif way == "renamed":
                other.revise(title="Raccrochez", body=other.body, author=editor, base_version=1)
            else:
                other.move_to(8, by=editor)
        except ValidationError as refusal:
            refused.append(refusal)
        finally:
            connection.close()
            is_done.set()

    thread = Thread(target=second)
    thread.start()
    with transaction.atomic():
        create_tip(number=6, by=editor, title="Raccrochez")
        is_written.set()
        is_done.wait(1)  # whoever does not wait for the end of this transaction is done by then
    thread.join()
    assert [list(refusal.message_dict) for refusal in refused] == [["title"]]
