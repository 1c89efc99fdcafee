"""The time zones that can be chosen: by region, each place as the reader of the screen calls it."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from common.words.time_zones import clock_of, old_names, time_zones
from tests.french import faults_in

pytestmark = pytest.mark.pure


def places(language: str) -> dict[str, str]:
    with override(language):
        return {name: place for _region, zones in time_zones()[1:] for name, place in zones}


@pytest.mark.parametrize(
    ("language", "place"), [("en", "Isle of Man"), ("fr", "Île de Man"), ("it", "Isola di Man"), ("ja", "マン島")]
)
def test_a_place_is_called_as_its_language_does(language: str, place: str) -> None:
    assert places(language)["Europe/Isle_of_Man"] == place


def test_each_zone_stands_there_once_and_what_a_browser_may_call_it_is_known() -> None:
    names = places("en")
    assert {"Europe/Paris", "Asia/Tokyo", "Asia/Kolkata", "America/Argentina/Buenos_Aires"} <= names.keys()
    assert {"Asia/Calcutta", "America/Buenos_Aires", "Europe/Kiev"}.isdisjoint(names)
    assert old_names()["Asia/Calcutta"] == "Asia/Kolkata"


def test_a_zone_that_is_held_by_its_older_name_can_stay() -> None:
    with override("en"):
        kept = {name for _region, zones in time_zones("Asia/Calcutta")[1:] for name, _place in zones}
    assert "Asia/Calcutta" in kept


def test_they_are_in_the_order_of_their_names_by_region() -> None:
    with override("fr"):
        regions = dict(time_zones())
        assert list(map(str, regions))[:3] == ["UTC", "Afrique", "Amérique"]
        [europe] = [zones for region, zones in regions.items() if str(region) == "Europe"]
    found = [place for _name, place in europe]
    assert found.index("Helsinki") < found.index("Île de Man") < found.index("Istanbul")


def test_no_place_is_left_in_english_on_a_french_screen() -> None:
    assert [list(faults_in(place)) for place in places("fr").values() if list(faults_in(place))] == []


@pytest.mark.parametrize(
    ("language", "zone", "clock"),
    [
        ("en", "Europe/Paris", "Paris time"),
        ("fr", "Europe/Athens", "heure d’Athènes"),
        ("fr", "Africa/Cairo", "heure du Caire"),
        ("it", "Africa/Cairo", "ora del Cairo"),
        ("ja", "Asia/Tokyo", "東京時間"),
        ("en", "UTC", "UTC"),
    ],
)
def test_a_clock_is_named_after_its_place(language: str, zone: str, clock: str) -> None:
    with override(language):
        assert clock_of(zone) == clock
