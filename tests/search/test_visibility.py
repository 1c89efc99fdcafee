"""A word that a reader may not read finds nothing: neither a line, nor a count, nor a completion, nor a correction.

The index is left behind on purpose in most of these: what is asked is the text itself.
"""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page, Question
from contributions.moderation.merging.merge import merge_pages
from guide.models import Edition
from guide.translations.models import Translation
from search.models import IndexEntry, KnownWord
from search.searcher import find, suggest
from tests import factories

CANARY = "ornithorynque"


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(title="Une page", body=f"Un {CANARY} passe.", author=contributor)


def lines(question: str, reader: User) -> list[str]:
    return [result.url for result in find(question, reader).rows]


def is_silent(reader: User, client: Client) -> bool:
    """Whether nothing that the site answers to this reader tells that the word is anywhere."""
    results = find(CANARY, reader)
    typo = find("ornithorinque", reader)
    screens = [
        client.get("/search/", {"q": CANARY}).content.decode(),
        client.get("/search/suggestions/", {"q": CANARY[:6]}).content.decode(),
    ]
    is_told = any(f"{CANARY}</mark>" in screen or "Une page" in screen for screen in screens)
    return not results.rows and not results.total and not typo.rows and not typo.instead and not is_told


def test_the_word_is_found_as_long_as_it_may_be(page: Page, contributor: User, as_contributor: Client) -> None:
    assert not is_silent(contributor, as_contributor)


def test_a_page_hidden_a_moment_ago_is_not_found(
    page: Page, contributor: User, as_contributor: Client, editor: User, settings
) -> None:
    settings.ON_TEXT_CHANGED = []  # the index does not know it yet
    page.hide(reason="Un secret.", by=editor)
    assert IndexEntry.objects.filter(audience=0).exists()
    assert is_silent(contributor, as_contributor)
    assert find(CANARY, editor).total == 1


def test_a_page_that_is_hidden_is_found_by_editors_who_are_told_so(
    page: Page, contributor: User, as_contributor: Client, editor: User, as_editor: Client
) -> None:
    page.hide(reason="Un secret.", by=editor)
    assert is_silent(contributor, as_contributor)
    assert "masqu" in as_editor.get("/search/", {"q": CANARY}).content.decode()
    page.show(by=editor)
    assert find(CANARY, contributor).total == 1


def test_what_is_said_under_a_hidden_page_is_not_found(
    contributor: User, as_contributor: Client, editor: User, settings
) -> None:
    page = factories.create_page(title="Autre page", author=contributor)
    factories.create_comment(body=f"Un {CANARY} !", author=editor, page=page)
    assert find(CANARY, contributor).total == 1
    page.hide(reason="Un secret.", by=editor)
    assert IndexEntry.objects.get(source="comment").audience == 1
    assert is_silent(contributor, as_contributor)
    assert find(CANARY, editor).total == 1
    page.show(by=editor)
    assert find(CANARY, contributor).total == 1


@pytest.mark.parametrize("is_awake", [True, False])
def test_a_comment_that_is_withdrawn_or_hidden_is_not_found(
    is_awake: bool, contributor: User, as_contributor: Client, editor: User, settings
) -> None:
    comment = factories.create_comment(body=f"Un {CANARY} !", author=editor)
    if not is_awake:
        settings.ON_TEXT_CHANGED = []
    comment.withdraw(by=editor)
    assert is_silent(contributor, as_contributor)
    comment.put_back(by=editor)
    assert find(CANARY, contributor).total == 1
    Comment.objects.get(pk=comment.pk).hide(reason="Une injure.", by=editor)
    assert is_silent(contributor, as_contributor)


@pytest.mark.parametrize("is_awake", [True, False])
def test_a_word_that_was_taken_out_does_not_find_the_page_any_more(
    is_awake: bool, page: Page, contributor: User, as_contributor: Client, settings
) -> None:
    if not is_awake:
        settings.ON_TEXT_CHANGED = []
    factories.edit_page(page, "Rien ne passe.", author=contributor)
    assert is_silent(contributor, as_contributor)
    excerpts = [str(result.excerpt) for result in find("passe", contributor).rows]
    assert len(excerpts) == 1
    assert CANARY not in excerpts[0]


def test_a_draft_is_not_found(contributor: User, as_contributor: Client) -> None:
    factories.store_draft(contributor, key="theme:2:say", body=f"Un {CANARY} !")
    assert is_silent(contributor, as_contributor)


