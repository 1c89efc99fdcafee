"""What Japanese asks of a page that the printing engine does not know: lines that break between phrases, last lines of more
than a sign, and emphasis.
"""

import re
from functools import lru_cache
from typing import Final

import budoux

from .faces import JAPANESE

WORD: Final = re.compile(r"[^ ]+ *| +")
# What the model, which was trained on sentences, now and then begins or ends a phrase with.
NEVER_FIRST: Final = frozenset("、。，．・…」』）］！？：；々ーァィゥェォッャュョぁぃぅぇぉっゃゅょんン")
NEVER_LAST: Final = frozenset("「『（［")
LATIN_EMPHASIS: Final = re.compile(
    r"<(em|i|cite)>((?:<span[^<>]*+>)?[\x20-\x3b\x3d\x3f-\u024f\u2010-\u202f&;]++(?:</span>)?)</\1>"
)
TITLES: Final = re.compile(r"<(h[1-6])(\s[^<>]*+)?>((?:[^<]|<(?!/?h[1-6]\b))*+)</\1>")
QUOTATIONS: Final = re.compile(r"(<blockquote><p>)((?:[^<]|<(?!/?p\b))*+)(</p></blockquote>)")  # in large letters
SHORT_TEXTS: Final = re.compile(r"<(h[1-6]|p)(\s[^<>]*+)?>((?:[^<]|<(?!/?(?:h[1-6]|p)\b))*+)</\1>")
IN_CONTENTS: Final = re.compile(r'(<a\s++href="#chapter-\d+"[^<>]*+>)((?:[^<]|<(?!/?a\b))*+)(</a>)')
ENDING: Final = re.compile(r"([ぁ-ヺー一-鿿]{2,3}[。？！」』）]+)(?=</(?:p|li|dd)>)")  # of a paragraph
TEXT: Final = re.compile(r"(<[^<>]*>)")
SHORT: Final = 2
LONGEST: Final = 14  # signs: a longer phrase may be cut, it might not fit into a line


def phrases(text: str) -> list[str]:
    """The text in pieces between which lines may end: words with the space behind them; of Japanese, which has none, its
    phrases, none of a single sign.
    """
    return [
        phrase for word in WORD.findall(text) for phrase in (_phrases_of(word) if JAPANESE.search(word) else (word,))
    ]


@lru_cache(maxsize=1000)
def _phrases_of(word: str) -> tuple[str, ...]:
    pieces: list[str] = []
    for piece in _parser().parse(word):
        if pieces and _belong_together(pieces[-1], piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def _belong_together(before: str, after: str) -> bool:
    is_short = min(len(before), len(after)) < SHORT
    is_latin = not JAPANESE.search(before[-1] + after[0])
    return is_short or is_latin or after[0] in NEVER_FIRST or before[-1] in NEVER_LAST


@lru_cache(maxsize=1)
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def in_japanese(html: str) -> str:
    """The page with titles and quotations that break between phrases, and no last line of a sign and its stop; what is
    emphasized in Latin letters keeps its italic.
    """
    html = LATIN_EMPHASIS.sub(r'<\1 class="latin">\2</\1>', html)
    html = with_whole_endings(html)
    for display in (IN_CONTENTS, QUOTATIONS):
        html = display.sub(lambda found: found[1] + unbroken(found[2]) + found[3], html)
    return TITLES.sub(_with_phrases, html)


def sheet_in_japanese(html: str) -> str:
    """The same for a sheet, all of whose texts are short: each breaks between phrases."""
    return SHORT_TEXTS.sub(_with_phrases, html)


def with_whole_endings(html: str) -> str:
    return ENDING.sub(r'<span class="phrase">\1</span>', html)


def _with_phrases(element: re.Match[str]) -> str:
    return f"<{element[1]}{element[2] or ''}>{unbroken(element[3])}</{element[1]}>"


def unbroken(title: str) -> str:
    parts = TEXT.split(title)
    return "".join(part if place % 2 else _held_together(part) for place, part in enumerate(parts))


def _held_together(text: str) -> str:
    return "".join(
        f'<span class="phrase">{piece}</span>' if JAPANESE.search(piece) and len(piece) <= LONGEST else piece
        for piece in phrases(text)
    )
