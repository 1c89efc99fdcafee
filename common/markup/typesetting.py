"""Words as a printer sets them, with what an author need not know how to type: no-break spaces, apostrophes.

Words that will stand between quotation marks.

Headings whose lines are cut between words alone: "peut-être", "c’est-à-dire", "rendez-vous" stay whole.

The hyphen stays the sign that it is, so that what is searched for and copied is what was written; the class says to the
style sheets where no line may end.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS

NO_BREAK_SPACE = "\u00a0"
LONGEST_REMEMBERED = 2_000
_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_FRENCH = (
    (re.compile("\u202f"), NO_BREAK_SPACE),
    (re.compile(rf"(?<![{_SPACES}])[{_SPACES}]++(?=[:;?!»])"), NO_BREAK_SPACE),
    (re.compile(rf"«[{_SPACES}]*(?=\S)"), "«" + NO_BREAK_SPACE),
    (re.compile(r"(?<=[^\s«])(?=»)"), NO_BREAK_SPACE),
    # Without a space only where it cannot be anything else: not 10:42, not a part of an address.
    (re.compile(r"(?<=[\w»)\]”…%€])(?=[;!?]+(?:[\s»”)]|$)|:(?:\s|$))"), NO_BREAK_SPACE),
)
_TIES = ("« ", " »", " :", " ;", " ?", " !")
# Left alone: addresses, and what Markdown put aside (a character reference, whose name and semicolon may follow).
_NOT_WORDS = re.compile(rf"{BARE_ADDRESS.pattern}|\x02[^\x02\x03]*\x03(?:\w{{1,20}};)?|&\w{{1,20}};")


def typeset(text: str, language: str, *, before: str = "", after: str = "") -> str:
    """`text` as a printer would set it, addresses left alone; `before` and `after` are its neighbouring characters."""
    return (_remembered if len(text) <= LONGEST_REMEMBERED else _typeset)(text, language, before, after)


def tied(text: str, language: str) -> str:
    """The no-break spaces that a text had when it was typeset, and lost since; it is as long as before. 2 µs, not 40."""
    for tie in _TIES if primary(language) == "fr" else ():
        text = text.replace(tie, tie.replace(" ", NO_BREAK_SPACE))
    return text


def typeset_title(title: str, language: str) -> str:
    """A title with its no-break spaces and apostrophes, as long as it was typed: its `title_key` stays the same."""
    return tied(_APOSTROPHE.sub("’", title), language)


def _typeset(text: str, language: str, before: str, after: str) -> str:
    rules = ((_APOSTROPHE, "’"), *(_FRENCH if primary(language) == "fr" else ()))
    text = f"{before}{text}{after}"
    parts = list(_words_and_others(text))
    for index in range(0, len(parts), 2):
        for pattern, replacement in rules:
            parts[index] = pattern.sub(replacement, parts[index])
    typeset_text = "".join(parts)
    return typeset_text[len(before) : len(typeset_text) - len(after)]


# An edit changes one paragraph of forty: saves a tenth of a rendering.
_remembered = lru_cache(maxsize=1_024)(_typeset)


def _words_and_others(text: str) -> Iterator[str]:
    """Words, something else, words, something else, … words."""
    end = 0
    for found in _NOT_WORDS.finditer(text):
        yield text[end : found.start()]
        yield found.group()
        end = found.end()
    yield text[end:]


_GUILLEMET = re.compile(r"(«)[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
_WITHIN_BRACKETS = str.maketrans("「」", "『』")


_MARK = re.compile(r"«|[ \u00a0\u202f]?»")
_SPACE_AFTER = re.compile(r"“[ \u00a0\u202f]")


def nest_guillemets(sentence: str) -> str:
    """A finished sentence, with marks of the second level for guillemets that stand within others: a title that has its
    own was put between them. Where they do not come in pairs nothing is changed.
    """
    if "«" not in sentence or sentence.count("«") != sentence.count("»"):
        return sentence
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        if found[0] == "«":
            depth += 1
            return "«" if depth == 1 else "“"
        depth -= 1
        return found[0] if depth < 1 else "”"

    return _SPACE_AFTER.sub("“", _MARK.sub(mark, sentence))


def inside_guillemets(text: str) -> str:
    """The text with marks of the second level for the guillemets and Japanese brackets in it."""
    return _GUILLEMET.sub(lambda mark: "“" if mark[1] else "”", text).translate(_WITHIN_BRACKETS)


LONGEST = 20
"""What is longer may be cut at its hyphens: on a telephone it would stand out of its line."""
_EDGE = re.compile(r"(<h[1-6](?=[ >])|</h[1-6]>)")
_TAG = re.compile(r"(<[^<>]*>)")
_PLACE = '<span class="whole">'
_HYPHENATED = re.compile(r"(?<![\w’-])\w[\w’]{0,17}(?:-[\w’]{1,18})+")


def with_whole_words(html: str) -> str:
    """An HTML text, safe as it was, in whose headings the short words with a hyphen stay whole."""
    parts = _EDGE.split(html)
    for place in range(2, len(parts), 2):
        if "-" in parts[place] and not parts[place - 1].startswith("</"):
            parts[place] = mark_whole_words(parts[place])
    return "".join(parts)


def mark_whole_words(html: str) -> str:
    """The same of the HTML of a heading itself. What is marked already stays as it is."""
    pieces = _TAG.split(html)
    opened = pieces[0].rpartition(">")  # behind "<h2", the rest of its tag
    pieces[0] = f"{opened[0]}{opened[1]}{_marked(opened[2])}" if opened[1] else _marked(pieces[0])
    for place in range(2, len(pieces), 2):
        if pieces[place - 1] != _PLACE:
            pieces[place] = _marked(pieces[place])
    return "".join(pieces)


def _marked(words: str) -> str:
    def mark(word: re.Match[str]) -> str:
        return f"{_PLACE}{word[0]}</span>" if len(word[0]) <= LONGEST else word[0]

    return _HYPHENATED.sub(mark, words)
