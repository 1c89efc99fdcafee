"""Administrators set the themes and their questions."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Edition, Section, Tip
from guide.sections import SectionKind
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, fields_of
from tests.factories import create_tip
from themes.models import Theme

NEW = {
    "number": 3,
    "slug": "e-reputation",
    "short_title": "Réputation",
    "question": "Comment ?",
    "places": 5,
    "starters": "",
}


def change(client: Client, theme: Theme, **changes: object) -> Theme:
    page = address(theme, "change")
    client.post(page, fields_of(client.get(page)) | changes)
    return Theme.objects.get(pk=theme.pk)


def test_themes_are_for_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], factories.create_theme())


def test_a_question_is_added(as_administrator: Client) -> None:
    as_administrator.post(address(Theme, "add"), NEW)
    assert Theme.objects.get().question == "Comment ?"


def test_sentence_starters_are_written_one_a_line(as_administrator: Client) -> None:
    theme = change(
        as_administrator, factories.create_theme(), starters="Un jour, j’ai…\r\n\r\n Si c’était à refaire…  "
    )
    assert theme.starters == ["Un jour, j’ai…", "Si c’était à refaire…"]
    text = as_administrator.get(address(theme, "change")).content.decode()
    assert "Un jour, j’ai…\nSi c’était à refaire…</textarea>" in text


def test_a_theme_without_pages_can_change_its_address(as_administrator: Client) -> None:
    assert change(as_administrator, factories.create_theme(), slug="escrocs").slug == "escrocs"


def test_a_theme_with_pages_keeps_its_address_and_its_number(as_administrator: Client) -> None:
    theme = factories.create_page().theme
    changed = change(as_administrator, theme, slug="escrocs", number=3, question="Une autre question ?")
    assert (changed.slug, changed.number) == (theme.slug, theme.number)
    assert changed.question == "Une autre question ?"


def test_a_theme_with_pages_is_not_deleted(as_administrator: Client) -> None:
    theme = factories.create_page().theme
    as_administrator.post(address(theme, "delete"), {"post": "yes"})
    assert Theme.objects.filter(pk=theme.pk).exists()


@pytest.mark.parametrize("number", [0, 9])
def test_there_are_eight_themes_at_most(as_administrator: Client, number: int) -> None:
    assert (
        "number"
        in as_administrator.post(address(Theme, "add"), NEW | {"number": number}).context["adminform"].form.errors
    )


def test_more_places_of_a_theme_number_the_tips_behind_anew(as_administrator: Client, editor: User) -> None:
    first, second = create_tip(number=2, by=editor), create_tip(number=7, by=editor)
    theme = change(as_administrator, factories.create_theme(number=1), places=7)
    for tip in (first, second):
        tip.refresh_from_db()
    assert (theme.places, first.number, second.number) == (7, 2, 9)


def test_a_theme_that_goes_or_comes_numbers_the_tips_behind_anew(as_administrator: Client, editor: User) -> None:
    tip = create_tip(number=16, by=editor)
    as_administrator.post(address(factories.create_theme(number=3), "delete"), {"post": "yes"})
    tip.refresh_from_db()
    assert tip.number == 11
    as_administrator.post(address(Theme, "add"), NEW | {"number": 3, "places": 2})
    tip.refresh_from_db()
    assert (tip.number, tip.theme.number) == (13, 4)


def test_the_opening_of_a_chapter_follows_its_theme_to_another_number(as_administrator: Client) -> None:
    theme = factories.create_theme(number=2)
    Section.objects.in_order()
    change(as_administrator, theme, number=5)
    openings = [section for section in Section.objects.in_order() if section.kind == SectionKind.OPENING]
    assert [(section.position, section.theme) for section in openings] == [(5, theme)]


def test_places_in_which_tips_stand_do_not_go_and_the_field_says_which(as_administrator: Client, editor: User) -> None:
    create_tip(number=6, by=editor, title="Rappelez")
    create_tip(number=9, by=editor, title="Raccrochez")
    page = address(factories.create_theme(number=2), "change")
    shown = as_administrator.post(page, fields_of(as_administrator.get(page)) | {"places": 3})
    (said,) = shown.context["adminform"].form.errors["places"]
    assert "Raccrochez" in said
    assert "Rappelez" not in said
    assert (Theme.objects.get(number=2).places, Tip.objects.get(title="Raccrochez").number) == (5, 9)


def test_places_stay_while_there_is_a_proof(as_administrator: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor, unread_reason="Une épreuve.")
    page = address(factories.create_theme(number=2), "change")
    fields = fields_of(as_administrator.get(page))
    shown = as_administrator.post(page, fields | {"places": 7})
    assert "places" in shown.context["adminform"].form.errors
    assert as_administrator.post(page, fields | {"question": "Une autre ?"}).status_code == 302
    assert (
        as_administrator.post(address(factories.create_theme(number=3), "delete"), {"post": "yes"}).status_code == 403
    )
