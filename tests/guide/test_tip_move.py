"""Moving a tip, freeing its place."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Tip
from tests.factories import create_tip

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_taken_place_exchanges_and_says_so(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor, title="Un")
    create_tip(number=11, by=editor, title="Deux")
    response = as_editor.post("/curation/tips/6/move/", {"number": "11"}, follow=True)
    assert response.redirect_chain[-1][0] == "/curation/tips/11/"
    assert (
        "« Un » est le conseil 11, « Deux » le conseil 6.".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
        in response.text
    )
    assert {tip.number: tip.title for tip in Tip.objects.all()} == {11: "Un", 6: "Deux"}


def test_on_a_screen_in_another_language_its_message_says_in_which_the_titles_are(
    as_editor: Client, editor: User
) -> None:
    create_tip(number=6, by=editor, title="Un <script> « dit »")
    create_tip(number=11, by=editor, title="Deux")
    address, japanese = "/curation/tips/6/move/", {"accept-language": "ja"}
    response = as_editor.post(address, {"number": "11"}, follow=True, headers=japanese)
    titles = '<span lang="fr">Un &lt;script&gt; «\u00a0dit\u00a0»</span>', '<span lang="fr">Deux</span>'
    assert f"「{titles[0]}」をアドバイス11、「{titles[1]}」をアドバイス6にしました。" in response.text
    assert "<script> «" not in response.text


def test_the_desk_s_buttons_move_within_the_theme_without_scripts(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=7, by=editor)
    desk = as_editor.get("/curation/places/").text
    buttons = re.findall(rf'formaction="/curation/tips/id-{tip.pk}/move/" name="number" value="(\d+)"', desk)
    assert buttons == ["6", "8"]
    response = as_editor.post(f"/curation/tips/id-{tip.pk}/move/", {"number": "6", "desk": "yes"})
    assert response["Location"] == "/curation/places/#place-6"
    desk = as_editor.get("/curation/places/").text
    assert re.findall(rf'formaction="/curation/tips/id-{tip.pk}/move/" name="number" value="(\d+)"', desk) == ["7"]


def test_every_place_can_be_chosen_its_own_is_marked(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    page = as_editor.get("/curation/tips/6/move/").text
    assert len(re.findall(r'type="radio" name="number"', page)) == 20
    assert "disabled" not in page
    assert re.search(r'value="6"[^>]* checked', page)


@pytest.mark.parametrize("number", ["", "0", "21", "x", "9" * 30])
def test_a_place_that_the_guide_does_not_have_moves_nothing(as_editor: Client, editor: User, number: str) -> None:
    create_tip(number=6, by=editor)
    response = as_editor.post("/curation/tips/6/move/", {"number": number})
    assert 'id="id_number_error"' in response.text
    assert Tip.objects.get().number == 6


def test_a_tip_that_takes_the_place_of_another_says_that_one_is_kept(as_editor: Client, editor: User) -> None:
    moved, other = create_tip(number=6, by=editor), create_tip(number=7, by=editor, title="Deux")
    moved.release(by=editor)
    response = as_editor.post(f"/curation/tips/id-{moved.pk}/move/", {"number": "7"}, follow=True)
    assert "est gardé, sans place" in response.text
    other.refresh_from_db()
    assert other.number is None


def test_freeing_a_place_asks_first_and_keeps_the_tip(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    assert "Libérer la place 6" in as_editor.get("/curation/tips/6/release/").text
    tip.refresh_from_db()
    assert tip.number == 6
    response = as_editor.post("/curation/tips/6/release/", follow=True)
    assert "La place 6 est libre" in response.text
    tip.refresh_from_db()
    assert tip.number is None


def test_freeing_it_twice_changes_nothing_more(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    for _ in range(2):
        as_editor.post(tip.screen_url("release"))
    tip.refresh_from_db()
    assert tip.version == 2
