import pytest

from common.markup import WikiLink, render, title_key, wiki_link_titles

pytestmark = pytest.mark.pure


def test_a_page_that_exists_is_a_link() -> None:
    links = {title_key("L’été à vélo"): WikiLink("/wiki/3/l-ete/", exists=True)}
    assert render("[[L'ÉTÉ  à vélo]]", links=links, language="fr").html == (
        '<p><a class="wiki" href="/wiki/3/l-ete/">L’ÉTÉ à vélo</a></p>'
    )


def test_a_page_to_be_written_leads_to_writing_it() -> None:
    links = {title_key("Nouvelle"): WikiLink("/wiki/1/new/?title=Nouvelle", exists=False)}
    assert render("[[Nouvelle|la suivante]]", links=links, language="fr").html == (
        '<p><a class="wiki missing" href="/wiki/1/new/?title=Nouvelle">la suivante</a></p>'
    )


def test_a_title_nobody_knows_is_words() -> None:
    assert render("[[Inconnue]]", language="fr").html == '<p><span class="wiki missing">Inconnue</span></p>'


def test_titles_are_remembered_once_in_order_and_not_from_code() -> None:
    result = render("[[B]] [[A|a]] [[b]] `[[C]]`\n\n    [[D]]\n\n[[]] [[ ]] [[E\nF]]", language="fr")
    assert result.links == ("B", "A")


def test_candidates_are_a_superset_found_without_rendering() -> None:
    assert wiki_link_titles("[[B]] [[A |a]] [[B]] `[[C]]` [[ ]] [[]] [[D\\|d]]") == ("B", "A", "C", "D")


def test_what_stands_in_a_link_is_words_and_not_markup() -> None:
    html = render("[[a*b*|<b>_c_</b>]]", language="fr").html
    assert html == '<p><span class="wiki missing">&lt;b&gt;_c_&lt;/b&gt;</span></p>'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'été", "L’ÉTÉ"),
        ("Œuvre", "oeuvre"),
        ("A  b", " a\u00a0b "),
        ("Ａｂ", "ab"),
        ("Straße", "STRASSE"),
        ("a\u200bb", "ab"),
    ],
)
def test_titles_that_read_alike_are_one(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(("one", "other"), [("かき", "がき"), ("a b", "ab"), ("vrai", "vrais")])
def test_titles_that_read_differently_are_two(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)
