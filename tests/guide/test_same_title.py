"""Two tips of one title lead nobody: the second is refused, wherever it would come from."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
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
