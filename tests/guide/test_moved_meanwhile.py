"""Two people put the same list in order: the second is told, on every screen, and nothing that was done is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from guide.decisions.models import Reason
from guide.models import Tip
from tests.factories import create_themes, create_tip
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOVED = "Somebody else has moved one of these tips meanwhile"
ORDERED = "Somebody else has changed this order meanwhile"


def seen_on(client: Client, address: str) -> str:
    """What the forms of a screen carry of the order that it shows."""
    found = set(re.findall(r'name="seen"\s+value="([^"]*)"', client.get(address).text))
    assert len(found) == 1, address
    return found.pop()


def english(client: Client, address: str, **sent: object) -> str:
    return client.post(address, sent, follow=True, headers={"accept-language": "en"}).text


def numbers() -> dict[int, int]:
    return dict(Tip.objects.placed().values_list("pk", "number"))


@pytest.mark.parametrize("screen", ["/curation/places/", "/curation/tips/6/move/"])
def test_a_tip_is_not_moved_to_a_place_where_another_one_has_come(as_editor: Client, editor: User, screen: str) -> None:
    moved, other = create_tip(number=6, by=editor), create_tip(number=9, by=editor)
    seen = seen_on(as_editor, screen)
    other.move_to(7, by=editor)
    assert MOVED in english(as_editor, f"/curation/tips/id-{moved.pk}/move/", number=7, seen=seen)
    assert numbers() == {moved.pk: 6, other.pk: 7}
    again = seen_on(as_editor, screen)
    assert MOVED not in english(as_editor, f"/curation/tips/id-{moved.pk}/move/", number=7, seen=again)
    assert numbers() == {moved.pk: 7, other.pk: 6}


def test_a_tip_that_somebody_has_moved_is_not_moved_on(as_editor: Client, editor: User) -> None:
    moved = create_tip(number=6, by=editor)
    seen = seen_on(as_editor, "/curation/places/")
    moved.move_to(9, by=editor)
    assert MOVED in english(as_editor, f"/curation/tips/id-{moved.pk}/move/", number=7, seen=seen)
    assert numbers() == {moved.pk: 9}


def test_what_others_move_elsewhere_hinders_nobody(as_editor: Client, editor: User) -> None:
    moved, elsewhere = create_tip(number=6, by=editor), create_tip(number=9, by=editor)
    seen = seen_on(as_editor, "/curation/places/")
    elsewhere.move_to(10, by=editor)
    english(as_editor, f"/curation/tips/id-{moved.pk}/move/", number=7, seen=seen)
    assert numbers() == {moved.pk: 7, elsewhere.pk: 10}


def test_on_the_board_of_a_question_as_well(as_editor: Client, editor: User) -> None:
    one, other = create_tip(number=6, by=editor), create_tip(number=9, by=editor)
    board = f"/curation/themes/{one.theme.slug}/"
    seen = seen_on(as_editor, board)
    other.move_to(7, by=editor)
    assert MOVED in english(as_editor, f"{board}move/", tip=one.pk, number=7, seen=seen)
    assert numbers() == {one.pk: 6, other.pk: 7}


def test_the_questions_of_the_campaign_are_put_in_the_order_that_was_seen(as_administrator: Client) -> None:
    create_themes()
    home, first = "/settings/themes/", Theme.objects.order_by("number")[0]
    seen = seen_on(as_administrator, home)
    move(as_administrator, lambda: f"{home}{first.pk}/shift/", seen, "to", Theme.objects.order_by("number"))


def test_reasons_are_put_in_the_order_that_was_seen(as_editor: Client) -> None:
    Reason.objects.all().delete()
    for label in ("Un", "Deux", "Trois"):
        Reason.objects.add(Reason(label=label, sentence="Une phrase."))
    first = Reason.objects.offered()[0]
    seen = seen_on(as_editor, "/curation/reasons/")
    move(as_editor, lambda: f"/curation/reasons/{first.pk}/", seen, "move", Reason.objects.offered())


def move(client: Client, address: Callable[[], str], seen: str, name: str, rows: object) -> None:
    """Two people have seen the first row, and both move it down."""
    before = order(rows)
    assert ORDERED not in english(client, address(), **{name: "down", "seen": seen})
    after = order(rows)
    assert after == [before[1], before[0], *before[2:]]
    assert ORDERED in english(client, address(), **{name: "down", "seen": seen})
    assert order(rows) == after


def order(rows: object) -> list[int]:
    return [row.pk for row in rows.all()]  # type: ignore[attr-defined]
