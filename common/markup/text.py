"""Texts without their markup: cleaned, compared by title, read as plain words, shortened.

Titles that look alike: what is left of a title when all that the eye passes over is taken away.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache, partial

from common.markup.html_blocks import blocks_in
from common.markup.link_policy import WIKI_LINK
from common.markup.mentions import MENTION, NO_NAME
from common.markup.ruby import ruby_in_brackets

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
LONG = 1_000
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def clean_text(text: str) -> str:
    """`text` fit to be stored and shown, on every database.

    Line ends become a line feed. Removed: NUL and the other control characters (a tab stays), lone surrogates,
    byte order marks, and the bidirectional embeddings, overrides and isolates, with which a text can be made to
    read otherwise than it is written. Marks that scripts need (joiners, direction marks) stay.
    """
    return _cleaned_lately(text) if len(text) > LONG else _cleaned(text)


def _cleaned(text: str) -> str:
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


# A form, a verb, the renderer each clean what they are given: five times the same text in a save.
_cleaned_lately = lru_cache(maxsize=8)(_cleaned)


_BREAKING_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


def one_line(text: str) -> str:
    """The text on one line, single-spaced; no-break spaces stay, since French sets them before its punctuation."""
    return _BREAKING_SPACES.sub(" ", clean_text(text)).strip()


_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})


@lru_cache(maxsize=4_096)
def title_key(title: str) -> str:
    """The identity of a title: two titles with one key are the same title.

    Width, case, accents, spaces, invisible characters and the shape of apostrophes do not count; the voicing
    marks of Japanese do.
    """
    decomposed = unicodedata.normalize("NFKD", title.translate(_FOLDED)).casefold().translate(_FOLDED)
    bare = unicodedata.normalize("NFKC", _LATIN_MARKS.sub("", decomposed))
    if not bare.isprintable():  # which no character of _INVISIBLE is
        bare = "".join(char for char in bare if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return " ".join(bare.split())


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

_REPLACEMENTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"^[ ]{0,3}\[\^[^\]\n]{1,80}\]:.*(?:\n[ ]{4}.*)*", ""),  # footnotes
        (r"^[ ]{0,3}(?:```|~~~).*$", ""),
        (r"^[ ]{0,3}!!! ?[\w-]+(?: \"([^\"\n]*)\")?[ ]*$", r"\1"),
        (r"^(?=.*-)[ |:-]+$|^[ ]{0,3}(?:={3,}|\*{3,}|_{3,})[ ]*$", ""),  # rules, the second line of a table
        (r"^[ \t]*(?:(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t])|:(?=[ ]{3}))[ \t]*)+", ""),
        (r"^\[[ xX]\] ", ""),
        (r"(?<![ \t])[ \t]++#++[ \t]*$", ""),  # possessive: a long run of spaces is read once
        (r"<br[ ]*/?>", " "),
        (MENTION, NO_NAME),
        (WIKI_LINK, "\x00\\1\x01\\2\x02"),
        (r"!?\[([^\[\]]*)\]\([^()\s]*(?:[ ]+\"[^\"\n]*\")?\)", r"\1"),
        (r"\[\^[^\]\n]{1,80}\]", ""),
        (r"<(?=https?://)([^<>\s]*)>|</?(?:sub|sup|kbd|abbr)\b[^<>]{0,100}>", r"\1"),
        (r"\*{1,3}|~~|`+|(?<!\w)_{1,3}|_{1,3}(?!\w)", ""),
        (r"(?<!\\)\||\\(?=[^\w\s])", " "),
    )
)
_SPACES = re.compile(r"[ \t]+")
_PROTECTED_LINK = re.compile("\x00([^\x00\x01]*)\x01([^\x00\x02]*)\x02")


def plain_text(text: str, *, with_mentions: bool = False) -> str:
    """The words of a Markdown `text`, one line a line, without rendering it: cheap, and good enough for a list.

    A mention is "@…", or stays opaque for `with_shown_names`.
    """
    text = ruby_in_brackets(clean_text(text))
    for pattern, replacement in _REPLACEMENTS:
        if replacement != NO_NAME or not with_mentions:
            text = pattern.sub(replacement, text)
    text = html.unescape(_PROTECTED_LINK.sub(lambda found: found.group(2) or found.group(1), text))
    lines = (_SPACES.sub(" ", line).strip() for line in clean_text(text).split("\n"))
    return "\n".join(line for line in lines if line)


_HEADING_LINE = re.compile(r"(?:[ ]{0,3}#{1,6}[ \t].*(?:\n|$))+")
_NO_PARAGRAPH = re.compile(
    r"[ ]{0,3}(?:#|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|\||!|```|~~~|\[\^|:[ ]{3}|[-=*_]{3,}[ ]*$)|[ ]{4}|\t"
)
_WIDTH = 200
_PLAIN_SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_SHORT = 40  # A line as short as this is a greeting or a label, unless nothing longer follows.


def excerpt(text: str, length: int = _WIDTH, *, with_mentions: bool = False) -> str:
    """The opening of a Markdown `text`: its first real paragraph in plain words, cut at a word."""
    blocks = (_HEADING_LINE.sub("", block.lstrip("\n"), 1) for block in re.split(r"\n[ \t]*\n", clean_text(text)))
    words_of = partial(plain_text, with_mentions=with_mentions)
    paragraphs = (words_of(block) for block in blocks if not _NO_PARAGRAPH.match(block))
    return _first_long((words for words in paragraphs if words), length) or shorten(words_of(text), length)


def _first_long(paragraphs: Iterable[str], length: int) -> str:
    first = ""
    for paragraph in paragraphs:
        first = first or paragraph
        if len(paragraph) >= _SHORT:
            return shorten(paragraph, length)
    return shorten(first, length)


def shorten(text: str, length: int) -> str:
    """`text` on one line, in whole words, at most `length` characters with the ellipsis; its no-break spaces stay."""
    text = _PLAIN_SPACES.sub(" ", text).strip()
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    whole = cut.rpartition(" ")[0] if text[length - 1] != " " else cut
    return (whole if len(whole) > length // 2 else cut).rstrip(" \u00a0\u202f,;:.«(–—-") + "…"


_NO_NAME = re.compile(NO_NAME)
# Such HTML escapes "<" in attributes: a tag ends before the next one begins.
_NOTE_MARKS = re.compile(
    r'<sup id="fnref[^"<>]*">(?:[^<]|<(?!/?sup\b))*+</sup>'
    r'|<a (?:(?!class="footnote-backref")[^<>])*+class="footnote-backref"[^<>]*+>(?:[^<]|<(?!/?a\b))*+</a>'
)
# Who made a picture stands below it, and is no part of what the text says.
_CREDITS = re.compile(r'<span class="credit">[^<]*</span>')
# Words that are stored as they are hold no name that could not follow a later choice.
_MENTIONS = re.compile(r'<(a|span) (?:(?!class="mention")[^<>])*+class="mention"[^<>]*+>[^<]*</\1>')
_BREAKING_TAG = re.compile(
    r"<(?:/?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|blockquote|pre|div|figure|figcaption)\b[^<>]*|br|hr)>"
)
_CELL_END = re.compile(r"</t[dh]>\s*")
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
_BLANKS = re.compile(r"(?<![ \t])[ \t]*+\n\s*")


def html_text(rendered_html: str, *, is_named: bool = False) -> str:
    """The words of HTML that `render` made, a line for each block, without the marks of footnotes and credits of pictures.

    "@…" stands for a mention, since no name may stay in words that are stored; `is_named`, the name that it shows.
    """
    unnamed = rendered_html if is_named else _MENTIONS.sub(NO_NAME, rendered_html)
    text = _CELL_END.sub(" ", _CREDITS.sub("", _NOTE_MARKS.sub("", unnamed)))
    return _BLANKS.sub("\n", html.unescape(_TAG.sub("", _BREAKING_TAG.sub("\n", text)))).strip()


def html_excerpt(rendered_html: str, length: int = _WIDTH) -> str:
    """The opening of HTML that `render` made: its first real paragraph, with the names that it shows."""
    words_of = partial(html_text, is_named=True)
    paragraphs = (words_of(block.html) for block in blocks_in(rendered_html) if block.tag == "p")
    return _first_long((text for text in paragraphs if text), length) or shorten(words_of(rendered_html), length)


def named_as_in(words: str, rendered_html: str, nobody: str) -> str:
    """Words that `html_text` found in HTML, with the names that stand there now; "@nobody" where they no longer stand."""
    if NO_NAME not in words:
        return words
    text, shown = html_text(rendered_html), [found[0] for found in _MENTIONS.finditer(rendered_html)]
    start = text.find(words)
    first = text[:start].count(NO_NAME)
    is_known = start >= 0 and len(shown) == text.count(NO_NAME)
    names = iter([html_text(one, is_named=True) for one in shown[first:]] if is_known else [])
    return _NO_NAME.sub(lambda _mark: next(names, f"@{nobody}"), words)


# Letters of other scripts that are drawn as Latin ones are, after Unicode Technical Standard 39 (confusables.txt).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԚԜаеѕіјорсухԁԛԝһԍΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγιοορυνϲϳաոսօցհ",
    "ABESIJKMHOPCTYXYQWaesijopcyxdqwhgABEZHIKMNOPTYXayioopuvcjwnuogh",
)
_FIGURES = str.maketrans("01", "ol")


def title_skeleton(title: str) -> str:
    """Makes the skeleton of a title: two titles with one skeleton look alike to a reader.

    Returns the letters and figures of its key (see `title_key`) without spaces, hyphens and punctuation, letters of other
    scripts as the Latin ones that they are drawn like, 0 as o and 1 as l; "" for a title without any.
    """
    key = title_key(title.translate(_LOOKALIKES)).translate(_FIGURES)
    return "".join(sign for sign in key if sign.isalnum())
