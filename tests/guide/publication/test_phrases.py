from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from guide.publication.document import OriginNote
from guide.publication.layout import lay_out
from guide.publication.phrases import (
    day,
    edition_name,
    inside_guillemets,
    listed,
    origin_html,
    origin_sentences,
)

from .documents import KARIM, MARTINE, NOBODY, make_guide

pytestmark = pytest.mark.pure


def test_an_edition_says_its_number_and_month() -> None:
    with override("fr"):
        assert edition_name(make_guide()) == "Édition 2, octobre 2026"
        assert edition_name(make_guide(edition=None)) == "Aperçu de la prochaine édition"


def test_a_month_is_written_as_its_language_does() -> None:
    with override("it"):
        assert day(date(2026, 11, 25)) == "25\u00a0novembre 2026"
    with override("ja"):
        assert day(date(2026, 11, 25)) == "2026年11月25日"


def test_japanese_lists_names_with_its_own_comma() -> None:
    with override("ja"):
        assert listed(["A", "B", "C"]) == "A、B、C"
    with override("en"):
        assert listed(["A", "B"]) == "A and B"


def test_the_origin_names_pages_authors_and_the_day_of_approval() -> None:
    origin = OriginNote(("A", "B"), (KARIM, MARTINE, NOBODY), 1, date(2026, 9, 18))
    with override("en"):
        assert origin_sentences(origin) == (
            "From 2 pages of the wiki: “A” and “B”.",
            "Written by Karim Haddad, Martine\u00a0L. and 2 other colleagues.",
            "Checked by the editors on 18\u00a0September 2026.",
        )


@pytest.mark.parametrize("language", ["fr", "en", "it", "ja"])
def test_an_initial_at_the_end_brings_the_full_stop_of_the_sentence(language: str) -> None:
    with override(language):
        written = origin_sentences(OriginNote(people=(KARIM, MARTINE)))[0]
    assert written.endswith("Martine\u00a0L.")
    assert not written.endswith("..")


def test_authors_who_are_not_named_are_counted() -> None:
    with override("en"):
        assert origin_sentences(OriginNote(people=(NOBODY,))) == ("Written by a colleague who is not named.",)
        assert origin_sentences(OriginNote(unreferenced=3)) == ("Written by 3 colleagues who are not named.",)


def test_nothing_is_said_of_a_tip_without_origin() -> None:
    assert origin_sentences(OriginNote()) == ()


def test_guillemets_inside_a_quotation_become_quotation_marks() -> None:
    assert inside_guillemets("«\u00a0Tu ne m’as rien dit\u00a0», dit-elle.") == "“Tu ne m’as rien dit”, dit-elle."


def test_every_anchor_of_the_book_is_its_own() -> None:
    book = lay_out(make_guide())
    parts = [*book.front, *book.back, *(inner for part in book.front for inner in part.parts), *book.chapters]
    anchors = [part.id for part in parts] + [tip.id for chapter in book.chapters for tip in chapter.tips]
    assert len(anchors) == len(set(anchors))
    assert {"editorial", "text-1", "text-2", "text-3", "chapter-4", "tip-20", "text-4"} <= set(anchors)


def test_contributors_are_thanked_even_where_nobody_wrote_acknowledgements() -> None:
    with override("fr"):
        book = lay_out(make_guide(sections=()))
    assert [part.id for part in book.back] == ["acknowledgements"]
    assert "<li>Martine L.</li>" in book.back[0].html
    assert book.back[0].html.startswith("<p>Merci à\u00a0:</p><ul")
    assert lay_out(make_guide(sections=(), people=())).back == ()


def test_those_who_are_all_unnamed_are_thanked_in_a_whole_sentence() -> None:
    with override("fr"):
        html = lay_out(make_guide(sections=(), people=(NOBODY,))).back[0].html
    assert html.startswith("<p>Merci à celles et ceux qui ont pris part à ce guide,</p>")
    assert "et à une personne qui a préféré ne pas être nommée." in html


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        (
            "it",
            "Edizione 2, ottobre 2026",
            (
                "Da 2 pagine del wiki: «A» e «B».",
                "Scritto da Karim Haddad, Martine\u00a0L. e altre 2 persone.",
                "Verificato dalla redazione il 18\u00a0settembre 2026.",
            ),
        ),
        (
            "ja",
            "第2版、2026年10月",
            (
                "もとになったウィキのページ：「A」、「B」",
                "書いた人：Karim Haddad、Martine\u00a0L.、ほか2人の同僚",
                "2026年9月18日に、編集部が確認しました。",
            ),
        ),
    ],
)
def test_a_guide_speaks_each_of_its_languages(language: str, name: str, told: tuple[str, ...]) -> None:
    origin = OriginNote(("A", "B"), (KARIM, MARTINE, NOBODY), 1, date(2026, 9, 18))
    with override(language):
        assert edition_name(make_guide()) == name
        assert origin_sentences(origin) == told


def test_titles_of_pages_say_their_language_on_a_page_in_another() -> None:
    origin = OriginNote(("Un <titre>",), (KARIM,), language="fr")
    with override("en"):
        assert origin_html(origin)[0] == 'From a page of the wiki: “<span lang="fr">Un &lt;titre&gt;</span>”.'
        assert origin_html(replace(origin, language=""))[0] == "From a page of the wiki: “Un &lt;titre&gt;”."
    with override("fr"):
        assert "<span" not in "".join(origin_html(origin))
        assert len(origin_html(origin)) == len(origin_sentences(origin)) == 2