def test_a_question_that_is_hidden_is_not_found(contributor: User, as_contributor: Client, editor: User) -> None:
    question = Question.objects.ask(text=f"Un {CANARY}, vraiment ?", theme=factories.create_theme(), by=contributor)
    assert find(CANARY, contributor).total == 1
    question.hide(reason="Une injure.", by=editor)
    assert is_silent(contributor, as_contributor)
    assert find(CANARY, editor).total == 1


def test_a_tip_is_found_as_it_was_published_and_the_editors_work_on_it_is_not(
    contributor: User, editor: User, django_capture_on_commit_callbacks
) -> None:
    tip = factories.create_tip(number=6, by=editor, title="Raccrochez", body="Sans un mot.")
    assert lines("raccrochez", contributor) == []
    with django_capture_on_commit_callbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    assert lines("raccrochez", contributor) == ["/guide/fr/#tip-6"]
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=f"Un {CANARY}.", author=editor, base_version=tip.version)
    assert lines(CANARY, contributor) == []
    with django_capture_on_commit_callbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    assert lines(CANARY, contributor) == ["/guide/fr/#tip-6"]
    assert find("mot raccrochez", contributor).total == 0


def test_the_edition_before_is_found_again_once_the_newest_is_withdrawn(
    contributor: User, editor: User, django_capture_on_commit_callbacks
) -> None:
    tip = factories.create_tip(number=6, by=editor, title="Raccrochez", body="Sans un mot.")
    for body in ("Sans un mot.", "Sans une parole."):
        tip.refresh_from_db()
        tip.revise(title=tip.title, body=body, author=editor, base_version=tip.version)
        edition = Edition.objects.in_preparation()
        with django_capture_on_commit_callbacks(execute=True):
            edition.publish(by=editor, accept_free_places=True)
    assert lines("parole", contributor)
    edition.withdraw(notice="Une erreur.", by=editor)
    assert not lines("parole", contributor)
    assert lines("raccrochez", contributor) == ["/guide/fr/#tip-6"]


def test_a_language_that_is_added_to_the_edition_is_found_too(
    contributor: User, editor: User, django_capture_on_commit_callbacks
) -> None:
    tip = factories.create_tip(number=6, by=editor, title="Raccrochez", body="Sans un mot.")
    edition = Edition.objects.in_preparation()
    with django_capture_on_commit_callbacks(execute=True):
        edition.publish(by=editor, accept_free_places=True)
    words = {"title": "Riagganciate", "body": "Senza una parola.", "source_version": 1}
    Translation.objects.record(tip, language="it", by=None, **words)  # type: ignore[arg-type]
    assert lines("riagganciate", contributor) == []
    with django_capture_on_commit_callbacks(execute=True):
        edition.add_language("it", by=editor, accept_missing=True)
    assert lines("riagganciate", contributor) == ["/guide/it/#tip-6"]


def test_a_word_known_from_a_hidden_text_corrects_nobody(page: Page, contributor: User, editor: User) -> None:
    page.hide(reason="Un secret.", by=editor)
    assert KnownWord.objects.filter(form=CANARY).exists()
    assert find("ornithorinque", contributor).instead == ""


def test_hidden_titles_are_not_completed(contributor: User, editor: User) -> None:
    page = factories.create_page(title=f"Le {CANARY}", author=contributor)
    assert [line.result.shown.title for line in suggest("ornit", contributor)] == [f"Le {CANARY}"]
    page.hide(reason="Un secret.", by=editor)
    assert suggest("ornit", contributor) == []


def test_counts_do_not_betray_what_is_hidden(contributor: User, editor: User, settings) -> None:
    pages = [factories.create_page(title=f"Page {number}", body="Un facteur.", author=editor) for number in range(3)]
    settings.ON_TEXT_CHANGED = []
    pages[0].hide(reason="Un secret.", by=editor)
    assert find("facteur", contributor).total == 2
    assert find("facteur", editor).total == 3


def test_a_page_merged_into_another_is_found_there_alone(contributor: User, editor: User) -> None:
    one = factories.create_page(title="Première", body=f"Un {CANARY}.", author=contributor)
    other = factories.create_page(title="Seconde", body="Autre chose.", author=contributor)
    factories.create_comment(body="Un facteur.", author=contributor, page=one)
    merge_pages(one, other, by=editor)
    assert [result.shown.title for result in find(CANARY, contributor).rows] in (["Seconde"], [])
    assert [result.shown.place for result in find("facteur", contributor).rows] == ["Seconde"]
