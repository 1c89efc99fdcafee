"""What a reader may not read does not show in the list."""

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.moderation.hiding import hide_versions
from tests import factories
from tests.contributions.recent_changes.listing import ADDRESS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_hidden_pages_are_left_out_for_contributors(as_contributor: Client, as_editor: Client, editor: User) -> None:
    factories.create_page(title="Masquée").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(ADDRESS).content.decode()
    assert "Masquée" in as_editor.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "source", ["hidden page", "hidden contribution", "withdrawn", "under a hidden page", "question"]
)
def test_what_a_reader_may_not_read_is_not_told(
    as_contributor: Client, as_editor: Client, editor: User, sign_in, source: str
) -> None:
    anne = factories.create_user(username="anne")
    page = factories.create_page(title="Canari en cage" if "page" in source else "Une page", author=anne)
    if "page" not in source and source != "question":
        comment = factories.create_comment(page=page, author=anne, body="Le canari chante.")
        comment.withdraw(by=anne) if source == "withdrawn" else comment.hide(reason="hors sujet", by=editor)
    elif source == "question":
        factories.create_question(text="Où est le canari ?", theme=page.theme, by=anne).hide(
            reason="hors sujet", by=editor
        )
    else:
        factories.create_comment(page=page, author=anne, body="Le canari chante.")
        page.hide(reason="doublon", by=editor)
    assert "anari" not in as_contributor.get(ADDRESS).content.decode()
    assert ("anari" in as_editor.get(ADDRESS).content.decode()) is (source != "withdrawn")


def test_hidden_words_of_a_version_are_not_told(as_contributor: Client, contributor: User, editor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    factories.edit_page(page, "Le canari.", author=contributor, summary="un canari de plus")
    factories.edit_page(page, "Rien.", author=contributor)
    hide_versions(page, [2], reason="un nom", by=editor, with_summary=True)
    html = as_contributor.get(ADDRESS).content.decode()
    assert "canari" not in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" not in html


def test_what_was_said_by_somebody_anonymous_names_nobody(as_contributor: Client) -> None:
    anne = factories.create_user(username="anne", first_name="Anne", attribution=Attribution.ANONYMOUS)
    factories.create_comment(author=anne, body="Une phrase.")
    factories.create_question(text="Faut-il répondre ?", theme=factories.create_theme(), by=anne)
    html = as_contributor.get(ADDRESS).content.decode().partition("<main")[2]
    assert "Une phrase." in html
    assert "anne" not in html.casefold().replace(anne.alias, "")
