"""Words of rendered HTML by where they come from, and marks around those that one asks for."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from common.markup.blame import TOKEN as WORD
from common.markup.blame import Runs
from common.markup.html_blocks import TOKEN, opens, tag_name
from common.markup.sequences import Effort, common_runs

_REFERENCE = re.compile(r"&[#\w]{1,32};")
_CREDIT = '<span class="credit">'
_LETTER = re.compile(r"\w")

type Mark = Callable[[str], str]
"""Makes the HTML of a mark out of the words in it."""


@dataclass(frozen=True, slots=True)
class _Word:
    token: int
    start: int
    end: int
    text: str


def words_by_origin(text: str, runs: Runs) -> dict[int, int]:
    """How many words of a Markdown `text` come from each origin; signs and markup are no words."""
    counts: dict[int, int] = {}
    for _word, origin in _words_of(text, runs):
        counts[origin] = counts.get(origin, 0) + 1
    return counts


def mark_blame(
    html: str, text: str, runs: Runs, *, wanted: Collection[int], mark: Mark, after: Callable[[int], str]
) -> str:
    """`html`, which was rendered from `text`, with the words that come from `wanted` marked.

    Behind each passage of one origin stands what `after` makes of it, never inside of a link or a reading.
    """
    tokens = TOKEN.findall(html)
    words = list(_words_in(tokens))
    origins = _origins_of(words, text, runs)
    marked = [(word, origin) for word, origin in zip(words, origins, strict=True) if origin in wanted]
    return "".join(_written(tokens, marked, _ends(words, origins), mark, after))


def _words_of(text: str, runs: Runs) -> Iterator[tuple[str, int]]:
    steps = iter(runs)
    end, origin = 0, 0
    for match in WORD.finditer(text):
        while match.start() >= end:
            length, origin = next(steps)
            end += length
        if _LETTER.match(match.group()):
            yield match.group(), origin


def _words_in(tokens: Sequence[str]) -> Iterator[_Word]:
    """The words between the tags. Character references are signs here; the credit of a picture is nobody's words."""
    for number, token in enumerate(tokens):
        if (token.startswith("<") and len(token) > 1) or (number and tokens[number - 1] == _CREDIT):
            continue
        plain = _REFERENCE.sub(lambda found: "&" + " " * (len(found[0]) - 1), token)
        for match in WORD.finditer(plain):
            if _LETTER.match(match.group()):
                yield _Word(number, match.start(), match.end(), match.group())


def _origins_of(words: Sequence[_Word], text: str, runs: Runs) -> list[int | None]:
    """A word that rendering has made (the number of a note) goes with the one before it."""
    known = list(_words_of(text, runs))
    found: list[int | None] = [None] * len(words)
    for run in common_runs([word for word, _origin in known], [word.text for word in words], Effort()):
        found[run.j : run.j + run.length] = [origin for _word, origin in known[run.i : run.i + run.length]]
    before: int | None = None
    for at, origin in enumerate(found):
        before = found[at] = before if origin is None else origin
    return found


def _ends(words: Sequence[_Word], origins: Sequence[int | None]) -> set[_Word]:
    """The last word of each passage."""
    later = [*origins[1:], None][: len(origins)]  # a picture without a caption has no word
    return {word for word, origin, next_one in zip(words, origins, later, strict=True) if next_one != origin}


def _written(
    tokens: Sequence[str],
    marked: Sequence[tuple[_Word, int | None]],
    ends: set[_Word],
    mark: Mark,
    after: Callable[[int], str],
) -> Iterator[str]:
    by_token = {number: list(group) for number, group in groupby(marked, lambda one: one[0].token)}
    waiting, link_depth = "", 0
    for number, token in enumerate(tokens):
        if tag_name(token) in {"a", "ruby"}:
            link_depth += 1 if opens(token) else -1
            yield token
        elif number in by_token:
            written, behind = _in_token(token, by_token[number], ends, mark, after, is_link=link_depth > 0)
            yield written
            waiting += behind
        else:
            yield token
        if waiting and not link_depth:
            yield waiting
            waiting = ""


def _in_token(
    token: str,
    marked: Sequence[tuple[_Word, int | None]],
    ends: set[_Word],
    mark: Mark,
    after: Callable[[int], str],
    *,
    is_link: bool,
) -> tuple[str, str]:
    """A run of words between two tags, marked; and what has to wait until the link around it has ended."""
    written, waiting, at = "", "", 0
    for start, end, origin, is_end in _stretches(token, marked, ends):
        written += token[at:start] + mark(token[start:end])
        behind = after(origin) if is_end else ""
        if is_link:
            waiting += behind
        else:
            written += behind
        at = end
    return written + token[at:], waiting


def _stretches(
    token: str, marked: Sequence[tuple[_Word, int | None]], ends: set[_Word]
) -> Iterator[tuple[int, int, int, bool]]:
    """From where to where each mark goes, of which origin, and whether its passage ends there."""
    begun: int | None = None
    for (word, origin), following in zip(marked, [*marked[1:], (None, None)], strict=True):
        begun = word.start if begun is None else begun
        is_end = word in ends
        if is_end or following[0] is None:
            closes = re.match(r"[.!?…,;:»”\")\]\u00a0]*", token[word.end :])
            end = word.end + (len(closes.group().rstrip("\u00a0")) if closes else 0)
            yield begun, end, origin or 0, is_end
            begun = None
