"""Administrators set the themes and their questions."""

from __future__ import annotations

from django.test import Client

from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, fields_of
from themes.models import Theme


def change(client: Client, theme: Theme, **changes: object) -> Theme:
    page = address(theme, "change")
    client.post(page, fields_of(client.get(page)) | changes)
    return Theme.objects.get(pk=theme.pk)


def test_themes_are_for_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], factories.create_theme())


def test_a_question_is_added(as_administrator: Client) -> None:
    data = {"number": 3, "slug": "reputation", "short_title": "Réputation", "question": "Comment ?", "starters": ""}
    as_administrator.post(address(Theme, "add"), data)
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


def test_there_is_no_fifth_theme(as_administrator: Client) -> None:
    data = {"number": 5, "slug": "cinq", "short_title": "Cinq", "question": "Comment ?", "starters": ""}
    assert "number" in as_administrator.post(address(Theme, "add"), data).context["adminform"].form.errors
