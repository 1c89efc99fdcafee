"""References brought in as BibTeX or CSL JSON: read, judged, bounded."""

from __future__ import annotations

import json
import time

import pytest

from accounts.models import User
from guide.bibliography import csl, importer
from guide.bibliography.models import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BIBTEX = r"""@string{pub = "Presses"}
@book{cardon2019, title = {Culture num{\'e}rique}, author={Cardon, Dominique and {CNIL} and Jean Dupont},
  publisher=pub, year=2019, address={Paris}, pages={1--2}}
@article{suite, title="Une suite", journal={Revue}, number=3, month=may, year={2020}, doi={10.1000/XYZ}}
@online{site, title={Un site}, url={https://exemple.fr/?a=1}, urldate={2026-09-01}}
"""


def test_bibtex_becomes_csl() -> None:
    book, article, site = importer.read_entries(BIBTEX)
    assert book.item == {
        "type": "book",
        "id": "cardon2019",
        "title": "Culture numérique",
        "author": [
            {"family": "Cardon", "given": "Dominique"},
            {"literal": "CNIL"},
            {"family": "Dupont", "given": "Jean"},
        ],
        "publisher": "Presses",
        "publisher-place": "Paris",
        "page": "1–2",
        "issued": {"date-parts": [[2019]]},
    }
    assert article.item and (article.item["issue"], article.item["issued"]) == ("3", {"date-parts": [[2020, 5]]})
    assert site.item and site.item["accessed"] == {"date-parts": [[2026, 9, 1]]}
    assert [found.line for found in (book, article, site)] == [2, 4, 5]


def test_an_entry_that_cannot_be_read_says_its_line_and_the_others_come_in(editor: User) -> None:
    text = BIBTEX + "@book{broken, title = {sans fin\n@book{last, title={Dernier}, year=2020}\n"
    found = importer.read_entries(text)
    assert [one.line for one in found if one.problems] == [6]
    assert importer.import_entries(text, by=editor) == 4
    assert Reference.objects.get(key="last").added_by == editor


def test_what_the_bibliography_has_already_is_known_by_doi_address_or_title(editor: User) -> None:
    importer.import_entries(BIBTEX, by=editor)
    again = [
        {"type": "article-journal", "title": "Autre titre", "DOI": "https://doi.org/10.1000/xyz"},
        {"type": "webpage", "title": "Autre", "URL": "http://www.exemple.fr/?a=1"},
        {"type": "book", "title": "CULTURE NUMERIQUE", "issued": {"date-parts": [["2019"]]}},
        {"type": "book", "title": "Culture numérique", "issued": {"date-parts": [[2021]]}},
        {"type": "book", "title": "Culture numérique", "issued": {"date-parts": [[2021]]}},
    ]
    found = importer.read_entries(json.dumps(again))
    assert [bool(one.same) for one in found] == [True, True, True, False, True]
    assert importer.import_entries(json.dumps(again), by=editor) == 1


@pytest.mark.parametrize(
    "item",
    [
        {"type": "book"},
        {"title": "Sans type"},
        {"type": "spell", "title": "x"},
        {"type": "webpage", "title": "x", "URL": "javascript:alert(1)"},
        {"type": "webpage", "title": "x", "URL": "https://"},
        {"type": "webpage", "title": "x", "URL": 'https://a.fr/"onclick='},
        "livre",
        None,
    ],
)
def test_entries_that_cannot_be_are_refused_one_by_one(item: object) -> None:
    (found, good) = importer.read_entries(json.dumps([item, {"type": "book", "title": "Bon"}]))
    assert found.problems and not good.problems


def test_only_known_fields_are_stored_short_and_of_their_kind() -> None:
    item = {
        "type": "book",
        "title": "x" * 9000,
        "author": [{"family": 3}, "x", {"given": "seul"}, *({"family": f"F{n}"} for n in range(90))],
        "issued": {"date-parts": [[2020, 13, 40]]},
        "accessed": "hier",
        "volume": True,
        "html": "<script>",
        "issue": 7,
    }
    (found,) = importer.read_entries(json.dumps(item))
    assert found.item is not None
    assert len(found.item["title"]) == 500 and len(found.item["author"]) <= 40
    assert found.item["issued"] == {"date-parts": [[2020]]} and found.item["issue"] == "7"
    assert not {"html", "volume", "accessed"} & found.item.keys()


@pytest.mark.parametrize(
    "text",
    ["", "   ", "bonjour", "[", "[]", '{"items": 3}', "[" * 100_000, "@book{a,title={x}}" * 400, "é" * 600_000],
)
def test_what_is_no_list_of_references_is_refused_in_words(text: str) -> None:
    with pytest.raises(importer.UnreadableReferences):
        importer.read_entries(text)


@pytest.mark.parametrize(
    "text",
    [
        "@book{a,title={" + "{" * 100_000 + "}" * 100_000 + "}}",
        "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60)) + "@book{a,title=s59}",
        "@" * 900_000,
        "@book{" * 100_000,
        '@book{a,title="' + "a" * 900_000,
        "@book{a,title={" + r"\textbf" * 100_000 + "}}",
        "@book{a," + "b=c," * 100_000 + "}",
    ],
)
def test_hostile_bibtex_ends_soon(text: str) -> None:
    begun = time.process_time()
    csl.read(text)
    assert time.process_time() - begun < 5


def test_a_key_is_taken_once(editor: User) -> None:
    for year in (2019, 2020):
        Reference.objects.add(
            {"type": "book", "id": "livre", "title": "Livre", "issued": {"date-parts": [[year]]}}, by=editor
        )
    assert sorted(Reference.objects.values_list("key", flat=True)) == ["livre", "livre-2"]
