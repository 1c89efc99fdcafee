"""Editors enter print runs, change them, mark them delivered; what is wrong is said beside its field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from guide.distribution import stock
from guide.distribution.copies import AmountField
from guide.models import Edition, PrintRun
from tests.guide.distribution.made import create_channel, create_run

NEW = "/curation/print-runs/new/"
SENT = {
    "edition": "1",
    "language": "fr",
    "form": "booklet",
    "copies": "7000",
    "printer": "Imprimerie du Canal",
    "format": "A5",
    "cost": "5 180,50 €",
    "ordered_on": "2026-11-02",
    "delivered_on": "",
    "channel": "",
    "note": "",
}


def test_a_run_is_entered_with_its_cost_as_people_write_it(as_editor: Client, published: Edition) -> None:
    create_channel()
    answer = as_editor.post(NEW, SENT | {"channel": "lettre"})
    run = PrintRun.objects.get()
    assert answer.url == run.get_absolute_url()
    assert (run.copies, run.cost, run.channel.code, run.entered_by.username) == (
        7000,
        Decimal("5180.50"),
        "lettre",
        "laurent",
    )


@pytest.mark.once
def test_the_most_copies_of_a_run_are_said_with_their_thousands_apart(as_editor: Client, published: Edition) -> None:
    page = as_editor.post(NEW, SENT | {"copies": "10000001"}, headers={"accept-language": "it"})
    assert "10.000.000" in str(page.context["form"].errors["copies"])
    assert 'max="10000000"' in page.text


@pytest.mark.once
def test_the_language_of_a_run_stays_on_offer_beside_those_that_are_out(as_editor: Client, published: Edition) -> None:
    run = create_run(published)
    PrintRun.objects.update(language="it")
    page = as_editor.get(run.get_absolute_url())
    assert {code for code, _name in page.context["form"].fields["language"].choices} == {"fr", "it"}


@pytest.mark.pure
@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("12", "12"),
        ("12,5", "12.5"),
        ("1 234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("0,99", "0.99"),
    ],
)
def test_an_amount_is_read(typed: str, amount: str | None) -> None:
    assert AmountField("EUR", required=False).clean(typed) == (Decimal(amount) if amount else None)


@pytest.mark.pure
@pytest.mark.parametrize("typed", ["-1", "douze", "1,234", "999999999999", "1e3", "12 CHF", "NaN", ",", "٣"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField("EUR", required=False).clean(typed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("copies", "0"),
        ("copies", "beaucoup"),
        ("language", "ja"),
        ("cost", "cher"),
        ("delivered_on", "2026-10-01"),
        ("form", "statue"),
        ("edition", "2"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    as_editor: Client, published: Edition, field: str, value: str
) -> None:
    page = as_editor.post(NEW, SENT | {field: value})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "Imprimerie du Canal" in page.text
    assert not PrintRun.objects.exists()


def test_copies_count_from_the_day_they_are_there(as_editor: Client, published: Edition) -> None:
    run = create_run(published, is_there=False)
    assert (stock.stock_item_of(run).left, stock.stock_item_of(run).coming) == (0, 100)
    as_editor.post(run.get_absolute_url(), {"act": "delivered"})
    assert stock.stock_item_of(run).left == 100


def test_two_who_change_a_run_do_not_undo_each_other(as_editor: Client, published: Edition) -> None:
    run = create_run(published)
    loaded = as_editor.get(run.get_absolute_url()).context["form"]["loaded"].value()
    changed = SENT | {"copies": "110", "delivered_on": "2026-11-03", "loaded": loaded}
    assert as_editor.post(run.get_absolute_url(), changed).status_code == 302
    again = as_editor.post(run.get_absolute_url(), changed | {"copies": "120"})
    assert again.status_code == 422 and "120" in again.text
    assert PrintRun.objects.get().copies == 110


def test_a_run_that_never_was_is_taken_out_and_a_delivered_one_stays(as_editor: Client, published: Edition) -> None:
    coming, there = create_run(published, is_there=False), create_run(published)
    for run in (coming, there):
        as_editor.post(run.get_absolute_url(), {"act": "remove"})
    assert list(PrintRun.objects.all()) == [there]


def test_the_list_costs_the_same_however_long(as_editor: Client, published: Edition, django_assert_num_queries) -> None:
    def fill(number: int) -> None:
        create_run(published, channel=create_channel(name=f"Canal {number}", code=f"c{number}"), cost=Decimal(5))

    fill(1)
    address = "/curation/print-runs/"
    as_editor.get(address)
    with django_assert_num_queries(9):
        as_editor.get(address)
    for number in range(2, 6):
        fill(number)
    with django_assert_num_queries(9):
        as_editor.get(address)


def test_costs_are_written_as_the_language_writes_them(as_editor: Client, published: Edition) -> None:
    run = create_run(published, cost=Decimal("5180.50"))
    with translation.override("fr"):
        assert 'value="5180,50"' in as_editor.get(run.get_absolute_url()).text
