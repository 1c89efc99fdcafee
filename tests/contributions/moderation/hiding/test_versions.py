"""Hiding the words of a version: of a page, of a contribution."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.history_models import Act
from contributions.models import LogEntry, Page, PageRevision, Redirect, RevisionHiding
from contributions.moderation.hiding import NewestVersion, PresentTitle, hide_versions, show_version
from contributions.revision_hiding import TextHidden
from contributions.revisions import EditConflict, SaveResult
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "hunter2-Xyzzy"


@pytest.fixture
def page(contributor: User) -> Page:
    """Version 1 is clean, version 2 holds the secret, version 3 no longer does."""
    page = factories.create_page(author=contributor, body="Un début.\n\nUn milieu.\n\nUne fin.")
    factories.edit_page(
        page, f"Un début.\n\nLe mot de passe est {SECRET}.\n\nUne fin.", author=contributor, summary=f"met {SECRET}"
    )
    factories.edit_page(page, "Un début.\n\nDemandez le mot de passe.\n\nUne fin.", author=contributor)
    return page


def hide(page: Page, editor: User, *versions: int, **details: bool) -> int:
    return hide_versions(page, versions or [2], reason="Un mot de passe", by=editor, **details)


def test_the_words_leave_the_history_and_come_back_as_they_were(page: Page, editor: User) -> None:
    before = PageRevision.objects.values().get(id=page.pk, version=2)
    assert hide(page, editor, with_summary=True) == 1
    row = page.revision(2)
    assert (row.body, row.summary, row.is_text_hidden, row.author) == ("", "", True, page.revision(1).author)
    show_version(page, 2, by=editor)
    assert PageRevision.objects.values().get(id=page.pk, version=2) == before
    hiding = RevisionHiding.objects.get()
    assert (hiding.body, hiding.summary, hiding.shown_by) == ("", "", editor)


def test_both_acts_are_logged_without_the_words(page: Page, editor: User) -> None:
    hide(page, editor)
    show_version(page, 2, by=editor)
    entries = LogEntry.objects.order_by("pk").values_list("act", "version", "by", "page", "reason")
    assert list(entries) == [
        ("hide_version", 2, editor.pk, page.pk, "Un mot de passe"),
        ("show_version", 2, editor.pk, page.pk, ""),
    ]


def test_the_newest_version_is_changed_first(page: Page, editor: User, as_editor: Client) -> None:
    with pytest.raises(NewestVersion):
        hide(page, editor, 2, 3)
    assert not page.history.filter(is_text_hidden=True).exists()
    html = as_editor.get(page.screen_url("revisions/3/hide"), headers={"accept-language": "en"}).content.decode()
    assert page.screen_url("edit") in html
    assert "Take the words out of it first" in html


def test_hiding_twice_hides_once(page: Page, editor: User) -> None:
    assert (hide(page, editor), hide(page, editor)) == (1, 0)
    assert RevisionHiding.objects.count() == 1


@pytest.mark.parametrize("version", [2, 3])
def test_hidden_words_are_not_brought_back_by_undoing_what_removed_them(page: Page, editor: User, version: int) -> None:
    hide(page, editor)
    with pytest.raises(TextHidden):
        page.undo(version, author=editor)
    with pytest.raises(TextHidden):
        page.revert_to(2, author=editor)
    page.refresh_from_db()
    assert page.version == 3


def test_an_edit_that_began_at_a_hidden_version_is_merged_and_brings_the_words_not_back(
    page: Page, editor: User, contributor: User
) -> None:
    began_with = page.revision(2).body
    hide(page, editor)
    outcome: SaveResult = page.revise(
        title=page.title, body=f"{began_with}\n\nUne phrase de plus.", author=contributor, base_version=2
    )
    assert outcome.version == 4
    assert page.body == "Un début.\n\nDemandez le mot de passe.\n\nUne fin.\n\nUne phrase de plus."


def test_a_conflict_with_a_hidden_version_shows_nothing_of_it(page: Page, editor: User, as_contributor: Client) -> None:
    hide(page, editor)
    form = {"title": page.title, "body": "Un début.\n\nMa phrase à moi.\n\nUne fin.", "base_version": "2"}
    response = as_contributor.post(page.screen_url("edit"), form)
    assert response.status_code == 409
    assert SECRET not in response.content.decode()
    again = as_contributor.post(page.screen_url("edit"), form | conflict_fields(form["body"]))
    assert again.status_code == 200
    assert SECRET not in again.content.decode()
    assert "Ma phrase à moi." in again.content.decode()


def conflict_fields(mine: str) -> dict[str, str]:
    return {
        "choose": "0:mine",
        "choices": "both",
        "conflict_base": "2",
        "conflict_theirs": "3",
        "conflict_mine": mine,
        "conflict_title": "L’appel du faux technicien",
        "base_version": "3",
    }


def test_a_conflict_whose_other_text_is_hidden_meanwhile_gives_the_text_back(
    page: Page, editor: User, as_contributor: Client
) -> None:
    mine = "Un début.\n\nMa phrase à moi.\n\nUne fin."
    fields = conflict_fields(mine) | {"conflict_base": "1", "conflict_theirs": "2", "title": page.title, "body": mine}
    hide(page, editor)
    response = as_contributor.post(page.screen_url("edit"), fields)
    assert response.status_code == 422
    assert "Ma phrase à moi." in response.content.decode()
    assert SECRET not in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "screen",
    ["history/", "revisions/2/", "diff/?older=1&newer=2", "diff/?older=2&newer=3", "diff/?older=1&newer=3", ""],
)
def test_no_screen_shows_hidden_words_to_others_than_editors(
    page: Page, editor: User, as_contributor: Client, screen: str
) -> None:
    as_contributor.get(page.get_absolute_url() + screen)  # cached by this process from before
    hide(page, editor, with_summary=True)
    response = as_contributor.get(page.get_absolute_url() + screen)
    assert response.status_code == 200
    assert SECRET not in response.content.decode()
    assert "Un mot de passe" not in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("screen", ["revert/?version=2", "undo/?version=2", "undo/?version=3"])
def test_going_back_to_hidden_words_is_refused_in_words(
    page: Page, editor: User, as_editor: Client, screen: str
) -> None:
    hide(page, editor)
    path, _mark, version = screen.partition("?version=")
    response = as_editor.post(page.get_absolute_url() + path, {"version": version}, headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "until they show it again" in response.content.decode()


def test_the_preview_of_an_edit_compares_with_nothing_hidden(page: Page, editor: User, as_contributor: Client) -> None:
    hide(page, editor)
    form = {"title": page.title, "body": "Un début.", "base_version": "2"}
    response = as_contributor.post(page.screen_url("preview"), form)
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.once
def test_an_editor_reads_why_and_the_words_and_shows_them_again(page: Page, editor: User, as_editor: Client) -> None:
    hide(page, editor)
    here = page.screen_url("revisions/2")
    html = as_editor.get(here).content.decode()
    assert SECRET in html
    assert "Un mot de passe" in html
    assert f'action="{here}show/"' in html
    assert as_editor.post(f"{here}show/")["Location"] == here
    assert SECRET in page.revision(2).body


def test_an_editor_hides_a_version_with_a_reason(page: Page, as_editor: Client) -> None:
    path = page.screen_url("revisions/2/hide")
    assert as_editor.post(path, {"reason": " "}).status_code == 422
    response = as_editor.post(path, {"reason": "Un mot de passe", "with_summary": "on"})
    assert response["Location"] == page.screen_url("revisions/2")
    assert page.revision(2).is_text_hidden


def test_a_title_is_hidden_with_its_address(page: Page, editor: User, as_contributor: Client) -> None:
    page.move(title=f"Le code {SECRET}", theme=page.theme, author=editor)
    page.move(title="Un titre sans code", theme=page.theme, author=editor)
    old = page.revision(4).slug
    with pytest.raises(PresentTitle):
        page.move(title="Encore un autre", theme=page.theme, author=editor)
        factories.edit_page(page, "Un texte.", author=editor)
        hide(page, editor, 6, with_title=True)
    hide(page, editor, 2, 4, with_title=False, with_summary=True)
    show_version(page, 4, by=editor)
    hide(page, editor, 4, with_title=True)
    assert (page.revision(4).title, page.revision(4).slug) == (page.title, page.slug)
    assert not Redirect.objects.filter(slug=old).exists()
    assert SECRET not in as_contributor.get(page.screen_url("history")).content.decode()
    show_version(page, 4, by=editor)
    assert page.revision(4).title == f"Le code {SECRET}"
    assert as_contributor.get(f"/wiki/delinquants/{old}/").status_code == 301


def test_an_older_version_of_a_comment_is_hidden(contributor: User, editor: User, as_contributor: Client) -> None:
    comment = factories.create_comment(body=f"Mon code est {SECRET}.", author=contributor)
    comment.revise_text(body="Mon code est secret.", author=contributor, base_version=1)
    hide_versions(comment, [1], reason="Un code", by=editor)
    for screen in ("history/", "revisions/1/", "diff/?older=1&newer=2"):
        assert SECRET not in as_contributor.get(comment.get_absolute_url() + screen).content.decode()
    show_version(comment, 1, by=editor)
    assert comment.revision(1).body == f"Mon code est {SECRET}."


@pytest.mark.django_db(transaction=True)
def test_words_that_are_hidden_while_somebody_goes_back_to_them_are_never_current(
    page: Page, editor: User, contributor: User
) -> None:
    """Either going back came first, and the version that is newest then is not hidden; or it is refused."""

    def go_back() -> str:
        try:
            return str(Page.objects.get(pk=page.pk).revert_to(2, author=contributor).how)
        except (TextHidden, EditConflict):
            return "refused"
        finally:
            connection.close()

    def hide_it() -> int:
        try:
            return hide(Page.objects.get(pk=page.pk), editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        gone_back, hidden = pool.submit(go_back), pool.submit(hide_it)
        how, count = gone_back.result(), hidden.result()
    page.refresh_from_db()
    acts = list(page.history.order_by("version").values_list("act", flat=True))
    assert count == 1
    assert page.revision(2).is_text_hidden
    assert (how == "refused") is (Act.REVERTED not in acts)
    assert page.body  # whatever came first, never an empty text
