"""Every language that a text can be set in: the one list of them, and the few words that the renderer itself puts into a text.

The words belong to the text, not to the interface: a French page keeps them when an English reader opens it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class RendererWords:
    back_to_text: str  # {} is the number of the note
    colleague: str  # in the place of a name, behind an @
    admonitions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """What typography knows of a language. Hyphenation goes by its code, of which pyphen has the patterns (Japanese has none).

    `locale` names it with its country, for programs that check spelling; `quotes` are those of printed books; `stemmer` is
    what snowballstemmer calls it.
    """

    code: str
    locale: str
    quotes: tuple[str, str]
    words: RendererWords
    stemmer: str = ""


_KINDS: Final = ("note", "info", "tip", "example", "important", "warning", "danger")


def _words(back_to_text: str, colleague: str, *admonitions: str) -> RendererWords:
    return RendererWords(back_to_text, colleague, dict(zip(_KINDS, admonitions, strict=True)))


ENGLISH = _words(
    "Back to the text, note {}",
    "a colleague",
    *("Note", "Good to know", "Tip", "Example", "Important", "Take care", "Danger"),
)
_ALL: Final = (
    Language(
        "cs",
        "cs-CZ",
        ("„", "“"),
        _words(
            "Zpět k textu, poznámka {}",
            "kolega",
            *("Poznámka", "Dobré vědět", "Tip", "Příklad", "Důležité", "Pozor", "Nebezpečí"),
        ),
        stemmer="czech",
    ),
    Language(
        "da",
        "da-DK",
        ("“", "”"),
        _words(
            "Tilbage til teksten, note {}",
            "en kollega",
            *("Bemærk", "Værd at vide", "Tip", "Eksempel", "Vigtigt", "Vær opmærksom", "Fare"),
        ),
        stemmer="danish",
    ),
    Language(
        "de",
        "de-DE",
        ("„", "“"),
        _words(
            "Zurück zum Text, Anmerkung {}",
            "jemand aus dem Kollegium",
            *("Hinweis", "Gut zu wissen", "Tipp", "Beispiel", "Wichtig", "Achtung", "Gefahr"),
        ),
        stemmer="german",
    ),
    Language("en", "en-GB", ("“", "”"), ENGLISH, stemmer="english"),
    Language(
        "es",
        "es-ES",
        ("«", "»"),
        _words(
            "Volver al texto, nota {}",
            "un compañero",
            *("Nota", "Conviene saber", "Consejo", "Ejemplo", "Importante", "Atención", "Peligro"),
        ),
        stemmer="spanish",
    ),
    Language(
        "fr",
        "fr-FR",
        ("«\u00a0", "\u00a0»"),
        _words(
            "Retour au texte, note {}",
            "un collègue",
            *("Note", "À savoir", "Conseil", "Exemple", "Important", "Attention", "Danger"),
        ),
        stemmer="french",
    ),
    Language(
        "it",
        "it-IT",
        ("«", "»"),
        _words(
            "Torna al testo, nota {}",
            "un collega",
            *("Nota", "Da sapere", "Consiglio", "Esempio", "Importante", "Attenzione", "Pericolo"),
        ),
        stemmer="italian",
    ),
    Language(
        "ja",
        "ja-JP",
        ("「", "」"),
        _words("本文に戻る（注{}）", "同僚", *("メモ", "豆知識", "ヒント", "例", "重要", "注意", "危険")),
    ),
    Language(
        "nb",
        "nb-NO",
        ("«", "»"),
        _words(
            "Tilbake til teksten, note {}",
            "en kollega",
            *("Merk", "Verdt å vite", "Tips", "Eksempel", "Viktig", "Vær oppmerksom", "Fare"),
        ),
        stemmer="norwegian",
    ),
    Language(
        "nl",
        "nl-NL",
        ("‘", "’"),
        _words(
            "Terug naar de tekst, noot {}",
            "een collega",
            *("Opmerking", "Goed om te weten", "Tip", "Voorbeeld", "Belangrijk", "Let op", "Gevaar"),
        ),
        stemmer="dutch",
    ),
    Language(
        "pl",
        "pl-PL",
        ("„", "”"),
        _words(
            "Powrót do tekstu, przypis {}",
            "ktoś z zespołu",
            *("Uwaga", "Warto wiedzieć", "Wskazówka", "Przykład", "Ważne", "Ostrożnie", "Niebezpieczeństwo"),
        ),
        stemmer="polish",
    ),
    Language(
        "pt",
        "pt-PT",
        ("“", "”"),
        _words(
            "Voltar ao texto, nota {}",
            "um colega",
            *("Nota", "A saber", "Sugestão", "Exemplo", "Importante", "Atenção", "Perigo"),
        ),
        stemmer="portuguese",
    ),
    Language(
        "sv",
        "sv-SE",
        ("”", "”"),
        _words(
            "Tillbaka till texten, not {}",
            "en kollega",
            *("Obs", "Bra att veta", "Tips", "Exempel", "Viktigt", "Se upp", "Fara"),
        ),
        stemmer="swedish",
    ),
)
LANGUAGES: Final = {one.code: one for one in _ALL}
"""By their codes. A language that stands here can be chosen under « Réglages »; docs/languages.md says what else it needs."""
STEMMERS: Final = {code: one.stemmer for code, one in LANGUAGES.items() if one.stemmer}

ADMONITION_KINDS = {
    "note": "note", "nota": "note",
    "info": "info",
    "tip": "tip", "hint": "tip", "conseil": "tip", "astuce": "tip", "consiglio": "tip",
    "example": "example", "exemple": "example", "esempio": "example",
    "important": "important", "importante": "important",
    "warning": "warning", "caution": "warning", "attention": "warning", "attenzione": "warning",
    "danger": "danger", "error": "danger", "pericolo": "danger",
}  # fmt: skip
"""What an author may write after `!!!`, and the class that it gets."""


def primary(language: str) -> str:
    """The language itself: "fr" for "fr-FR"."""
    return language.lower().replace("_", "-").partition("-")[0]


def words_for(language: str) -> RendererWords:
    known = LANGUAGES.get(primary(language))
    return known.words if known else ENGLISH


def locale_of(language: str) -> str:
    """Returns a language with its country, as a word processor names it: "de-DE"; a language that is not listed as it is."""
    known = LANGUAGES.get(language)
    return known.locale if known else language


def quotation_marks(language: str) -> tuple[str, str]:
    """Returns what stands around a quotation; English marks for a language that is not listed."""
    return LANGUAGES.get(primary(language), LANGUAGES["en"]).quotes
