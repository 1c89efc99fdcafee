"""Campaigns in Switzerland and in Japan enter what print runs cost, and read it, in their own currency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from guide.distribution.copies import AmountField
from guide.models import Edition, PrintRun
from tests import factories
from tests.guide.distribution.made import create_run
from tests.guide.distribution.published.test_print_runs import NEW, SENT


@pytest.mark.pure
@pytest.mark.parametrize(
    ("currency", "typed", "amount"),
    [
        ("CHF", "4'250.50", "4250.50"),
        ("CHF", "CHF 4’250,50", "4250.50"),
        ("CHF", "120 francs suisses", "120"),
        ("JPY", "12,000", "12000"),
        ("JPY", "￥1,200,000", "1200000"),
        ("JPY", "１２，０００", "12000"),
        ("JPY", "12000 jpy", "12000"),
        ("VND", "140.000.000", "140000000"),
        ("TND", "12,50", "12.50"),
    ],
)
def test_an_amount_is_read_in_its_currency(currency: str, typed: str, amount: str) -> None:
    assert AmountField(currency, required=False).clean(typed) == Decimal(amount)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("currency", "typed"), [("CHF", "12 €"), ("JPY", "5180.50"), ("JPY", "1,20"), ("JPY", "12,0000"), ("JPY", ".")]
)
def test_what_is_no_amount_in_its_currency_is_refused(currency: str, typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(currency, required=False).clean(typed)


@pytest.mark.parametrize(
    ("currency", "label", "problem"),
    [
        ("CHF", "Coût, en francs suisses", "Écrivez un montant en francs suisses, par exemple 4250,50."),
        ("JPY", "Coût, en yens japonais", "Écrivez un montant en yens japonais, par exemple 4250."),
    ],
)
def test_the_form_asks_in_the_currency_of_the_site(
    as_editor: Client, published: Edition, currency: str, label: str, problem: str
) -> None:
    factories.change_site_settings(currency=currency)
    assert label in as_editor.get(NEW).text
    refused = as_editor.post(NEW, SENT | {"cost": "cher"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["cost"] == [problem]


@pytest.mark.parametrize(
    ("currency", "typed", "held", "total", "each", "in_box"),
    [
        ("CHF", "CHF 7’000.50", "7000.50", "7 000,50 CHF", "1,00 CHF", "7000,50"),
        ("JPY", "1,400,000", "1400000", "1 400 000 JPY", "200 JPY", "1400000"),
    ],
)
def test_a_cost_is_shown_in_the_currency_of_the_site(
    as_editor: Client, published: Edition, currency: str, typed: str, held: str, total: str, each: str, in_box: str
) -> None:
    factories.change_site_settings(currency=currency)
    as_editor.post(NEW, SENT | {"cost": typed, "delivered_on": "2026-11-09"})
    run = PrintRun.objects.get()
    assert run.cost == Decimal(held)
    screen = as_editor.get(run.get_absolute_url()).text
    total, each = (amount.replace(" ", "\u00a0") for amount in (total, each))
    assert total in screen and f'value="{in_box}"' in screen
    assert total in as_editor.get("/curation/print-runs/").text
    figures = as_editor.get("/statistics/reach/").text
    assert total in figures and each in figures and "€" not in figures


def test_cents_of_before_are_left_out_where_the_currency_has_none(as_editor: Client, published: Edition) -> None:
    run = create_run(published, cost=Decimal("5180.50"))
    factories.change_site_settings(currency="JPY")
    assert 'value="5180"' in as_editor.get(run.get_absolute_url()).text
