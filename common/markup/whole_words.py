"""Headings whose lines are cut between words alone: "peut-être", "c’est-à-dire", "rendez-vous" stay whole.

The hyphen stays the sign that it is, so that what is searched for and copied is what was written; the class says to the
style sheets where no line may end.
"""

import re

LONGEST = 20
"""What is longer may be cut at its hyphens: on a telephone it would stand out of its line."""
_EDGE = re.compile(r"(<h[1-6](?=[ >])|</h[1-6]>)")
_TAG = re.compile(r"(<[^<>]*>)")
_MARK = '<span class="whole">'
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
        if pieces[place - 1] != _MARK:
            pieces[place] = _marked(pieces[place])
    return "".join(pieces)


def _marked(words: str) -> str:
    def mark(word: re.Match[str]) -> str:
        return f"{_MARK}{word[0]}</span>" if len(word[0]) <= LONGEST else word[0]

    return _HYPHENATED.sub(mark, words)
