import json

import pytest

from guide.publication.document import Guide, UnknownFormat
from guide.publication.layout import lay_out

from .documents import KARIM, MARTINE, NAMES, make_chapter, make_guide, make_section, make_tip

pytestmark = pytest.mark.pure


def test_a_frozen_guide_reads_back_as_it_was() -> None:
    guide = make_guide()
    assert Guide.from_json(json.loads(json.dumps(guide.to_json())), names=NAMES) == guide


def test_a_preview_reads_back_too() -> None:
    guide = make_guide(edition=None, published_on=None)
    assert Guide.from_json(guide.to_json(), names=NAMES) == guide


def test_no_name_is_frozen() -> None:
    frozen = json.dumps(make_guide().to_json(), ensure_ascii=False)
    assert "Martine" not in frozen
    assert "Karim" not in frozen


def test_a_person_without_a_name_is_anonymous_and_counted() -> None:
    guide = Guide.from_json(make_guide().to_json(), names={"4": "Karim Haddad"})
    tip = guide.tips[0]
    assert tip.origin.names == ("Karim Haddad",)
    assert tip.origin.anonymous == 2
    assert tip.quotation is not None
    assert tip.quotation.signature == ""
    assert guide.contributors == ("Karim Haddad",)


def test_a_new_name_replaces_the_old_one_without_a_change_of_the_frozen_guide() -> None:
    frozen = make_guide().to_json()
    guide = Guide.from_json(frozen, names={"17": "Martine Le Goff"})
    assert guide.contributors == ("Martine Le Goff",)
    assert guide.to_json() == frozen


def test_the_first_editions_name_no_tip() -> None:
    frozen = make_guide().to_json()
    for tip in frozen["chapters"][0]["tips"]:
        del tip["reference"]
    assert {tip.reference for tip in Guide.from_json(frozen, names=NAMES).tips} == {""}


def test_editions_of_before_go_on_saying_that_they_are_not_for_sale() -> None:
    frozen = make_guide().to_json()
    assert not Guide.from_json(frozen, names=NAMES).imprint.is_not_for_sale
    del frozen["imprint"]["is_not_for_sale"]
    assert Guide.from_json(frozen, names=NAMES).imprint.is_not_for_sale


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        Guide.from_json(make_guide().to_json() | {"format": 99}, names={})


def test_an_unknown_kind_of_section_is_refused() -> None:
    frozen = make_guide().to_json()
    frozen["sections"][0]["kind"] = "advertisement"
    with pytest.raises(UnknownFormat):
        Guide.from_json(frozen, names={})


def test_sections_stand_before_and_after_the_chapters_in_the_order_of_their_editors() -> None:
    guide = Guide.from_json(make_guide().to_json(), names={})
    assert [section.anchor for section in guide.front] == ["editorial", "introduction", "text-1", "text-2", "text-3"]
    assert [section.anchor for section in guide.back] == [
        "conclusion",
        "text-4",
        "glossary",
        "bibliography",
        "acknowledgements",
    ]
    heading = lay_out(guide).front[2]
    assert (heading.title, [part.title for part in heading.parts]) == ("Deux mots", ["La trace", "Le consentement"])


def test_contributors_stand_in_the_order_given() -> None:
    assert make_guide(people=(MARTINE, KARIM)).contributors == ("Martine L.", "Karim Haddad")


def test_words_are_counted_as_one_reads_them() -> None:
    section = make_section("editorial", "Deux mots")
    guide = make_guide(
        sections=(section,), chapters=(make_chapter(1, (make_tip(2, title="Un", text="l’IBAN, peut-être"),)),)
    )
    # "Deux mots", "Un texte", "Question numéro 1", "Ouverture du chapitre 1", "Un", "l’IBAN peut-être"
    assert guide.words == 2 + 2 + 3 + 4 + 1 + 2


@pytest.mark.parametrize(("words", "minutes"), [(8, 1), (230, 1), (231, 2), (460, 2), (461, 3)])
def test_reading_time_is_rounded_up_at_230_words_a_minute(words: int, minutes: int) -> None:
    asked = 7  # words in the chapter's question and opening
    tip = make_tip(2, title="", text=" ".join(["mot"] * (words - asked)))
    guide = make_guide(sections=(), chapters=(make_chapter(1, (tip,)),))
    assert (guide.words, guide.reading_minutes) == (words, minutes)
