"""A place about which the editors are voting is not taken without a question, and its ballot says that it was."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Poll, Tip
from tests.factories import create_candidate, create_page, create_poll, create_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(editor: User) -> Poll:
    return create_poll(by=editor, place=7)


def test_putting_a_page_there_asks_first_and_loses_nothing(as_editor: Client, poll: Poll) -> None:
    page = create_page(title="Autre page")
    address = f"/wiki/{page.theme.slug}/{page.slug}/promote/"
    sent = {"number": "7", "title": "Mon titre", "body": "Mon texte.", "page_version": "1", "seen": "0"}
    asked = as_editor.post(address, sent)
    assert (asked.status_code, Tip.objects.count()) == (409, 0)
    assert 'name="title" value="Mon titre"' in asked.text
    assert poll.get_absolute_url() in asked.text
    assert as_editor.post(address, sent | {"although_vote": str(poll.pk)}).status_code == 302
    assert Tip.objects.get().number == 7
    ballot = as_editor.get(poll.get_absolute_url()).text
    assert "La place 7 a été prise entre-temps" in ballot
    assert "Mon titre" in ballot


def test_moving_a_tip_there_asks_first(as_editor: Client, poll: Poll, editor: User) -> None:
    create_tip(number=6, by=editor)
    assert as_editor.post("/curation/tips/6/move/", {"number": "7"}).status_code == 409
    assert as_editor.post("/curation/tips/6/move/", {"number": "8"}).status_code == 302
    board = "/curation/themes/delinquants/move/"
    tip = Tip.objects.get()
    assert as_editor.post(board, {"tip": str(tip.pk), "number": "7"}).status_code in {404, 409}
    assert Tip.objects.get().number == 8


def test_keeping_a_candidate_there_asks_first_with_and_without_a_script(
    as_editor: Client, poll: Poll, editor: User
) -> None:
    candidate = create_candidate(by=editor)
    address = f"/curation/candidates/{candidate.pk}/promote/"
    for headers, status in (({}, 409), ({"HX-Request": "true"}, 200)):
        asked = as_editor.post(address, {"number": "7", "seen": "0"}, headers=headers)
        assert (asked.status_code, Tip.objects.count()) == (status, 0)
        assert 'name="although_vote"' in asked.text
    as_editor.post(address, {"number": "7", "seen": "0", "although_vote": str(poll.pk)})
    assert Tip.objects.get().number == 7


@pytest.mark.once
def test_once_it_is_closed_the_place_is_taken_without_a_question(as_editor: Client, poll: Poll, editor: User) -> None:
    poll.close(by=editor)
    create_tip(number=6, by=editor)
    assert as_editor.post("/curation/tips/6/move/", {"number": "7"}).status_code == 302
