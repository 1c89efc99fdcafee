"""Two editors, or two agencies, at the same moment: the last copies go to one of them, an order is answered once."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from guide.distribution import ordering
from guide.models import Edition, Handout, Order
from tests import factories
from tests.guide.distribution.made import create_agency, create_order, create_run, go_through, hand_out

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Any) -> list[ValidationError]:
    """Does all of it at the same moment; returns what was refused."""
    refused: list[ValidationError] = []

    def do(act: Any) -> None:
        try:
            act()
        except ValidationError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.fixture
def edition() -> Edition:
    factories.create_tip(number=6, by=factories.create_editor())
    edition = Edition.objects.in_preparation()
    edition.publish(by=None, accept_free_places=True)
    create_run(edition, copies=100)
    return edition


def test_the_last_copies_go_out_once(edition: Edition) -> None:
    editor, agency = User.objects.get(), create_agency()
    orders = [go_through(create_order(agency, copies=70), by=editor) for _ in range(2)]
    for order in orders:
        ordering.move(order, "accepted", seen="asked", by=editor, from_next_run=True)
    acts = [lambda order=order: ordering.move(order, "sent", seen="accepted", by=editor) for order in orders]
    refused = together(*acts, lambda: hand_out(edition, copies=60))
    gone = Order.objects.gone().copies() + Handout.objects.copies()
    assert len(refused) == 2 and gone in {60, 70}


def test_an_order_is_answered_once(edition: Edition) -> None:
    editor, order = User.objects.get(), create_order(create_agency())

    def answer(to: str) -> None:
        ordering.move(Order.objects.get(pk=order.pk), to, seen="asked", by=editor, words="Voilà.")

    refused = together(lambda: answer("accepted"), lambda: answer("refused"), lambda: answer("accepted"))
    assert len(refused) == 2 and all(isinstance(one, ordering.OrderMoved) for one in refused)
    assert order.steps.count() == 2
