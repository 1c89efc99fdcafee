"""What may be wrong with the translation of a paragraph."""

from __future__ import annotations

import pytest

from guide.translating.quality_checks import quality_warnings
from tests.for_each import for_each

pytestmark = pytest.mark.pure

PICTURE = "![Un chat](/media/images/0123456789abcdef/chat.webp)"
MENTION = "@[x0123456789]"


def kinds(source: str, target: str, languages: tuple[str, str] = ("fr", "en")) -> list[str]:
    return [warning.kind for warning in quality_warnings(source, target, languages)]


@for_each(
    ("source", "target"),
    [
        ("Voyez [le site](https://a.example/x).", "See [the site](https://a.example/x)."),
        ("Voyez https://a.example/x/ ou 17cyber.gouv.fr.", "See https://a.example/x or 17cyber.gouv.fr."),
        ("Lisez [[Les mots de passe]] ici.", "Read [[Les mots de passe|passwords]] here."),
        ("## Un titre", "## A title"),
        ("- Une liste", "* A list"),
        ("2. Deux choses", "3. Two things"),
        ("> Il a dit cela", "> He said that"),
        ("Un **mot** et un *autre*", "One **word** and *another*"),
        ("Il coûte 1 234,5 €", "It costs €1,234.5"),
        ("Au moins douze signes", "At least 12 characters"),
        (f"Voici {PICTURE} et {MENTION}", f"Here are {PICTURE.replace('Un chat', 'A cat')} and {MENTION}"),
        ("Une note[^1].", "A note[^1]."),
        ("3 * 4 = 12 ou file_name", "3 * 4 = 12 or file_name"),
        ("CNIL", "CNIL"),
        ("danah boyd", "danah boyd"),
        ("Hervé Le Crosnier, Éditions C & F", "Hervé Le Crosnier, Éditions C & F"),
        ("https://a.example/une-page", "https://a.example/une-page"),
        ("{contributors}", "{contributors}"),
        ("Oui", "Yes"),
        ("", "A paragraph that the original has not"),
    ],
)
def test_a_good_translation_is_warned_of_nothing(source: str, target: str) -> None:
    assert quality_warnings(source, target, ("fr", "en")) == []


@for_each(
    ("source", "target", "kind"),
    [
        ("Voyez [le site](https://a.example/x).", "See the site.", "links"),
        ("Voyez [le site](https://a.example/x).", "See [the site](https://a.example/y).", "links"),
        ("Voyez https://a.example/x", "See the site", "links"),
        ("Voyez le site", "See https://evil.example", "links"),
        ("Lisez [[Une page]]", "Read [[A page]]", "links"),
        ("Écrivez à <a@b.example>", "Write to <c@b.example>", "links"),
        (f"Voici {PICTURE}", "Here is a cat", "pictures"),
        ("Voici un chat", f"Here is {PICTURE}", "pictures"),
        (f"Merci à {MENTION}", "Thanks to @[xaaaaaaaaaa]", "mentions"),
        ("Une note[^1].", "A note.", "notes"),
        ("## Un titre", "# A title", "marks"),
        ("## Un titre", "A title", "marks"),
        ("Un titre", "## A title", "marks"),
        ("- Une liste", "1. A list", "marks"),
        ("Un mot", "- A word", "marks"),
        ("- Un\n- Deux", "- One and two", "marks"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c d |", "marks"),
        ("Douze **mots**", "Twelve **words", "emphasis"),
        ("Douze mots", "Twelve *words", "emphasis"),
        ("Douze _mots_", "Twelve _words", "emphasis"),
        ("Au moins 12 signes", "At least 10 characters", "numbers"),
        ("Au moins 12 signes", "Some characters or others", "numbers"),
        ("1 234 €", "€1.234", "numbers"),
        ("Ceci n’est pas traduit du tout", "Ceci n’est pas traduit du tout", "same"),
        ("Ceci n’est pas traduit du tout", "**Ceci n’est  pas traduit** du tout", "same"),
        ("Un mot " * 20, "A word", "length"),
        ("Un mot", "A word " * 20, "length"),
        ("Deux mots", "Two  words", "spaces"),
        ("Deux mots", "Two \u00a0words", "spaces"),
        ("Merci {name} !", "Thank you!", "filled_in"),
        ("Un mot", " ", "empty"),
    ],
)
def test_what_may_be_wrong_is_said(source: str, target: str, kind: str) -> None:
    assert kind in kinds(source, target)


def test_each_warning_is_a_sentence_with_what_is_meant() -> None:
    found = quality_warnings("Voyez [cela](https://a.example/x), 12 fois.", "See <that>, 10 times.", ("fr", "en"))
    assert [warning.words for warning in found] == [
        "Le lien vers «\u00a0https://a.example/x\u00a0» manque.",
        "Le nombre 12 de l’original manque.",
        "Le nombre 10 ne figure pas dans l’original.",
    ]


def test_only_the_place_of_the_names_holds_a_translation_back() -> None:
    source = "Merci à :\n\n{contributors}"
    found = quality_warnings(source, "Thanks to: {contributors}", ("fr", "en"))
    assert [warning.kind for warning in found if warning.blocks] == ["place_of_names"]
    assert quality_warnings(source, "Thanks to:\n\n{contributors}", ("fr", "en")) == []
    assert not any(warning.blocks for warning in quality_warnings("Voyez [a](https://b.example) 12", "x", ("fr", "en")))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Donnez-lui un mot de passe de douze caractères au moins, ou une phrase.",
            "12文字以上のパスワードか、フレーズにします。",
            [],
        ),
        ("Le 27 avril 2016, ils étaient 10 000.", "2016年4月27日には、1万人いました。", []),
        ("Au moins 12 signes dans chaque mot de passe", "１０文字以上のパスワードにしましょう", ["numbers", "numbers"]),
        ("Un paragraphe assez long pour que sa longueur dise quelque chose de sûr." * 2, "短い", ["length"]),
    ],
)
def test_japanese_is_shorter_and_writes_numbers_its_own_way(source: str, target: str, expected: list[str]) -> None:
    assert kinds(source, target, ("fr", "ja")) == expected


def test_the_translation_of_a_japanese_guide_is_longer() -> None:
    assert (
        kinds(
            "12文字以上のパスワードか、フレーズにします。",
            "Choose twelve characters at least, or a phrase.",
            ("ja", "en"),
        )
        == []
    )
    assert kinds("これはまだ翻訳されていません。", "これはまだ翻訳されていません。", ("ja", "en")) == ["same"]


@pytest.mark.parametrize(
    "text", ["*" * 5_000, "[" * 5_000, "{" * 5_000, "_a" * 5_000, "1," * 5_000, "1 " * 5_000, "1万" * 5_000]
)
def test_hostile_words_cost_no_more_than_their_length(text: str) -> None:
    quality_warnings(text, text + "x", ("fr", "ja"))


def test_a_number_is_written_as_the_language_of_the_screen_does() -> None:
    (warning,) = quality_warnings("Il coûte 1 234,5 euros.", "It costs some euros.", ("fr", "en"))
    assert "1234,5" in warning.words
