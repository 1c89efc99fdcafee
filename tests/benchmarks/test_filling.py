"""A wiki that is written as rows is what the verbs and the commands would have made of it."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import pytest
from django.db import connection, models

from contributions.models import Comment, CommentRevision, Page, PageRevision
from guide.decisions.models import Submission
from search.index import rebuild
from search.models import IndexEntry, KnownWord
from tests.benchmarks.bulk import SECONDARY, Lines, word
from tests.benchmarks.crowd.filling import CrowdFilling
from tests.benchmarks.sizes import CROWDS, comments_of
from tests.benchmarks.texts import SENTENCE, Writer

SIZE = CROWDS["tiny"]


def silent(*_words: Any, **_options: Any) -> None:
    """Says nothing."""


def fill() -> None:
    CrowdFilling(SIZE, silent).fill()


def rows(model: type[models.Model], *names: str) -> list[Any]:
    return list(model._default_manager.order_by(*names).values_list(*names))


def secondary_indexes() -> set[str]:
    """By their names: where a condition was read once more, its words are others."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
            return {name for (name,) in cursor.fetchall()}
        cursor.execute(SECONDARY, [connection.introspection.table_names(cursor)])
        return {name for name, _statement in cursor.fetchall()}


def indexed() -> list[Any]:
    names = [field.attname for field in IndexEntry._meta.concrete_fields if not field.primary_key]
    found = [rows(IndexEntry, *names), rows(KnownWord, "form", "bare", "stem", "length")]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT source, object_id, words::text FROM search_indexentry ORDER BY 1, 2")
            found.append(cursor.fetchall())
    return found


def asked_anew() -> str:
    """As where the settings were remembered for too long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'fr'")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_wiki_that_is_filled_has_all_that_hangs_on_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.documents.first_language", asked_anew)
    fill()
    assert Page.objects.count() == SIZE.pages + 1
    assert PageRevision.objects.filter(id=Page.objects.order_by("pk")[SIZE.history_page].pk).count() == SIZE.history
    assert Comment.objects.count() == sum(comments_of(number) for number in range(SIZE.pages))
    said = [(pk, body, author, at) for pk, body, author, at in rows(Comment, "pk", "body", "author", "created_at")]
    assert rows(CommentRevision, "id", "body", "history_user", "history_date") == said
    assert Submission.objects.count() == SIZE.pages + 1 + len(said)
    assert set(rows(Submission, "comment", "theme")) >= set(rows(Comment, "pk", "theme"))
    found = indexed()
    rebuild()
    assert indexed() == found


@pytest.mark.django_db
def test_indexes_and_triggers_stand_again_and_new_keys_follow() -> None:
    before = secondary_indexes()
    fill()
    assert secondary_indexes() == before
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW session_replication_role")
            assert cursor.fetchone() == ("origin",)
    last = Comment.objects.order_by("pk").last()
    assert last
    last.pk = None
    Comment.objects.bulk_create([last])


@pytest.mark.pure
def test_each_version_differs_from_the_one_before_by_a_sentence() -> None:
    writer = Writer()
    versions = list(islice(writer.edits(writer.page()), 4))
    for one, other in pairwise(versions):
        sentences = [[found.group() for found in SENTENCE.finditer(text)] for text in (one, other)]
        assert one != other and sum(a != b for a, b in zip(*sentences, strict=True)) == 1
        assert SENTENCE.sub("", one) == SENTENCE.sub("", other)


@pytest.mark.pure
def test_a_copy_is_in_lines_of_words_whatever_these_hold() -> None:
    assert [word(None), word(True), word("a\\b\tc\nd")] == ["\\N", "True", "a\\\\b\\tc\\nd"]
    lines = Lines(iter(["ab\n", "cdé\n"]))
    assert [lines.read(4), lines.read(4), lines.read(4)] == ["ab\nc", "dé\n", ""]
