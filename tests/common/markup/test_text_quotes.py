"""Passages found again after the kinds of edits that people make, and never in more time than a page view may take."""

from __future__ import annotations

import time

import pytest

from common import markup
from common.markup import QuoteMatch, TextQuote, find_quote
from tests.for_each import for_each

pytestmark = pytest.mark.pure

PASSAGE = "Un vrai technicien ne s’en vexera pas : c’est ce qu’on lui a appris à espérer."
BEFORE = "Dites : « Je vous rappelle. » Puis raccrochez et composez le numéro de l’annuaire interne."
BEHIND = "Un faux n’attendra pas votre appel."
PARAGRAPH = f"{BEFORE} {PASSAGE} {BEHIND}"
OPENING = """Il se présente comme le service informatique. Il connaît votre nom, votre service.

## Comment il s’y prend

1. Il rassure : il donne des noms que vous connaissez, trouvés sur [LinkedIn](https://example.org/a_b "Un réseau").
2. Il inquiète : vos **fichiers** seraient en danger, votre poste en cause.
3. Il presse : dans dix minutes, il sera trop tard.

## La phrase qui arrête tout

"""
CLOSING = """

## Si vous avez déjà répondu

Changez le mot de passe depuis un autre poste, appelez le 3030, et dites-le à votre équipe.
Personne ne vous le reprochera : le silence aide l’autre, pas vous.
"""
TEXT = OPENING + PARAGRAPH + CLOSING
START = TEXT.index(PASSAGE)
ANCHOR = markup.text_quote(TEXT, START, START + len(PASSAGE))


def page_with(paragraph: str) -> str:
    return OPENING + paragraph + CLOSING


def instead(words: str) -> str:
    return page_with(PARAGRAPH.replace(PASSAGE, words))


