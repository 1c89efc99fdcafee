"""A language is called what its reader calls it, with the capital that the place asks for."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from common.words.language_names import name_in_sentence, name_of_language, native_name, spoken_in

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("reader", "alone", "inside"),
    [
        ("fr", "Italien", "italien"),
        ("en", "Italian", "Italian"),
        ("it", "Italiano", "italiano"),
        ("ja", "イタリア語", "イタリア語"),
    ],
)
def test_a_heading_has_a_capital_and_a_sentence_has_it_where_the_language_writes_it(
    reader: str, alone: str, inside: str
) -> None:
    with override(reader):
        assert (name_of_language("it"), name_in_sentence("it")) == (alone, inside)


def test_a_language_calls_itself_by_its_own_name_whoever_reads() -> None:
    with override("ja"):
        assert [native_name(code) for code in ("fr", "en", "it")] == ["Français", "English", "Italiano"]


def test_words_in_another_language_than_the_screens_say_so() -> None:
    with override("fr"):
        assert spoken_in("<b>", "it") == '<span lang="it">&lt;b&gt;</span>'
        assert (spoken_in("Mot", "fr"), spoken_in("Mot", "")) == ("Mot", "Mot")
