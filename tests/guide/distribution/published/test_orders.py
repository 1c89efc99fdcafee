"""Editors read what waits, answer it beside the figures, and are told where somebody else was first."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Agency, Edition, Order
from tests.guide.distribution.made import create_agency, create_order, create_run, go_through

pytestmark = pytest.mark.once

ADDRESS = "/curation/orders/"


def test_what_waits_comes_first_and_the_rest_by_state(stocked: Agency, as_editor: Client, editor: User) -> None:
    waits = create_order(stocked, note="Qui attend.")
    go_through(create_order(stocked, note="Qui est partie."), "accepted", "sent", by=editor)
    page = as_editor.get(ADDRESS).text
    assert waits.note in page and "Qui est partie." not in page
    assert "Qui est partie." in as_editor.get(f"{ADDRESS}?state=sent").text
    assert {waits.note, "Qui est partie."} <= {
        order.note for order in as_editor.get(f"{ADDRESS}?state=all").context["orders"]
    }
    assert "voice" in as_editor.get(f"{ADDRESS}?state=refused").text


def test_an_order_is_accepted_with_a_word(stocked: Agency, as_editor: Client) -> None:
    order = create_order(stocked)
    answer = as_editor.post(order.get_absolute_url(), {"to": "accepted", "seen": "asked", "words": "Demain."})
    assert answer.url == ADDRESS
    assert Order.objects.get().state == "accepted"
    assert "Demain." in as_editor.get(order.get_absolute_url()).text


def test_the_figures_stand_beside_the_button_where_copies_are_missing(stocked: Agency, as_editor: Client) -> None:
    order = create_order(stocked, copies=130)
    page = as_editor.get(order.get_absolute_url())
    assert page.context["missing"] == 30 and "from_next_run" in page.text
    assert "Libres\u00a0: 100. Chez l’imprimeur\u00a0: 0." in page.text
    sent = {"to": "accepted", "seen": "asked", "words": "Bientôt."}
    refused = as_editor.post(order.get_absolute_url(), sent)
    assert refused.status_code == 422 and "Bientôt." in refused.text
    as_editor.post(order.get_absolute_url(), sent | {"from_next_run": "on"})
    assert Order.objects.get().state == "accepted"


def test_a_refusal_without_a_word_is_sent_back(stocked: Agency, as_editor: Client) -> None:
    order = create_order(stocked)
    page = as_editor.post(order.get_absolute_url(), {"to": "refused", "seen": "asked", "words": ""})
    assert page.status_code == 422 and page.context["form"].errors.keys() == {"words"}


def test_whoever_comes_second_is_told_and_changes_nothing(stocked: Agency, as_editor: Client, editor: User) -> None:
    order = create_order(stocked)
    go_through(order, "accepted", by=editor)
    answer = as_editor.post(order.get_absolute_url(), {"to": "refused", "seen": "asked", "words": "Non."}, follow=True)
    assert "note warn" in answer.text and "Non." not in answer.text
    assert Order.objects.get().state == "accepted"


@pytest.mark.parametrize("odd", [{}, {"to": "flown", "seen": "asked"}, {"to": "accepted"}])
def test_what_makes_no_sense_does_nothing(stocked: Agency, as_editor: Client, odd: dict[str, str]) -> None:
    order = create_order(stocked)
    assert as_editor.post(order.get_absolute_url(), odd).status_code == 422
    assert Order.objects.get().state == "asked"


def test_the_list_costs_the_same_however_long_and_goes_on(
    as_editor: Client, published: Edition, editor: User, django_assert_num_queries
) -> None:
    create_run(published, copies=5_000)

    def fill(number: int) -> None:
        agency = create_agency(name=f"Agence {number}", code=f"a{number}")
        go_through(create_order(agency, copies=1), "accepted", by=editor)

    fill(1)
    as_editor.get(ADDRESS)
    with django_assert_num_queries(10) as first:
        as_editor.get(ADDRESS)
    for number in range(2, 33):
        fill(number)
    with django_assert_num_queries(len(first.captured_queries)):
        page = as_editor.get(ADDRESS)
    assert len(page.context["orders"]) == 30
    older = as_editor.get(f"{ADDRESS}?{page.context['next_query']}").context["orders"]
    assert [order.agency.name for order in older] == ["Agence 2", "Agence 1"]