# Each: what was done, the text after it, and some words that must be inside what is found.
SAME = {
    "nothing": TEXT,
    "a paragraph before it": TEXT.replace(OPENING, OPENING + "Un paragraphe de plus, au début.\n\n"),
    "the sentence before it reworded": TEXT.replace(BEFORE, "Rappelez toujours, par l’annuaire."),
    "the sentence behind it taken out": TEXT.replace(BEHIND, ""),
    "both neighbours taken out": page_with(PASSAGE),
    "moved to the end": TEXT.replace(PASSAGE + " ", "") + "\n" + PASSAGE + "\n",
    "moved to the beginning": PASSAGE + "\n\n" + TEXT.replace(PASSAGE + " ", ""),
    "made an item of a list": instead(f"\n\n- {PASSAGE}\n- "),
    "made an item of a numbered list": instead(f"\n\n12. {PASSAGE}\n13. "),
    "made a quotation": instead(f"\n\n> {PASSAGE}\n\n"),
    "made a heading": instead(f"\n\n### {PASSAGE}\n\n"),
    "made a cell of a table": instead(f"\n\n| Qui | Quoi |\n|---|:-:|\n| vrai | {PASSAGE} |\n\n"),
    "a word made bold": instead(PASSAGE.replace("vrai", "**vrai**")),
    "all of it in italics": instead(f"*{PASSAGE}*"),
    "a word made a link": instead(PASSAGE.replace("technicien", '[technicien](https://example.org/x_y "Qui ?")')),
    "a word made a wiki link": instead(PASSAGE.replace("technicien", "[[Le service informatique|technicien]]")),
    "a note put into it": instead(PASSAGE.replace("pas :", "pas[^1] :")),
    "straight apostrophes": instead(PASSAGE.replace("’", "'")),
    "no-break spaces": instead(PASSAGE.replace(" :", "\u00a0:")),
    "no space before the colon": instead(PASSAGE.replace(" :", ":")),
    "accents lost": instead(PASSAGE.replace("à", "a").replace("é", "e")),
    "capitals": instead(PASSAGE.upper()),
    "lines wrapped": instead(PASSAGE.replace(" pas", "\npas").replace(" lui", "\nlui")),
    "in an admonition": instead(f'\n\n!!! note "À retenir"\n    {PASSAGE}\n\n'),
    "said twice, elsewhere first": PASSAGE + " Autre chose.\n\n" + TEXT,
}
CHANGED = {
    "a word put in": (instead(PASSAGE.replace("vrai", "vrai bon")), "technicien"),
    "a word taken out": (instead(PASSAGE.replace("vrai ", "")), "technicien"),
    "a word replaced": (instead(PASSAGE.replace("vexera", "fâchera")), "technicien"),
    "a slip of the hand": (instead(PASSAGE.replace("technicien", "tehcnicien")), "vexera"),
    "the number": (
        instead("De vrais techniciens ne s’en vexeront pas : c’est ce qu’on leur a appris à espérer."),
        "vexeront",
    ),
    "negated": (instead(PASSAGE.replace("ne s’en vexera pas", "s’en vexera")), "vexera"),
    "said more softly": (
        instead(PASSAGE.replace("ne s’en vexera pas", "ne s’en vexera probablement pas")),
        "probablement",
    ),
    "ends otherwise": (instead("Un vrai technicien ne s’en vexera pas : c’est même ce qu’il espère."), "technicien"),
    "begins otherwise": (instead(PASSAGE.replace("Un vrai technicien", "Votre collègue")), "vexera"),
    "split into two sentences": (
        instead("Un vrai technicien ne s’en vexera pas. C’est ce qu’on lui a appris à espérer."),
        "espérer",
    ),
    "joined with the one behind it": (
        instead(PASSAGE.rstrip(".") + ", alors qu’un faux n’attendra pas."),
        "technicien",
    ),
    "half of it cut": (instead("Un vrai technicien ne s’en vexera pas."), "Un vrai technicien ne s’en vexera pas"),
    "a parenthesis put in": (
        instead(PASSAGE.replace("technicien", "technicien (ou une vraie technicienne)")),
        "vexera",
    ),
    "split over two paragraphs": (instead(PASSAGE.replace(" : c’est", ".\n\nC’est")), "vexera"),
    "made of two items": (
        instead("\n\n- Un vrai technicien ne s’en vexera pas ;\n- c’est ce qu’on lui a appris.\n\n"),
        "vexera",
    ),
    "changed and moved": (
        TEXT.replace(PASSAGE + " ", "") + "\nUn bon technicien ne s’en vexera pas : on lui a appris à l’espérer.\n",
        "l’espérer",
    ),
}
GONE = {
    "taken out": TEXT.replace(PASSAGE + " ", ""),
    "said quite otherwise": instead("Rappeler n’offense personne."),
    "another page": "# Les petites annonces\n\nNe payez jamais d’avance. Rencontrez le vendeur dans un lieu public.",
    "an empty page": "",
}


def found_in(text: str) -> QuoteMatch:
    return find_quote(ANCHOR, text)


@for_each("text", SAME.values())
def test_what_only_moved_or_was_laid_out_otherwise_is_unchanged(text: str) -> None:
    found = found_in(text)
    assert (found.standing, found.score) == ("unchanged", 1.0)
    assert markup.passage_key(found.words_in(text)) == ANCHOR.key


@for_each(("text", "words"), CHANGED.values())
def test_what_was_reworded_is_found_and_never_called_unchanged(text: str, words: str) -> None:
    found = found_in(text)
    assert found.standing == "changed"
    assert found.score < 1
    assert words in found.words_in(text)
    assert "annuaire" not in found.words_in(text)


@pytest.mark.parametrize("text", GONE.values(), ids=GONE)
def test_what_is_no_longer_there_is_gone(text: str) -> None:
    found = found_in(text)
    assert (found.standing, found.start) == ("gone", found.end)


def test_the_place_of_what_is_gone_is_kept_where_its_neighbours_stand() -> None:
    text = GONE["taken out"]
    assert found_in(text).start == text.index(BEFORE) + len(BEFORE)


def test_of_several_places_the_one_with_the_same_neighbours_is_taken() -> None:
    text = SAME["said twice, elsewhere first"]
    assert found_in(text).start == text.index(PARAGRAPH) + len(BEFORE) + 1


