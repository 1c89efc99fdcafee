"""What the organisation promises is said where it has decided so, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from campaign.programme import guide_is_not_for_sale, working_days_to_answer
from contributions.models import Comment
from guide.distribution.copies import Order
from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.templatetags.figures import what_next
from tests.factories import change_site_settings, create_theme, create_tip

pytestmark = [pytest.mark.django_db, pytest.mark.once]
THEME = "/wiki/delinquants/"


def test_nothing_is_promised_unless_it_is_set() -> None:
    assert working_days_to_answer() == 0
    assert not guide_is_not_for_sale()


@pytest.mark.parametrize(
    ("days", "before", "after"),
    [
        (0, "Une rédactrice le lit. Rien n’entre dans le guide sans elle.", "Une rédactrice le lira."),
        (1, "Une rédactrice le lit sous 1 jour ouvré.", "Une rédactrice le lira sous 1 jour ouvré."),
        (5, "Une rédactrice le lit sous 5 jours ouvrés.", "Une rédactrice le lira sous 5 jours ouvrés."),
    ],
)
def test_whoever_writes_reads_within_how_many_days_it_is_read(
    as_contributor: Client, days: int, before: str, after: str
) -> None:
    create_theme()
    change_site_settings(answer_days=days)
    assert before in as_contributor.get(THEME).content.decode()
    said = as_contributor.post(f"{THEME}say/", {"body": "Je raccroche, et je rappelle."}, follow=True)
    assert after in said.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("is_public", [False, True])
def test_whoever_writes_reads_who_sees_it_at_once_and_that_is_so(
    as_contributor: Client, as_editor: Client, client: Client, *, is_public: bool
) -> None:
    create_theme()
    change_site_settings(wiki_is_public=is_public)
    readers = "tout le monde peut le lire" if is_public else "vos collègues peuvent le lire"
    assert f"Votre texte paraît ici aussitôt : {readers}." in as_contributor.get(THEME).content.decode()
    as_contributor.post(f"{THEME}say/", {"body": "Je raccroche, et je rappelle."})
    assert "Je raccroche" in as_editor.get(THEME).content.decode()
    assert ("Je raccroche" in client.get(THEME, follow=True).content.decode()) is is_public


def test_home_says_that_colleagues_read_at_once_and_that_the_guide_waits_for_an_editor(as_contributor: Client) -> None:
    home = as_contributor.get("/").content.decode()
    assert "vos collègues les lisent aussitôt dans le wiki" in home
    assert "rien n’entre dans le guide sans relecture" in home


def test_an_agency_reads_within_how_many_days_it_is_answered() -> None:
    with override("en"):
        assert what_next(Order.State.ASKED) == "The editors will answer."
        change_site_settings(answer_days=2)
        assert what_next(Order.State.ASKED) == "The editors answer within 2 working days."


def test_the_next_edition_is_for_sale_or_not_as_the_organisation_has_decided(editor: User) -> None:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    assert not assemble(edition).imprint.is_not_for_sale
    change_site_settings(is_not_for_sale=True)
    assert assemble(edition).imprint.is_not_for_sale
