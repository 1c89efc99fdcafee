"""What a search leaves out of its work is what makes no difference to its answer."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from contributions.models import Page
from demo.content import read_campaign
from search import searcher
from search.analysis import bare, fold, prepare, prepared_word
from search.engines import engine
from search.excerpts import Marker
from search.filters import Filters
from search.models import IndexEntry
from search.query import IndexMatch, Query
from search.searcher import facts_of, find
from tests import factories

ODD = (
    "Ｗifi ａbc İstanbul ǅez ﬁnance ßtraße 漢字 e\u0301cole école_ecole x_y œuvre ŒUVRE Œil 𝐇ello ªb ①un ᄀ가 "
    "パスワードpassword passwordパスワード dying lies sky skies"
)
LANGUAGES = ("fr", "en", "it", "")
ASKED = [
    "wifi",
    "abc fin finance",
    "strasse",
    "ecole",
    "oeuvre oeil",
    "hello",
    "password",
    "パスワード",
    "1un",
    "die",
    "sky",
]


def texts_of_the_demo() -> list[str]:
    return [text for page in read_campaign().pages for text in page.texts()[:1]]


@pytest.mark.pure
def test_a_word_of_plain_letters_is_read_as_every_word_is() -> None:
    signs = [chr(number) for number in range(0x2100)]
    for word in [*signs, *(f"a{sign}b" for sign in signs), *ODD.split(), "E-Mail", "Wi-Fi", "l'été", ""]:
        assert prepared_word(word) == prepare(word), word
        assert bare(prepare(word)) == fold(word), word


@pytest.mark.pure
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_are_looked_at_are_all_that_answer(language: str) -> None:
    texts = [*texts_of_the_demo()[::4], ODD]
    words = sorted({word for text in texts for word in text.split()})[::25]
    for question in [*ASKED, *words]:
        for is_open in (False, True):
            marker = Marker(Query.read(question, is_open=is_open, languages=LANGUAGES).readings, language)
            for text in (*texts[:2], ODD, question):
                assert marker.hits(text) == marker.every_hit(text), question


@pytest.mark.pure
def test_an_excerpt_of_an_even_text_is_that_of_the_text() -> None:
    marker = Marker(Query.read("mot de passe", languages=LANGUAGES).readings, "fr")
    for text in texts_of_the_demo()[:10]:
        assert marker.excerpt(" ".join(text.split()), is_even=True) == marker.excerpt(text)


@pytest.mark.pure
def test_an_excerpt_keeps_its_guillemets_with_their_words() -> None:
    marker = Marker(Query.read("mot de passe", languages=LANGUAGES).readings, "fr")
    marked = "<mark>mot</mark> de <mark>passe</mark>"
    assert marker.excerpt("Le « mot de passe » : un ?") == f"Le «\u00a0{marked}\u00a0»\u00a0: un\u00a0?"


@pytest.mark.pure
@pytest.mark.parametrize(
    "text", ["un e-mail", "le wi-fi", "i-phone", "re-mail", "awi-fi", "e-m", "e-12", "e-", "-e-mail e-mail"]
)
def test_joined_spellings_are_found_by_their_hyphen(text: str) -> None:
    assert fold(text) == re.sub(r"(?<![^\W_])(e|wi|i)-(?=[^\W\d_]{2})", r"\1", text)


@pytest.fixture
def pages(contributor: User) -> list[Page]:
    words = ["Le facteur sonne", "Un faux facteur", "Des facteurs", "Le facteur, le facteur, le facteur"]
    return [
        factories.create_page(title=f"{title} {number}", body=f"Le  facteur\n\nde la banque.\n\n{'Été. ' * number}")
        for title in words
        for number in range(3)
    ]


def keys(question: str, reader: User, **narrowed: object) -> list[tuple[int, str]]:
    return [(row.entry.pk, str(row.excerpt)) for row in find(question, reader, **narrowed).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize("question", ["facteur", "faux facteur", '"le facteur"', "facteur banque été"])
def test_the_folded_text_that_is_stored_ranks_as_one_that_is_made_does(
    question: str, pages: list[Page], contributor: User
) -> None:
    kept = keys(question, contributor)
    assert all(IndexEntry.objects.values_list("folded", flat=True))
    IndexEntry.objects.update(folded="")
    assert keys(question, contributor) == kept != []


def test_the_engine_tells_of_each_candidate_what_the_index_knows(pages: list[Page], contributor: User) -> None:
    found = engine().find(Filters().wanted(Query.read("facteur").readings, contributor))
    assert len(found) == len(pages)
    plain = facts_of([IndexMatch(one.entry, one.score) for one in found])
    assert {one.entry: one.facts for one in found} == plain


def test_where_only_a_few_are_looked_at_the_others_are_still_reached(
    pages: list[Page], contributor: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = [key for key, _words in keys("facteur", contributor)]
    monkeypatch.setattr(searcher, "CLOSELY", 3)
    monkeypatch.setattr(searcher, "ROWS", 3)
    search = searcher.Search(Query.read("facteur"), contributor, Filters())
    reached = [row.entry.pk for page in (1, 2, 3, 4) for row in search.results(page, 3).rows]
    assert sorted(reached) == sorted(everything)
    pages[0].hide(reason="doublon", by=editor)
    Page.objects.filter(pk=pages[1].pk).update(is_hidden=True)  # the index does not know it yet
    reached = [row.shown.title for page in (1, 2, 3, 4) for row in search.results(page, 3).rows]
    assert not {pages[0].title, pages[1].title} & set(reached)
    assert len(reached) == len(set(reached)) == len(pages) - 2


def test_the_fields_that_are_cached_are_those_that_are_drawn(as_contributor: Client) -> None:
    theme = factories.create_theme()
    first = as_contributor.get("/search/?q=facteur").content.decode()
    assert fields_of(as_contributor.get("/search/?q=banque").content.decode()) == fields_of(first)
    caches["template_fragments"].clear()
    assert fields_of(as_contributor.get("/search/?q=banque").content.decode()) == fields_of(first)
    theme.short_title = "Autrement dit"
    theme.save()
    assert "Autrement dit" in as_contributor.get("/search/?q=facteur").content.decode()
    chosen = as_contributor.get(f"/search/?q=facteur&theme={theme.slug}").content.decode()
    assert f'<option value="{theme.slug}" selected>' in chosen
    assert "selected" not in fields_of(as_contributor.get("/search/?q=facteur").content.decode()).replace(
        'value="" selected', ""
    )


def fields_of(html: str) -> str:
    found = re.search(r'<div class="refinements">(.*?)</div>\s*</details>', html, re.DOTALL)
    assert found
    return found[1]
