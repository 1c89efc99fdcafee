"""The few words that the renderer itself puts into a text, in the language of that text.

They belong to the text, not to the interface: a French page keeps them when an English reader opens it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RendererWords:
    back_to_text: str  # {} is the number of the note
    colleague: str  # in the place of a name, behind an @
    admonitions: dict[str, str]


ENGLISH = RendererWords(
    "Back to the text, note {}",
    "a colleague",
    {
        "note": "Note",
        "info": "Good to know",
        "tip": "Tip",
        "example": "Example",
        "important": "Important",
        "warning": "Take care",
        "danger": "Danger",
    },
)
FRENCH = RendererWords(
    "Retour au texte, note {}",
    "un collègue",
    {
        "note": "Note",
        "info": "À savoir",
        "tip": "Conseil",
        "example": "Exemple",
        "important": "Important",
        "warning": "Attention",
        "danger": "Danger",
    },
)
ITALIAN = RendererWords(
    "Torna al testo, nota {}",
    "un collega",
    {
        "note": "Nota",
        "info": "Da sapere",
        "tip": "Consiglio",
        "example": "Esempio",
        "important": "Importante",
        "warning": "Attenzione",
        "danger": "Pericolo",
    },
)
JAPANESE = RendererWords(
    "本文に戻る（注{}）",
    "同僚",
    {
        "note": "メモ",
        "info": "豆知識",
        "tip": "ヒント",
        "example": "例",
        "important": "重要",
        "warning": "注意",
        "danger": "危険",
    },
)
_WORDS = {"fr": FRENCH, "en": ENGLISH, "it": ITALIAN, "ja": JAPANESE}

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
    return _WORDS.get(primary(language), ENGLISH)
