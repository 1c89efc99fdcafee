"""The index follows the texts: after each change, in any order, once or twice; and by itself where nobody told it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.events import Event
from contributions.models import Endorsement, Page, Question
from search import index, zero_results
from search.models import IndexEntry, IndexSource, KnownWord
from search.searcher import find
from search.sources import wiki_pages
from tests import factories


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(title="Une page", body="Un facteur.", author=contributor)


def change_of(page: Page, what: str = "edited") -> Event:
    return Event(label="contributions.page", pk=page.pk, version=page.version, what=what, by=None, at=timezone.now())


def test_a_change_is_followed_twice_without_harm(page: Page) -> None:
    before = IndexEntry.objects.get()
    index.reindex(change_of(page))
    index.reindex(change_of(page))
    assert IndexEntry.objects.get().pk == before.pk


def test_what_others_are_told_of_is_left_alone(page: Page) -> None:
    index.reindex(replace(change_of(page), label="guide.section"))
    assert IndexEntry.objects.count() == 1


def test_an_older_text_never_takes_the_place_of_a_newer_one(page: Page, contributor: User) -> None:
    older = list(wiki_pages.texts([page.pk]))
    factories.edit_page(page, "Une factrice.", author=contributor)
    index.index_documents([(IndexEntry.objects.get().pk, text) for text in older])
    assert IndexEntry.objects.get().version == 2
    assert find("factrice", contributor).total == 1


def test_a_text_that_is_gone_is_taken_out(page: Page, contributor: User) -> None:
    comment = factories.create_comment(author=contributor)
    assert IndexEntry.objects.count() == 2
    comment.withdraw(by=contributor)
    assert IndexEntry.objects.count() == 1


def test_a_lost_wake_up_is_made_good_by_the_clock(page: Page, contributor: User, editor: User, settings) -> None:
    settings.ON_TEXT_CHANGED = []
    factories.edit_page(page, "Une factrice.", author=contributor)
    comment = factories.create_comment(body="Une abeille.", author=contributor, page=page)
    Question.objects.ask(text="Une girafe ?", theme=factories.create_theme(), by=contributor)
    hidden = factories.create_page(title="Autre", author=contributor)
    index.refresh(IndexSource.PAGE, [hidden.pk])
    hidden.hide(reason="Un secret.", by=editor)
    index.repair()
    assert [find(word, contributor).total for word in ("factrice", "abeille", "girafe", "facteur")] == [1, 1, 1, 0]
    assert IndexEntry.objects.get(object_id=hidden.pk, source=IndexSource.PAGE).audience == 1
    assert comment.pk in IndexEntry.objects.filter(source=IndexSource.COMMENT).values_list("object_id", flat=True)
    assert index.repair() == 0


def test_the_clock_counts_again_how_many_find_a_text_useful(page: Page, editor: User) -> None:
    Endorsement.objects.endorse(page, by=editor)
    index.repair()
    assert (IndexEntry.objects.get().useful, IndexEntry.objects.get().standing) == (1, 201)
    Endorsement.objects.take_back(page, by=editor)
    index.repair()
    assert IndexEntry.objects.get().useful == 0


def test_an_entry_without_a_text_is_taken_out_by_the_clock(page: Page) -> None:
    IndexEntry.objects.create(
        source=IndexSource.PAGE, object_id=999_999, language="", kind="page", at=timezone.now(), title="Rien"
    )
    index.repair()
    assert IndexEntry.objects.count() == 1


def test_everything_can_be_made_anew(page: Page, contributor: User, capsys: pytest.CaptureFixture[str]) -> None:
    factories.create_comment(body="Une abeille.", author=contributor, page=page)
    IndexEntry.objects.filter(source=IndexSource.COMMENT).delete()
    IndexEntry.objects.create(
        source=IndexSource.COMMENT, object_id=999_999, language="", kind="page_comment", at=timezone.now()
    )
    call_command("rebuild_search")
    assert "2 texts" in capsys.readouterr().out
    assert find("abeille", contributor).total == 1
    assert find("facteur", contributor).total == 1


def test_a_question_stands_for_those_that_ask_the_same(contributor: User, editor: User) -> None:
    first = Question.objects.ask(text="Une girafe ?", theme=factories.create_theme(), by=contributor)
    second = Question.objects.ask(text="Un éléphant ?", theme=factories.create_theme(), by=contributor)
    second.join(first, by=editor)
    assert [result.url for result in find("éléphant", contributor).rows] == [first.get_absolute_url()]
    second.part(by=editor)
    assert [result.url for result in find("éléphant", contributor).rows] == [second.get_absolute_url()]


def test_words_are_remembered_once_and_names_of_people_are_not_stored_with_texts(page: Page, contributor: User) -> None:
    factories.edit_page(page, "Un facteur, une factrice.", author=contributor)
    assert KnownWord.objects.filter(form="facteur").count() == 1
    assert contributor.last_name not in " ".join(IndexEntry.objects.values_list("body", flat=True))


def test_the_duties_of_the_clock_are_in_the_settings() -> None:
    from guide_project import settings as real

    assert "search.index.reindex" in real.ON_TEXT_CHANGED
    assert {"search.index.repair", "search.zero_results.forget_old"} <= set(real.RUN_PERIODICALLY)
    assert zero_results.forget_old.__module__ == "search.zero_results"


def test_an_entry_and_its_words_are_written_by_one_statement(page: Page) -> None:
    """Each that changed the row would write its words into the index of PostgreSQL once more."""
    factories.edit_page(page, "Une salamandre.")
    with CaptureQueriesContext(connection) as queries:
        index.refresh(IndexSource.PAGE, [page.pk])
    written = [one["sql"] for one in queries if re.match(r'(UPDATE|INSERT INTO) "?search_indexentry', one["sql"])]
    assert len(written) == 1
