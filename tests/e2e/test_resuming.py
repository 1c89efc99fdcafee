"""A text left half written is found again: offered, merged with what was saved meanwhile, thrown away."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from contributions.models import Page as WikiPage
from drafts.models import Draft
from tests import factories
from tests.e2e.acts import press, read, save, told, type_text

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Le premier paragraphe.\n\nLe deuxième paragraphe.\n\nLe troisième paragraphe."
MINE = BODY.replace("troisième", "tout dernier")


@pytest.fixture
def page(db: None) -> WikiPage:
    return factories.create_page(body=BODY)


@pytest.fixture
def left(contributor: User, page: WikiPage) -> Draft:
    """What Martine left, before Karim changed another passage."""
    draft = factories.store_draft(
        contributor,
        key=f"page:{page.pk}:edit",
        body=MINE,
        title=page.title,
        base_version="1",
        label=page.title,
        url=f"{page.get_absolute_url()}edit/",
    )
    karim = factories.create_user(username="karim", last_name="Haddad")
    factories.edit_page(page, BODY.replace("premier", "tout premier"), author=karim)
    return draft


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_draft_goes_on_merged_and_is_saved(
    contributor: User, page: WikiPage, left: Draft, browser_of, axe, has_scripts: bool
) -> None:
    martine = browser_of(contributor, java_script_enabled=has_scripts)
    read(martine, page, "edit/")
    expect(martine.locator(".waiting")).to_contain_text("par Karim H.")
    if has_scripts:
        assert axe(martine) == []
    press(martine, martine.get_by_role("link", name="Reprendre mon brouillon"))
    expect(martine.locator(".resumed")).to_contain_text(
        "réuni avec les changements enregistrés par Karim H., version 2"
    )
    if has_scripts:
        assert axe(martine) == []
    save(martine)
    expect(told(martine).first).to_contain_text("Version 3")
    page.refresh_from_db()
    assert page.body == MINE.replace("premier", "tout premier")
    assert not Draft.objects.waiting_for(contributor).exists()


def test_a_conflict_is_left_for_later_and_found_among_the_drafts(
    contributor: User, page: WikiPage, browser_of, axe
) -> None:
    martine = browser_of(contributor)
    read(martine, page, "edit/")
    factories.edit_page(page, BODY.replace("troisième", "3e"), author=factories.create_user(username="karim"))
    type_text(martine, MINE)
    save(martine)
    expect(martine.locator(".save .saved")).to_contain_text(re.compile("gardé"))
    assert axe(martine) == []
    press(martine, martine.get_by_role("button", name="Garder pour plus tard"))
    expect(martine).to_have_url(re.compile(re.escape(page.get_absolute_url())))
    martine.goto("/drafts/")
    assert axe(martine) == []
    press(martine, martine.get_by_role("link", name=re.compile("^Reprendre")))
    expect(martine.get_by_role("button", name="Les deux")).to_be_visible()
    save(martine)
    page.refresh_from_db()
    assert page.version == 3


def test_a_draft_is_read_and_thrown_away(contributor: User, page: WikiPage, left: Draft, browser_of, axe) -> None:
    martine = browser_of(contributor)
    martine.goto("/drafts/")
    press(martine, martine.get_by_role("link", name=re.compile("^Le lire")))
    expect(martine.get_by_label("Texte")).to_have_value(MINE)
    assert axe(martine) == []
    martine.locator(".discard > summary").click()
    press(martine, martine.get_by_role("button", name="Jeter ce brouillon"))
    expect(martine).to_have_url(re.compile("/drafts/$"))
    expect(martine.locator(".empty")).to_be_visible()
