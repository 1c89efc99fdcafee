"""The currency of the site: chosen from names, and said as each language says it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import override

from campaign.currencies import amount_in_words, currencies, many_of
from campaign.site_settings.models import SiteSettings
from tests import factories
from tests.french import faults_in
from tests.sending import loaded


@pytest.mark.pure
@pytest.mark.parametrize(
    ("language", "label", "many"),
    [
        ("en", "Swiss Franc (CHF)", "Swiss francs"),
        ("fr", "Franc suisse (CHF)", "francs suisses"),
        ("it", "Franco svizzero (CHF)", "franchi svizzeri"),
        ("ja", "スイス フラン (CHF)", "スイス フラン"),
    ],
)
def test_a_currency_is_called_as_its_language_does(language: str, label: str, many: str) -> None:
    with override(language):
        assert dict(currencies("EUR"))["CHF"] == label
        assert many_of("CHF") == many


@pytest.mark.pure
def test_what_is_paid_with_today_is_offered_and_what_is_chosen_stays() -> None:
    assert {"EUR", "CHF", "JPY", "USD", "XOF"} <= dict(currencies("EUR")).keys()
    assert "DEM" not in dict(currencies("EUR"))
    assert "DEM" in dict(currencies("DEM"))


@pytest.mark.pure
@pytest.mark.parametrize("language", ["en", "fr", "it", "ja"])
def test_a_currency_has_a_name_in_each_language_or_its_code_alone_never_an_english_name(language: str) -> None:
    with override(language):
        offered = dict(currencies("EUR"))
    nameless = {code for code, label in offered.items() if code in label.replace(f" ({code})", "")}
    assert nameless <= {"XCG", "ZWG"} and all(offered[code] == code for code in nameless)
    assert language == "en" or "Zimbabwean Gold (ZWG)" not in offered.values()


@pytest.mark.pure
def test_they_are_in_the_order_of_their_names_in_french_without_faults() -> None:
    with override("fr"):
        labels = [label for _code, label in currencies("EUR")]
    assert labels.index("Couronne suédoise (SEK)") < labels.index("Euro (EUR)") < labels.index("Franc suisse (CHF)")
    assert [list(faults_in(label)) for label in labels if list(faults_in(label))] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("currency", "language", "written"),
    [
        ("EUR", "fr", "5 180,50 €"),
        ("EUR", "en", "€5,180.50"),
        ("CHF", "fr", "5 180,50 CHF"),
        ("CHF", "en", "CHF 5,180.50"),
        ("CHF", "it", "5.180,50 CHF"),
        ("JPY", "ja", "￥5,180"),
        ("JPY", "en", "¥5,180"),
        ("XOF", "fr", "5 180 F CFA"),
    ],
)
def test_an_amount_is_written_in_the_currency_of_the_site(currency: str, language: str, written: str) -> None:
    factories.change_site_settings(currency=currency)
    with override(language):
        assert amount_in_words(Decimal("5180.50")) == written.replace(" ", "\u00a0")


@pytest.mark.django_db
def test_it_is_the_euro_unless_another_is_chosen_which_the_history_names(as_administrator: Client) -> None:
    assert SiteSettings.objects.get().currency == "EUR"
    sent = loaded(as_administrator, "/settings/", ["publisher"]) | {"currency": "JPY"}
    assert as_administrator.post("/settings/", sent).status_code == 302
    assert SiteSettings.objects.get().currency == "JPY"
    factories.change_site_settings(currency="CHF")
    newest = as_administrator.get("/settings/history/").context["versions"][0]
    assert [(change.label, change.before, change.after) for change in newest.changes] == [
        ("Monnaie", "Yen japonais (JPY)", "Franc suisse (CHF)")
    ]
