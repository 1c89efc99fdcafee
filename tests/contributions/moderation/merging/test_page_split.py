"""Sections of a page become a page of their own."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import LogEntry, Page, PageSplit
from contributions.moderation.merging.merge import NothingLeft
from contributions.moderation.merging.splitting import split_off
from contributions.pages.moderated_page import SectionGone, TitleTaken
from contributions.revisions import StaleVersion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(contributor: User) -> Page:
    body = "Un début.\n\n## Raccrocher\n\nSans attendre.\n\n### Puis rappeler\n\nLe numéro connu.\n\n## Le dire\n\nÀ son chef."
    return factories.create_page(author=contributor, body=body)


def ids(page: Page) -> list[str]:
    return [heading["id"] for heading in page.contents]


def test_the_sections_open_a_page_and_leave_a_link(page: Page, editor: User, contributor: User) -> None:
    split = split_off(page, [ids(page)[0]], title="Raccrocher", by=editor)
    assert split.page.body == "## Raccrocher\n\nSans attendre.\n\n### Puis rappeler\n\nLe numéro connu."
    assert page.body == "Un début.\n\n[[Raccrocher]]\n\n## Le dire\n\nÀ son chef."
    assert f'href="{split.page.get_absolute_url()}"' in Page.objects.get(pk=page.pk).body_html
    assert [page.revision(2).act, split.page.revision(1).act] == ["split_off", "split_from"]
    assert [author["name"] for author in split.page.byline] == ["Martine L.", "Laurent C."]
    assert (split.source, split.source_version) == (page, 1)
    assert LogEntry.objects.get().act == "split"


def test_no_link_is_left_where_none_is_wanted(page: Page, editor: User) -> None:
    split_off(page, [ids(page)[2]], title="Le dire", by=editor, leaves_link=False)
    assert "[[" not in page.body
    assert "À son chef." not in page.body


def test_a_section_inside_of_a_chosen_one_goes_with_it_once(page: Page, editor: User) -> None:
    split = split_off(page, ids(page)[:2], title="Raccrocher", by=editor)
    assert split.page.body.count("Le numéro connu.") == 1


def test_both_histories_lead_to_each_other(page: Page, editor: User, as_contributor: Client) -> None:
    split = split_off(page, [ids(page)[0]], title="Raccrocher", by=editor)
    assert page.screen_url("revisions/1") in as_contributor.get(split.page.screen_url("history")).content.decode()
    assert split.page.screen_url("revisions/1") in as_contributor.get(page.screen_url("history")).content.decode()


def test_nothing_is_saved_where_it_cannot_be(page: Page, editor: User) -> None:
    other = factories.create_page(title="Un titre pris", author=editor, body="## Seul\n\nTout.")
    for sections, title, error in (
        ([ids(page)[0]], other.title, TitleTaken),
        (["nulle-part"], "Raccrocher", SectionGone),
    ):
        with pytest.raises(error):
            split_off(page, sections, title=title, by=editor)
    with pytest.raises(NothingLeft):
        split_off(other, [ids(other)[0]], title="Un autre titre", by=editor)
    page.refresh_from_db()
    assert (page.version, PageSplit.objects.count(), Page.objects.count()) == (1, 0, 2)


def test_somebody_who_saves_meanwhile_is_not_overwritten(page: Page, editor: User, contributor: User) -> None:
    stale = Page.objects.select_related("theme").get(pk=page.pk)
    factories.edit_page(page, f"{page.body}\n\nUne fin.", author=contributor)
    with pytest.raises(StaleVersion):
        split_off(stale, [ids(page)[0]], title="Raccrocher", by=editor)
    assert not PageSplit.objects.exists()


def test_a_title_that_is_taken_is_said_before_both_pages_are_read(page: Page, editor: User, as_editor: Client) -> None:
    other = factories.create_page(title="Un titre pris", author=editor)
    form = {"sections": [ids(page)[0]], "title": "un titre PRIS", "leaves_link": "on", "base_version": "1"}
    asked = as_editor.post(page.screen_url("split"), form | {"preview": "1"})
    assert asked.status_code == 422
    assert asked.context["form"].errors.keys() == {"title"}
    assert 'id="both"' not in asked.text
    assert Page.objects.get(pk=other.pk).version == 1


def test_the_screen_shows_both_pages_then_saves_them(page: Page, as_editor: Client) -> None:
    path = page.screen_url("split")
    assert "Puis rappeler" in as_editor.get(path).content.decode()
    assert as_editor.post(path, {"title": "Raccrocher"}).status_code == 422
    form = {"sections": [ids(page)[0]], "title": "Raccrocher", "leaves_link": "on", "base_version": "1"}
    seen = as_editor.post(path, form | {"preview": "1"})
    assert seen.status_code == 200
    assert not PageSplit.objects.exists()
    assert 'id="both"' in seen.content.decode()
    assert as_editor.post(path, form)["Location"] == PageSplit.objects.get().page.get_absolute_url()


def test_the_link_to_the_page_to_come_leads_to_its_preview(page: Page, as_editor: Client) -> None:
    form = {"sections": [ids(page)[0]], "title": "Raccrocher", "leaves_link": "on", "base_version": "1", "preview": "1"}
    seen = as_editor.post(page.screen_url("split"), form)
    assert '<a class="wiki" href="#taken">Raccrocher</a>' in seen.text
    assert "wiki missing" not in seen.text
    assert 'id="taken"' in seen.text


def test_a_title_that_is_taken_leads_to_the_page_that_has_it(page: Page, editor: User, as_editor: Client) -> None:
    other = factories.create_page(title="Un titre pris", author=editor)
    form = {"sections": [ids(page)[0]], "title": other.title, "base_version": "1"}
    link = f'href="{other.get_absolute_url()}" target="_blank"'
    for asked in ({}, {"preview": "1"}):
        assert link in as_editor.post(page.screen_url("split"), form | asked).text
    other.hide(by=editor, reason="Un secret.")
    answer = as_editor.post(page.screen_url("split"), form)
    assert (answer.status_code, link in answer.text) == (422, False)


def test_a_page_without_sections_is_told(as_editor: Client, editor: User) -> None:
    page = factories.create_page(title="Une page nue", body="Une phrase.", author=editor)
    html = as_editor.get(page.screen_url("split"), headers={"accept-language": "en"}).content.decode()
    assert "no sections yet" in html


def test_contributors_may_not(page: Page, as_contributor: Client) -> None:
    assert as_contributor.get(page.screen_url("split")).status_code == 403


def test_a_draft_of_a_split_says_that_the_page_has_changed_since(as_editor: Client, page: Page, editor: User) -> None:
    fields = {"title": "Raccrocher", "base_version": "1"}
    factories.store_draft(editor, key=f"page:{page.pk}:split", url=page.screen_url("split"), **fields)
    assert "Le texte a été modifié" not in as_editor.get(page.screen_url("split")).text
    factories.edit_page(page, f"{page.body}\n\nEncore.", author=editor)
    back = as_editor.get(page.screen_url("split"))
    assert "Le texte a été modifié depuis que vous avez commencé votre brouillon." in back.text
    assert page.changes_url(1, 2).replace("&", "&amp;") in back.text
    form = back.context["form"]
    assert (form["title"].value(), form["base_version"].value()) == ("Raccrocher", 2)
