"""Two pages become one: text, address, links, and who may see it."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import (
    Comment,
    LogEntry,
    Page,
    PageMerge,
)
from contributions.moderation.merging.merge import NotMerged, merge_pages, proposal
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_proposal_joins_sections_of_one_name_and_says_nothing_twice(source: Page, target: Page) -> None:
    assert proposal(source, target) == (
        "Un début.\n\nUne même phrase.\n\n## Que faire\n\nRappeler.\n\nRaccrocher.\n\n## À qui le dire\n\nÀ son chef."
    )


def test_one_revision_credits_both_authors(source: Page, target: Page, editor: User) -> None:
    merge_pages(source, target, by=editor, summary="Le même sujet")
    target.refresh_from_db()
    row = target.revision(2)
    assert (row.act, row.summary, row.author) == ("took_in", "Le même sujet", editor)
    assert [author["name"] for author in target.byline] == ["Martine L.", "Yves K.", "Laurent C."]
    merge = PageMerge.objects.get()
    assert (merge.source, merge.source_version, merge.target, merge.target_version) == (source, 1, target, 2)
    assert list(LogEntry.objects.values_list("act", "page")) == [("merge", source.pk)]


def test_the_name_of_a_credited_author_follows_her_choice(
    source: Page, target: Page, editor: User, colleague: User
) -> None:
    merge_pages(source, target, by=editor)
    colleague.choose_attribution(Attribution.ANONYMOUS)
    target.refresh_from_db()
    assert [bool(author.get("is_anonymous")) for author in target.byline] == [False, True, False]


@pytest.mark.once
def test_address_title_and_links_lead_to_the_other_page(
    source: Page, target: Page, editor: User, contributor: User, as_contributor: Client
) -> None:
    linking = factories.create_page(title="Un renvoi", body="Lire [[Le faux appel]].", author=contributor)
    address = source.get_absolute_url()
    merge_pages(source, target, by=editor)
    assert as_contributor.get(address)["Location"] == target.get_absolute_url()
    assert as_contributor.get(f"{address}edit/")["Location"] == target.screen_url("edit")
    linking.refresh_from_db()
    assert f'href="{target.get_absolute_url()}"' in linking.body_html
    assert linking.title in as_contributor.get(target.screen_url("links")).content.decode()
    assert "Le faux appel" not in str(as_contributor.get("/wiki-titles/?q=faux").json())


@pytest.mark.once
def test_its_history_stays_readable_at_its_old_address(
    source: Page, target: Page, editor: User, colleague: User, as_contributor: Client, as_editor: Client
) -> None:
    factories.edit_page(source, "Un texte plus court.", author=colleague)
    merge_pages(source, target, by=editor)
    for screen in ("history/", "revisions/1/", "diff/?older=1&newer=2"):
        html = as_contributor.get(
            source.get_absolute_url() + screen, headers={"accept-language": "en"}
        ).content.decode()
        assert 'This page has been merged into “<span lang="fr">Le faux technicien</span>”.' in html
    assert source.screen_url("restore") in as_editor.get(source.screen_url("history")).content.decode()
    assert source.screen_url("revisions/2") in as_contributor.get(target.screen_url("history")).content.decode()


@pytest.mark.parametrize("screen", ["revert", "undo", "move", "hide", "protect", "split"])
def test_what_is_asked_of_a_merged_page_is_not_done_to_the_other(
    source: Page, target: Page, editor: User, as_editor: Client, screen: str
) -> None:
    merge_pages(source, target, by=editor)
    form = {"version": "1", "reason": "Doublon", "title": "Autre", "theme": source.theme_id}
    assert as_editor.post(source.screen_url(screen), form)["Location"] == target.get_absolute_url()
    target.refresh_from_db()
    assert (target.version, target.is_hidden, target.is_protected) == (2, False, False)


@pytest.mark.once
def test_a_hidden_target_hides_the_history_of_what_it_took_in(
    source: Page, target: Page, editor: User, as_contributor: Client, as_editor: Client
) -> None:
    merge_pages(source, target, by=editor)
    target.hide(reason="Confidentiel", by=editor)
    assert as_contributor.get(source.screen_url("revisions/1")).status_code == 404
    assert as_contributor.get(source.get_absolute_url()).status_code == 404
    assert as_editor.get(source.screen_url("revisions/1")).status_code == 200
    target.show(by=editor)
    assert as_contributor.get(source.screen_url("revisions/1")).status_code == 200


def test_what_cannot_be_merged_is_refused(source: Page, target: Page, editor: User) -> None:
    with pytest.raises(NotMerged):
        merge_pages(source, Page.objects.get(pk=source.pk), by=editor)
    target.hide(reason="Doublon", by=editor)
    with pytest.raises(NotMerged):
        merge_pages(source, target, by=editor)
    target.show(by=editor)
    merge_pages(source, target, by=editor)
    with pytest.raises(NotMerged):
        merge_pages(target, source, by=editor)


def test_what_is_said_under_the_old_address_is_said_under_the_new_page(
    source: Page, target: Page, editor: User, as_contributor: Client
) -> None:
    merge_pages(source, target, by=editor)
    as_contributor.post(source.screen_url("say"), {"body": "Je le dis ici."})
    assert Comment.objects.get().page == target


@pytest.mark.once
def test_the_screen_chooses_shows_both_and_merges(source: Page, target: Page, as_editor: Client) -> None:
    path = source.screen_url("merge")
    assert target.title in as_editor.get(path).content.decode()
    assert as_editor.get(f"{path}?into=Personne").status_code == 422
    assert as_editor.get(f"{path}?into={source.title}").status_code == 422
    html = as_editor.get(path, {"into": target.title}).content.decode()
    assert "À son chef." in html
    assert "data-editor" in html
    form = {"into": target.title, "body": "Un seul texte.", "source_version": "1", "target_version": "1"}
    assert as_editor.post(path, form | {"preview": "1"}).status_code == 200
    assert as_editor.post(path, form)["Location"] == target.get_absolute_url()
    target.refresh_from_db()
    assert target.body == "Un seul texte."
