"""Which version brought each word in: carried from version to version, covering the text, in bounded time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup import blame
from common.markup.blame import REMEMBERED, TOKEN, Blame, Runs, update_blame, with_words_of

pytestmark = pytest.mark.pure

SENTENCES = st.sampled_from(
    [
        "On m’a appelée un mardi. ",
        "Il disait : « je suis du support ». ",
        "Je raccroche !\n\n",
        "## Un titre\n",
        "- une ligne\n",
        "パスワードは教えない。次の文。",
        "&amp; des signes *forts* [[Une page]]\n",
        "Le mot change ",
        "\n\n",
        "\u00a0",
        "fin",
    ]
)
TEXTS = st.one_of(st.lists(SENTENCES, max_size=8).map("".join), st.text(max_size=60))


def follow(versions: list[str]) -> Blame:
    origins, older = Blame(), ""
    for number, text in enumerate(versions, 1):
        origins, older = update_blame(origins, older, text, number), text
    return origins


def length(runs: Runs) -> int:
    return sum(length for length, _origin in runs)


def said_by(versions: list[str]) -> list[tuple[str, int]]:
    """The last version in pieces, each with the version that brought it in."""
    found, at = [], 0
    for size, origin in follow(versions).runs:
        found.append((versions[-1][at : at + size], origin))
        at += size
    return found


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_the_runs_cover_the_text_to_the_sign(versions: list[str]) -> None:
    runs = follow(versions).runs
    assert length(runs) == len(versions[-1])
    assert all(size > 0 and 1 <= origin <= len(versions) for size, origin in runs)
    assert all(one[1] != two[1] for one, two in pairwise(runs))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_version_that_changes_nothing_brings_nothing_in(versions: list[str]) -> None:
    assert follow([*versions, versions[-1]]).runs == follow(versions).runs


@given(TEXTS, TEXTS)
def test_going_back_to_a_version_gives_its_words_back_to_whoever_wrote_them(first: str, second: str) -> None:
    origins = follow([first, second, first])
    spread = [origin for size, origin in origins.runs for _sign in range(size)]
    begun = [match.start() for match in TOKEN.finditer(first)]
    assert {spread[at] for at in begun} <= {1, 2}
    if not set(TOKEN.findall(first)) & set(TOKEN.findall(second)):
        assert {spread[at] for at in begun} <= {1}


@given(TEXTS)
def test_the_first_version_brings_everything_in(text: str) -> None:
    assert {origin for _size, origin in follow([text]).runs} <= {1}


def test_a_word_that_is_changed_is_its_changer_s_and_the_rest_stays() -> None:
    assert said_by(["Je raccroche, et je rappelle.", "Je raccroche, et je rappelle demain."]) == [
        ("Je raccroche, et je rappelle ", 1),
        ("demain.", 2),
    ]


def test_a_sentence_that_moves_stays_its_first_author_s() -> None:
    before = "La première phrase est ici. La seconde la suit.\n\nUn autre paragraphe finit."
    after = "Un autre paragraphe finit. Une neuve.\n\nLa seconde la suit. La première phrase est ici."
    assert said_by([before, after]) == [
        ("Un autre paragraphe finit. ", 1),
        ("Une neuve.\n\n", 2),
        ("La seconde la suit. La première phrase est ici.", 1),
    ]


def test_a_sentence_that_comes_back_is_its_first_author_s_even_without_a_revert() -> None:
    whole, cut = "Une phrase. Puis une autre, qui part.", "Une phrase."
    assert said_by([whole, cut, cut + " Et du neuf.", whole]) == [(whole, 1)]


def test_what_was_changed_and_is_changed_back_is_its_first_author_s() -> None:
    right, wrong = "Appelez le 17, toujours.\n\nPuis attendez.", "Appelez le 18, toujours.\n\nPuis attendez."
    assert said_by([right, wrong, right]) == [(right, 1)]


def test_each_author_of_a_sentence_is_remembered_when_it_comes_back() -> None:
    versions = [
        "Je raccroche toujours. Fin.",
        "Je raccroche presque toujours. Fin.",
        "Fin.",
        "Je raccroche presque toujours. Fin.",
    ]
    assert said_by(versions) == [("Je raccroche ", 1), ("presque ", 2), ("toujours. Fin.", 1)]


def test_every_character_of_japanese_counts_for_itself() -> None:
    assert said_by(["パスワードは教えない。", "パスワードは誰にも教えない。"]) == [
        ("パスワードは", 1),
        ("誰にも", 2),
        ("教えない。", 1),
    ]


def test_a_text_of_spaces_alone_is_covered_too() -> None:
    assert follow([" \n "]).runs == ((3, 1),)
    assert follow([""]).runs == ()


def test_words_of_another_page_stay_with_their_authors() -> None:
    here, there = follow(["Ici."]), "Une phrase venue d’ailleurs."
    known = with_words_of(here, there, ((len(there), 77),))
    assert update_blame(known, "Ici.", "Ici.\n\n" + there, 2).runs == ((6, 1), (len(there), 77))


def test_what_has_gone_is_remembered_by_hashes_alone_and_not_for_ever() -> None:
    many = "".join(f"La phrase numéro {number} porte canari.\n" for number in range(REMEMBERED + 50))
    removed = follow([many, "Rien."]).removed
    assert len(removed) == REMEMBERED
    assert not any("canari" in key for key in removed)
    last, first = many.splitlines()[-1], many.splitlines()[0]
    assert said_by([many, "Rien.", f"Rien.\n\n{last}"])[-1] == (last, 1)
    assert said_by([many, "Rien.", f"Rien.\n\n{first}"])[-1] == (first, 3)


def test_long_texts_are_followed_in_bounded_time() -> None:
    line = "Le mot {0} revient, et puis {1} encore, sans que rien ne change vraiment {0} fois.\n"
    long = "".join(line.format(number % 97, number % 89) for number in range(1_300))
    shuffled = "".join(sorted(long.splitlines(keepends=True), key=lambda one: one[::-1]))
    rewritten = long.replace("revient", "arrive").replace("encore", "toujours")
    assert len(long) > 100_000
    for other in (shuffled, rewritten, "x" + long, long[50_000:] + long[:50_000], long.upper()):
        begun = time.perf_counter()
        origins = follow([long, other])
        assert time.perf_counter() - begun < 10
        assert length(origins.runs) == len(other)


def test_lines_that_a_version_shares_with_the_one_before_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    units = blame._units

    def noted(text: str, words: Sequence[re.Match[str]]) -> Iterator[range]:
        read.append(text)
        return units(text, words)

    monkeypatch.setattr(blame, "_units", noted)
    first, second = "Seule la première phrase\nreste. Une autre", "Seule la première phrase\nchange. Une autre"
    before = blame.update_blame(blame.Blame(), "", first, 1)
    read.clear()
    blame.update_blame(before, first, second, 2)
    assert read == ["change. Une autre"]


def test_lines_that_stay_at_the_beginning_and_at_the_end_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    line = blame._line

    def noted(text: str) -> blame._Text:
        read.append(text)
        return line(text)

    monkeypatch.setattr(blame, "_line", noted)
    first = "Un titre\n\nSeule la deuxième phrase\n\n- une ligne\n\nLa fin."
    before = update_blame(Blame(), "", first, 1)
    read.clear()
    assert update_blame(before, first, first.replace("deuxième", "seconde"), 2).runs == ((19, 1), (8, 2), (28, 1))
    assert read == ["Seule la deuxième phrase", "", "", "Seule la seconde phrase", "", ""]


LINES = ["Un.", " Deux mots. Trois", "\u00a0", "- quatre", "", "cinq\u202f! Six", "次の文。七", "*"]


@given(st.lists(st.permutations(LINES).flatmap(lambda some: st.sampled_from([some, some[2:], some[:5]])), max_size=4))
def test_that_only_a_part_is_read_does_not_show(versions: list[list[str]]) -> None:
    texts = ["\n".join(lines) for lines in versions]
    found = follow(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blame, "_unchanged", lambda _older, _newer: (0, 0))
        assert found == follow(texts)


def test_what_is_remembered_of_lines_is_bounded() -> None:
    for number in range(30):
        blame.update_blame(blame.Blame(), "", f"{number} {'mot ' * 2_000}", 1)
    assert blame._lines.size <= blame.MOST_OF_LINES
    blame.update_blame(blame.Blame(), "", "mot " * blame.MOST_OF_LINES, 1)
    assert blame._lines.size <= blame.MOST_OF_LINES
