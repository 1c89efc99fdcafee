"""Who else is writing in a page, a tip or a section."""

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Page
from drafts.models import Presence
from guide.models import Section
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page()


def ask(client: Client, page: Page, place: str = "") -> str:
    response = client.post(f"{page.get_absolute_url()}presence/", {"place": place}, headers=ENGLISH)
    assert response.status_code == 200
    return str(response.content.decode())


def test_two_people_are_told_of_each_other_with_the_heading(
    as_contributor: Client, as_editor: Client, page: Page
) -> None:
    assert "If somebody else writes at the same time" in ask(as_contributor, page, "La <phrase> qui arrête tout")
    html = ask(as_editor, page)
    assert 'Martine L.</b> is writing too, in “<span lang="fr">La &lt;phrase&gt; qui arrête tout</span>”.' in html
    assert "Laurent C.</b> is writing too." in ask(as_contributor, page)


def test_the_form_says_so_when_it_is_opened(as_contributor: Client, as_editor: Client, page: Page) -> None:
    as_contributor.get(f"{page.get_absolute_url()}edit/")
    html = as_editor.get(f"{page.get_absolute_url()}edit/", headers=ENGLISH).content.decode()
    assert "Martine L.</b> is writing too." in html
    assert f'data-presence="{page.get_absolute_url()}presence/"' in html


def test_an_anonymous_colleague_is_not_named(
    as_contributor: Client, contributor: User, as_editor: Client, page: Page
) -> None:
    contributor.choose_attribution(Attribution.ANONYMOUS)
    ask(as_contributor, page)
    html = ask(as_editor, page)
    assert "An anonymous colleague" in html
    assert "Martine" not in html
    assert contributor.initials not in html


def test_several_are_counted(as_contributor: Client, page: Page) -> None:
    for name in ("karim", "amelie", "zoe"):
        Presence.objects.touch(factories.create_user(username=name), f"page:{page.pk}:edit")
    assert "Karim L. and 2 others</b> are writing too." in ask(as_contributor, page)


def test_whoever_has_saved_is_not_writing_any_more(as_contributor: Client, as_editor: Client, page: Page) -> None:
    ask(as_contributor, page)
    sent = {"title": page.title, "body": f"{page.body}\n\nUn mot.", "base_version": 1}
    as_contributor.post(f"{page.get_absolute_url()}edit/", sent)
    assert "is writing too" not in ask(as_editor, page)


def test_a_hidden_page_says_nothing(as_contributor: Client, editor: User, page: Page) -> None:
    page.hide(reason="doublon", by=editor)
    assert as_contributor.post(f"{page.get_absolute_url()}presence/").status_code == 404


def test_it_is_asked_by_post_alone(as_contributor: Client, page: Page) -> None:
    assert as_contributor.get(f"{page.get_absolute_url()}presence/").status_code == 405


def test_tips_and_sections_have_company_too(as_editor: Client, as_administrator: Client) -> None:
    factories.create_tip(number=6)
    list(Section.objects.in_order())
    for address in ("/curation/tips/6/", "/curation/sections/glossary/"):
        as_administrator.post(f"{address}presence/", {"place": "Ici"})
        html = as_editor.post(f"{address}presence/", headers=ENGLISH).content.decode()
        assert 'Karim H.</b> is writing too, in “<span lang="fr">Ici</span>”.' in html
