"""The index of the search as `rebuild_search` makes it, for texts that were written as rows, in a tenth of its time.

A page's text is one of a few hundred, each read once; a comment is plain words. On PostgreSQL alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import batched
from typing import Any

from django.db import connection

from campaign.site_settings.current import remembered
from common import markup
from contributions.models import Comment, Page
from search import index
from search.analysis import analyse
from search.documents import Document
from search.engines import engine
from search.engines.postgresql import vector
from search.index import rebuild
from search.models import IndexEntry, IndexSource, KnownWord, ResultKind, ResultState
from search.query import IndexedWords
from search.sources.comments import kind_of
from search.sources.endorsement_counts import useful_of
from tests.benchmarks import bulk
from tests.benchmarks.texts import Writer

AT_ONCE, PAGES_AT_ONCE, EVERY_KIND = 20_000, 2_000, 500
plain_text = lru_cache(maxsize=1_000)(markup.plain_text)
words_of = lru_cache(maxsize=1_000)(analyse)
SAID = ("pk", "kind", "body", "created_at", "version", "theme_id", "page_id", "author_id")


def build_index(say: Any = print) -> None:
    if connection.vendor != "postgresql":
        rebuild()
        return
    with remembered(), bulk.in_haste(), bulk.indexed_at_the_end(IndexEntry, KnownWord):
        for keys in parts_of(Page, PAGES_AT_ONCE):
            write(of_pages(keys), say)
        for keys in parts_of(Comment, AT_ONCE):
            write(of_comments(keys), say)
        learn()
    engine().settle()


def parts_of(model: Any, many: int) -> Iterator[tuple[int, ...]]:
    yield from batched(model.objects.order_by("pk").values_list("pk", flat=True), many)


def of_pages(keys: tuple[int, ...]) -> list[Document]:
    useful = useful_of("page", keys)
    pages = Page.objects.filter(pk__in=keys).order_by("pk").defer("body_html", "contents", "excerpt")
    return [
        Document(
            source=IndexSource.PAGE,
            object_id=page.pk,
            kind=ResultKind.PAGE,
            title=page.title,
            body=plain_text(page.body),
            at=page.modified_at,
            version=page.version,
            theme_id=page.theme_id,
            page_id=page.pk,
            people=tuple(author["id"] for author in page.byline),
            useful=useful.get(page.pk, 0),
        )
        for page in pages
    ]


def of_comments(keys: tuple[int, ...]) -> list[Document]:
    comments = Comment.objects.filter(pk__gte=keys[0], pk__lte=keys[-1]).order_by("pk").only(*SAID)
    return [
        Document(
            source=IndexSource.COMMENT,
            object_id=one.pk,
            kind=kind_of(one),
            body=one.body,
            at=one.created_at,
            version=one.version,
            theme_id=one.theme_id,
            page_id=one.page_id,
            people=(one.author_id,),
            state=ResultState.OPEN,
        )
        for one in comments
    ]


def write(texts: list[Document], say: Any) -> None:
    entries = [entry_of(text) for text in texts]  # their language may be asked for
    bulk.write(IndexEntry, entries, say, more=("words",))


def entry_of(text: Document) -> IndexEntry:
    read = words_of if text.source == IndexSource.PAGE else analyse
    words = IndexedWords(
        title=analyse(text.title, text.stemmed_as), body=read(text.body, text.stemmed_as), facets=text.facets
    )
    entry = index._entry(text, index.title_terms(words.title))
    entry.words = vector(words)  # type: ignore[attr-defined]
    return entry


def learn() -> None:
    """Each word that a text has: those of all kinds of pages, and the vocabulary of all others."""
    keys = list(Page.objects.order_by("pk").values_list("pk", flat=True))
    texts = of_pages((*keys[:EVERY_KIND], keys[-1]))
    index.learn([*texts, *(replace(texts[0], body=" ".join(some)) for some in batched(Writer().words, 500))])