def test_of_equal_neighbours_the_nearest_is_taken() -> None:
    text = f"{PASSAGE}\n\n" * 3
    assert find_quote(TextQuote(PASSAGE, start=len(PASSAGE) + 2), text).start == len(PASSAGE) + 2


def test_part_of_a_word_is_no_passage_but_a_hasty_choice() -> None:
    anchor = TextQuote("reprochera : le sil")
    assert find_quote(anchor, TEXT).standing != "unchanged"
    assert find_quote(anchor, TEXT, whole_words=False).words_in(TEXT) == "reprochera : le sil"


def test_passages_stand_in_a_text_word_for_word_where_they_are_found_unchanged() -> None:
    passages = [TEXT[10:60], "Une phrase qui n’y est pas.", "", TEXT[3:9], "**«»**"]
    texts = [TEXT, TEXT.upper().replace("É", "E"), TEXT[30:], "", "Autre chose.", "Une  phrase qui *n'y* est pas."]

    def is_there(passage: str, text: str) -> bool:
        return find_quote(TextQuote(passage), text).standing == "unchanged"

    for some in (passages, passages[1:], passages[2:], []):
        assert markup.quoted_in(texts, some) == [any(is_there(one, text) for one in some) for text in texts]
    assert len(set(markup.quoted_in(texts, passages))) == 2


def test_a_japanese_sentence_is_found_again() -> None:
    text = "本物の担当者は怒りません。折り返しの電話を待っています。偽物は待ちません。"
    anchor = markup.text_quote(text, 0, 13)
    assert find_quote(anchor, "まず落ち着いて。" + text).words_in("まず落ち着いて。" + text) == text[:13]
    changed = text.replace("怒りません", "決して怒りません")
    assert find_quote(anchor, changed).standing == "changed"


@pytest.mark.parametrize(
    "hostile",
    ["a" * 200_000, "aa ab " * 33_000, "le la les des un une " * 10_000, "![" * 100_000, "[[" * 100_000, "](" * 100_000,
     "<sub " * 40_000, " " * 200_000, "\n" * 200_000, "&amp;" * 40_000, "*_" * 100_000, "| - " * 50_000],
    ids=lambda text: text[:8],
)  # fmt: skip
@for_each("sought", [PASSAGE, "un le des " * 120, "aaab " * 240, "!["])
def test_a_text_of_200_kilobytes_is_searched_in_bounded_time(hostile: str, sought: str) -> None:
    began = time.process_time()
    find_quote(TextQuote(sought, "des un une ", "le la"), hostile)
    assert time.process_time() - began < 3


def test_sentences_end_where_people_would_say_so() -> None:
    text = "M. Dupont a dit : « Raccrochez. » Puis plus rien ! Est-ce vrai ? oui.\nUn titre\nC’est à 10.30 h. Voilà… 3 fois."
    words = [text[start:end] for start, end in markup.sentences(text)]
    assert words == [
        "M. Dupont a dit : « Raccrochez. »",
        "Puis plus rien !",
        "Est-ce vrai ? oui.",
        "Un titre",
        "C’est à 10.30 h.",
        "Voilà…",
        "3 fois.",
    ]


def test_a_choice_is_widened_to_whole_sentences() -> None:
    start = TEXT.index("raccrochez et")
    whole = markup.whole_sentences(TEXT, start, TEXT.index("technicien ne"))
    assert TEXT[whole.start : whole.end].startswith("Puis raccrochez")
    assert TEXT[whole.start : whole.end].endswith("à espérer.")


@pytest.mark.parametrize(
    "hostile", ["." * 200_000, ". »" * 60_000, ".\u00a0" * 60_000, (".»" + " " * 300) * 600, "A. " * 60_000]
)
def test_sentences_of_any_text_are_found_in_bounded_time(hostile: str) -> None:
    began = time.process_time()
    markup.sentences(hostile)
    assert time.process_time() - began < 2
