"""An order goes from asked to delivered by the steps of a table; stock is what was printed, less what went out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from guide.distribution import ordering, stock
from guide.distribution.ordering import STEPS, NotEnoughCopies, OrderMoved, State
from guide.models import Agency, Edition, Handout, Order, OrderStep
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_order, create_run, go_through, hand_out

pytestmark = pytest.mark.once

EVERY_MOVE = [(before, after) for before in State.values for after in State.values]


def test_an_order_is_of_the_current_edition_and_the_editors_are_told(stocked: Agency, editor: User) -> None:
    order = create_order(stocked, note="Pour l’accueil.")
    assert (order.edition.number, order.state) == (1, "asked")
    told = Notification.objects.of(editor).get(kind=NotificationKind.ORDERED)
    assert told.url == order.get_absolute_url() and "30" in told.excerpt
    assert [(step.state, step.by) for step in order.steps.all()] == [("asked", None)]


@pytest.mark.parametrize(("copies", "is_taken"), [(0, False), (1, True), (5_000, True), (5_001, False)])
def test_an_order_has_one_to_five_thousand_copies(stocked: Agency, copies: int, is_taken: bool) -> None:
    if is_taken:
        create_order(stocked, copies=copies)
    else:
        with pytest.raises(ValidationError):
            create_order(stocked, copies=copies)
    assert Order.objects.exists() == is_taken


def test_it_cannot_be_wanted_yesterday_in_a_language_or_form_that_is_not_there(stocked: Agency) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for wrong in ({"wanted_by": yesterday}, {"form": "statue"}):
        with pytest.raises(ValidationError) as refused:
            create_order(stocked, **wrong)  # type: ignore[arg-type]
        assert refused.value.message_dict.keys() == wrong.keys()
    with pytest.raises(ValidationError):
        ordering.ask(stocked, language="ja", form="booklet", copies=1)


@pytest.mark.parametrize(("before", "after"), EVERY_MOVE)
def test_an_order_moves_as_the_table_says_and_not_otherwise(
    before: str, after: str, stocked: Agency, editor: User
) -> None:
    order = create_order(stocked)
    Order.objects.filter(pk=order.pk).update(state=before)
    if after in STEPS[before]:
        ordering.move(order, after, seen=before, by=editor, words="Parce que.")
        assert Order.objects.get().state == after
    else:
        with pytest.raises(OrderMoved):
            ordering.move(order, after, seen=before, by=editor, words="Parce que.")
        assert Order.objects.get().state == before and order.steps.count() == 1


def test_of_two_editors_the_second_is_told_though_the_step_would_be_a_lawful_one(stocked: Agency, editor: User) -> None:
    order = create_order(stocked)
    as_seen_by_the_other = Order.objects.get(pk=order.pk)
    ordering.move(order, "accepted", seen="asked", by=editor)
    with pytest.raises(OrderMoved, match="accept"):
        ordering.move(as_seen_by_the_other, "refused", seen="asked", by=editor, words="Non.")
    assert Order.objects.get().state == "accepted"


@pytest.mark.parametrize("to", ["accepted", "refused", "sent"])
def test_an_agency_decides_nothing_that_is_the_editors(stocked: Agency, editor: User, to: str) -> None:
    order = create_order(stocked)
    if to == "sent":
        go_through(order, "accepted", by=editor)
    with pytest.raises(ValidationError):
        ordering.move(order, to, seen=order.state, by=None, words="Moi.")


def test_a_refusal_says_why(stocked: Agency, editor: User) -> None:
    order = create_order(stocked)
    with pytest.raises(ValidationError) as refused:
        ordering.move(order, "refused", seen="asked", by=editor, words="  ")
    assert refused.value.message_dict.keys() == {"words"}


def test_stock_is_what_is_printed_and_there_less_what_went_out(
    stocked: Agency, published: Edition, editor: User
) -> None:
    create_run(published, copies=500, is_there=False)
    create_run(published, copies=70, form="poster")
    hand_out(published, copies=15)
    go_through(create_order(stocked, copies=20), "accepted", "sent", "delivered", by=editor)
    go_through(create_order(stocked, copies=12), "accepted", "sent", by=editor)
    go_through(create_order(stocked, copies=8), "accepted", by=editor)
    create_order(stocked, copies=4)
    item = stock.stock_item_of(Order.objects.earliest("pk"))
    assert (item.printed, item.sent, item.handed_out, item.left) == (100, 32, 15, 53)
    assert (item.promised, item.free, item.coming) == (8, 45, 500)
    assert stock.stock_item_of(create_order(stocked, form="poster")).left == 70


def test_more_than_is_free_is_accepted_with_a_tick_alone(stocked: Agency, editor: User) -> None:
    go_through(create_order(stocked, copies=60), "accepted", by=editor)
    order = create_order(stocked, copies=41)
    with pytest.raises(NotEnoughCopies):
        ordering.move(order, "accepted", seen="asked", by=editor)
    assert Order.objects.get(pk=order.pk).state == "asked"
    ordering.move(order, "accepted", seen="asked", by=editor, from_next_run=True)
    assert order.state == "accepted"


def test_what_is_not_there_is_not_sent_nor_handed_out(stocked: Agency, published: Edition, editor: User) -> None:
    order = create_order(stocked, copies=101)
    ordering.move(order, "accepted", seen="asked", by=editor, from_next_run=True)
    with pytest.raises(ValidationError, match="100"):
        ordering.move(order, "sent", seen="accepted", by=editor)
    with pytest.raises(ValidationError, match="100"):
        hand_out(published, copies=101)
    assert not Handout.objects.exists()
    create_run(published, copies=1)
    ordering.move(order, "sent", seen="accepted", by=editor)
    assert stock.stock_item_of(order).left == 0


def test_by_its_link_an_agency_orders_as_often_as_a_person(stocked: Agency, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"order": (2, 3)}
    now = timezone.now()
    for minutes in (0, 0, 2):
        create_order(stocked, at=now + timedelta(minutes=minutes))
    for minutes in (2, 30):
        with pytest.raises(ValidationError):
            create_order(stocked, at=now + timedelta(minutes=minutes))
    create_order(stocked, at=now + timedelta(minutes=61))
    assert Order.objects.count() == 4


def test_each_step_is_stored_with_who_and_when(stocked: Agency, editor: User, publish: Publish) -> None:
    order = go_through(create_order(stocked), "accepted", "sent", by=editor)
    ordering.move(order, "delivered", seen="sent", by=None)
    steps = list(OrderStep.objects.values_list("state", "by__username"))
    assert steps == [("asked", None), ("accepted", "laurent"), ("sent", "laurent"), ("delivered", None)]
