"""The words of a glossary are found in texts and linked, each once."""

from __future__ import annotations

import re

import pytest

from common.markup import render
from common.markup.glossary import Term, link_terms, terms_in, terms_used, with_anchors
from tests.for_each import for_each

pytestmark = pytest.mark.pure

ENTRIES = {
    "Clé d’accès": "Moyen de se connecter.",
    "Hameçonnage (phishing)": "Un piège.",
    "CNIL": "Une autorité.",
    "Fuite de données": "Une fuite.",
}
GLOSSARY = "\n\n".join(f"{word}\n:   {meaning}" for word, meaning in ENTRIES.items())
TERMS = terms_in(render(GLOSSARY, language="fr").html)


def linked(text: str) -> str:
    return link_terms(render(text, language="fr").html, TERMS, language="fr", prefix="glossary-")


def words_linked(html: str) -> list[str]:
    return re.findall(r'<a class="word" href="#glossary-word-\d+">(.*?)</a>', html)


def test_every_entry_of_the_glossary_is_a_word_with_an_anchor() -> None:
    assert [term.words for term in TERMS] == ["Clé d’accès", "Hameçonnage (phishing)", "CNIL", "Fuite de données"]
    html = with_anchors(render(GLOSSARY, language="fr").html)
    assert [f'id="{term.anchor}"' in html for term in TERMS] == [True] * 4


def test_a_word_is_linked_where_it_comes_first_and_nowhere_else() -> None:
    html = linked("Le hameçonnage arrive par mail.\n\nLe hameçonnage arrive aussi par SMS.")
    assert words_linked(html) == ["hameçonnage"]
    assert html.index("word") < html.index("SMS")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Des fuites de données.", ["fuites de données"]),
        ("Une Clé d'accès.", ["Clé d’accès"]),
        ("Un phishing de plus.", ["phishing"]),
        ("Ces clés d’accès", ["clés d’accès"]),
        ("La CNIL répond.", ["CNIL"]),
        ("Une fuite\u00a0de données", ["fuite&nbsp;de données"]),
    ],
)
def test_plurals_capitals_apostrophes_and_second_names_are_found(text: str, found: list[str]) -> None:
    assert words_linked(linked(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "L’anti-hameçonnage et le hameçonnages-surprise.",
        "La cnil en minuscules.",
        "## Le hameçonnage",
        "[le hameçonnage](https://exemple.fr/)",
        "`hameçonnage`",
    ],
)
def test_parts_of_words_headings_links_and_code_stay_as_they_are(text: str) -> None:
    assert words_linked(linked(text)) == []


def test_the_longer_word_wins_and_no_link_stands_in_another() -> None:
    terms = (Term("donnée", "word-1"), Term("fuite de données", "word-2"))
    html = link_terms("<p>Une fuite de données, puis une donnée.</p>", terms, language="fr")
    assert html.count("<a ") == 2
    assert '<a class="word" href="#word-2">fuite de données</a>' in html


def test_nothing_that_is_read_changes() -> None:
    text = "Une fuite de données &amp; la **CNIL**, puis *le hameçonnage* : <kbd>R</kbd>."
    before = render(text, language="fr").html
    assert re.sub(r'</?a(?: class="word" href="[^"]*")?>', "", link_terms(before, TERMS, language="fr")) == before


def test_japanese_words_need_no_spaces_around_them() -> None:
    terms = terms_in("<dl><dt>クッキー（Cookie）</dt><dd>小さなファイル。</dd></dl>")
    assert "クッキー</a>" in link_terms("<p>このクッキーは必要です。</p>", terms, language="ja")


def test_the_words_that_a_text_uses_are_told_in_the_order_of_the_glossary() -> None:
    found = terms_used(render("La CNIL parle de clés d’accès. `phishing`", language="fr").html, TERMS, language="fr")
    assert [term.words for term in found] == ["Clé d’accès", "CNIL"]


WORDS = {
    "en": ("Backup", "Passkey", "Phishing", "Data breach", "Whistleblower"),
    "fr": ("Sauvegarde", "Hameçonnage", "Cookie", "Fuite de données"),
    "it": ("Backup", "Phishing", "Cookie"),
    "ja": ("バックアップ", "同意", "位置情報", "SMS", "なりすまし"),
}


@for_each(
    ("language", "text", "found"),
    [
        ("en", "Print your backup codes.", []),
        ("en", "Print your *backup* codes and backup **keys**.", []),
        ("en", "Print your backup codes, and make a backup of them.", ["backup"]),
        ("en", "Make a backup. Codes come later.", ["backup"]),
        ("en", "- a backup\n- codes", ["backup"]),
        ("en", "A passkey holds out against fake sites. A backup can wait.", ["passkey", "backup"]),
        ("en", "A cloud backup is a backup, a back-up or backup-free.", ["backup"]),
        ("en", "A phishing attempt, a phishing kit.", ["phishing"]),
        ("en", "A whistleblower’s rights after a data breach notification.", ["whistleblower", "data breach"]),
        ("fr", "Imprimez vos codes de sauvegarde.", []),
        ("fr", "Imprimez vos codes de **sauvegarde**, et faites une sauvegarde automatique.", ["sauvegarde"]),
        ("fr", "Une tentative d’hameçonnage, un peu de sauvegarde.", ["hameçonnage", "sauvegarde"]),
        ("fr", "Le fichier d’hameçonnage et la pré-sauvegarde.", []),
        ("it", "Stampate i codici di backup.", []),
        ("it", "Fate un backup, contro i tentativi di phishing.", ["backup", "phishing"]),
        ("ja", "バックアップコードを印刷します。不同意と位置情報サービス。", []),
        ("ja", "バックアップ用のコード", []),
        ("ja", "バックアップを取り、同意します。", ["バックアップ", "同意"]),
        ("ja", "位置情報は送りません。SMSで届きます。", ["位置情報", "SMS"]),
        ("ja", "SMSコード、MMSで。", []),
    ],
)  # fmt: skip
def test_a_word_that_says_which_kind_of_another_thing_is_meant_stays_as_it_is(
    language: str, text: str, found: list[str]
) -> None:
    terms = tuple(Term(words, f"word-{number}") for number, words in enumerate(WORDS[language]))
    html = link_terms(render(text, language="fr").html, terms, language=language, prefix="glossary-")
    assert words_linked(html) == found


def test_no_word_is_linked_within_a_longer_one_that_was_linked_before() -> None:
    terms = (Term("donnée", "word-1"), Term("fuite de données", "word-2"))
    html = link_terms("<p>Une fuite de données, puis une fuite de données.</p>", terms, language="fr")
    assert html.count("<a ") == 1
    assert terms_used("<p>Une fuite de données.</p>", terms, language="fr") == terms[1:]


def test_the_reading_of_a_japanese_word_is_no_other_name_of_it() -> None:
    terms = terms_in(
        "<dl><dt>同意（どうい）</dt><dd>一。</dd><dt>CNIL（クニル）</dt><dd>二。</dd><dt>キリ（きり）</dt></dl>"
    )
    assert link_terms("<p>どういう意味ですか。</p>", terms, language="ja") == "<p>どういう意味ですか。</p>"
    assert "同意</a>" in link_terms("<p>同意します。</p>", terms, language="ja")
    assert "クニル</a>" in link_terms("<p>クニルです。</p>", terms, language="ja")
    assert "きり</a>" in link_terms("<p>きりです。</p>", terms, language="ja")
