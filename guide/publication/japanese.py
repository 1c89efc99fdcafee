"""What Japanese asks of a page that the printing engine does not know: lines that break between phrases, last lines of more
than a sign, and emphasis.
"""

import re
from typing import Final

# A phrase ends after a particle or an ending, where hiragana gives way to kanji, katakana, a bracket or a letter; a single
# hiragana that is no particle stands within a verb (向き合う). And it ends after a mark.
PHRASE: Final = re.compile(
    r"(?:(?<=[ぁ-ゖ]{2})|(?<=[をはがのにでともへやか]))(?=[一-鿿ァ-ヺ「『（A-Za-z0-9])"
    r"|(?<=[、。！？：；])(?![、。！？：；」』）])|(?<=[」』）])(?![ぁ-ゖ、。！？：；」』）])"
)
LATIN_EMPHASIS: Final = re.compile(r"<(em|i|cite)>([\x20-\x3b\x3d\x3f-\u024f\u2010-\u2027&;]+)</\1>")
TITLES: Final = re.compile(r"<(h[1-6])( [^<>]*+)?>((?:[^<]|<(?!/?h[1-6]\b))*+)</\1>")
IN_CONTENTS: Final = re.compile(r'(<a href="#chapter-\d+">)((?:[^<]|<(?!/?a\b))*+)(</a>)')
ENDING: Final = re.compile(r"([ぁ-ヺー一-鿿]{2,3}[。？！」』）]+)(?=</(?:p|li|dd)>)")  # of a paragraph
TEXT: Final = re.compile(r"(<[^<>]*>)")
SHORT: Final = 2


def phrases(text: str) -> list[str]:
    """The text in pieces that should not be broken, none of a single sign."""
    pieces: list[str] = []
    for piece in PHRASE.split(text):
        if pieces and (len(piece) < SHORT or len(pieces[-1]) < SHORT):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def in_japanese(html: str) -> str:
    """The page with titles that break between phrases, and no last line of a sign and its stop; what is emphasized in Latin
    letters keeps its italic.
    """
    html = LATIN_EMPHASIS.sub(r'<\1 class="latin">\2</\1>', html)
    html = with_whole_endings(html)
    html = IN_CONTENTS.sub(lambda link: link[1] + unbroken(link[2]) + link[3], html)
    return TITLES.sub(lambda title: f"<{title[1]}{title[2] or ''}>{unbroken(title[3])}</{title[1]}>", html)


def with_whole_endings(html: str) -> str:
    return ENDING.sub(r'<span class="phrase">\1</span>', html)


def unbroken(title: str) -> str:
    parts = TEXT.split(title)
    return "".join(part if place % 2 else _held_together(part) for place, part in enumerate(parts))


def _held_together(text: str) -> str:
    return "".join(f'<span class="phrase">{piece}</span>' for piece in phrases(text)) if text.strip() else text
