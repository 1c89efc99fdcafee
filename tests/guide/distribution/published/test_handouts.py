"""Copies given without an order are entered, corrected and taken out."""

from __future__ import annotations

import pytest
from django.test import Client

from guide.distribution import stock
from guide.models import Edition, Handout
from tests.guide.distribution.made import create_channel, create_run, hand_out

ADDRESS = "/curation/handouts/"
SENT = {
    "edition": "1",
    "language": "fr",
    "form": "booklet",
    "copies": "40",
    "on": "2026-11-03",
    "channel": "",
    "note": "",
}


@pytest.mark.once
def test_what_is_handed_out_is_entered(as_editor: Client, published: Edition) -> None:
    create_run(published)
    create_channel()
    assert as_editor.post(ADDRESS, SENT | {"channel": "lettre", "note": "Au salon."}).status_code == 302
    handout = Handout.objects.get()
    assert (handout.copies, handout.channel.code, handout.entered_by.username) == (40, "lettre", "laurent")
    assert "Au salon." in as_editor.get(ADDRESS).text


def test_more_than_there_is_is_refused_with_the_figure(as_editor: Client, published: Edition) -> None:
    create_run(published, copies=39)
    page = as_editor.post(ADDRESS, SENT | {"note": "Gardé."})
    assert page.status_code == 422 and "39" in str(page.context["form"].errors["copies"])
    assert "Gardé." in page.text and not Handout.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("runs", "handed", "words"),
    [
        ([(50, True)], 50, "No copy is left: enter the print run of any that came since."),
        ([(50, True)], 49, "Only 1 copy is there."),
        ([(50, True), (70, False)], 50, "No copies have arrived yet: mark the print run as delivered first."),
        ([(50, True), (70, False)], 30, "Only 20 copies are there: mark the print run as delivered first."),
        ([], 0, "There are no copies yet: enter the print run first."),
    ],
)
def test_what_to_do_first_is_said_as_the_print_runs_stand(
    as_editor: Client, published: Edition, runs: list[tuple[int, bool]], handed: int, words: str
) -> None:
    for copies, is_there in runs:
        create_run(published, copies=copies, is_there=is_there)
    if handed:
        hand_out(published, copies=handed)
    page = as_editor.post(ADDRESS, SENT, headers={"accept-language": "en"})
    assert page.context["form"].errors["copies"] == [words]


@pytest.mark.once
def test_only_languages_are_offered_in_which_an_edition_is_out(as_editor: Client, published: Edition) -> None:
    assert [code for code, _name in as_editor.get(ADDRESS).context["form"].fields["language"].choices] == ["fr"]


def test_it_is_corrected_within_what_there_is(as_editor: Client, published: Edition) -> None:
    create_run(published, copies=100)
    handout = hand_out(published, copies=60)
    address = f"{ADDRESS}{handout.pk}/"
    loaded = as_editor.get(address).context["form"]["loaded"].value()
    assert as_editor.post(address, SENT | {"copies": "101", "loaded": loaded}).status_code == 422
    assert Handout.objects.get().copies == 60
    assert as_editor.post(address, SENT | {"copies": "100", "loaded": loaded}).status_code == 302
    assert stock.stock_item_of(handout).left == 0
    assert as_editor.post(address, SENT | {"copies": "1", "loaded": loaded}).status_code == 422


def test_it_is_taken_out(as_editor: Client, published: Edition) -> None:
    create_run(published)
    handout = hand_out(published)
    as_editor.post(f"{ADDRESS}{handout.pk}/", {"act": "remove"})
    assert not Handout.objects.exists()
