"""What may be wrong with the translation of a paragraph, in whole sentences. Pure: two texts come in, warnings come out.

A warning stops nobody, unless it `blocks`: where the guide prints names itself, it would not print them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.markup.readability import parts_words
from guide.publication.markdown import PLACE_OF_NAMES
from guide.translating.lengths import is_too_long, is_too_short
from guide.translating.number_values import is_spelled, numbers_in
from guide.translating.paragraph_pair import Paragraph, ParagraphPair

_PICTURES = frozenset({"image", "image_reference"})
_LONE_EMPHASIS = re.compile(r"(?<![\\*_~])(?:\*+|~~+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w))(?![*_~])")
_DOUBLE_SPACE = re.compile(r"\S([ \u00a0\u202f]{2,})(?=\S)")
_FEWEST_WORDS, _FEWEST_SIGNS = 4, 8  # of what can hardly be the same in two languages


@dataclass(frozen=True, slots=True)
class QualityWarning:
    """One sentence about a translation. `kind` names the check; `blocks` says that it must not be published so."""

    kind: str
    words: str
    blocks: bool = False


def quality_warnings(source: str, target: str, languages: tuple[str, str]) -> list[QualityWarning]:
    """Compares a paragraph in Markdown with its translation; `languages` are those of both.

    Returns what may be wrong, each in a sentence, the gravest first.
    """
    if not source.strip():
        return []
    if not target.strip():
        return [QualityWarning("empty", _("This paragraph is not translated yet."))]
    pair = ParagraphPair(Paragraph(source, languages[0]), Paragraph(target, languages[1]))
    return [QualityWarning(kind, words, kind in _BLOCKING) for kind, check in _CHECKS.items() for words in check(pair)]


def blocking_warnings(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Returns what must be mended in paragraphs before they can be printed, once each."""
    found = (ParagraphPair(Paragraph(source, ""), Paragraph(target, "")) for source, target in pairs)
    return list(dict.fromkeys(words for pair in found for kind in _BLOCKING for words in _CHECKS[kind](pair)))


def is_untouched(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Returns whether a translation is the original's own words, and these are more than a name or a number."""
    return _folded(source) == _folded(target) and _says_something(Paragraph(source, languages[0]))


def _place_of_names(pair: ParagraphPair) -> Iterator[str]:
    if PLACE_OF_NAMES.search(pair.source.markdown) and not PLACE_OF_NAMES.search(pair.target.markdown):
        yield _("{contributors} has to stand alone on a line: the guide prints the names there.")


def _filled_in(pair: ParagraphPair) -> Iterator[str]:
    for name in pair.source.filled_in - pair.target.filled_in:
        yield _("“%(name)s” of the original is missing.") % {"name": name}
    for name in pair.target.filled_in - pair.source.filled_in:
        yield _("“%(name)s” does not stand in the original.") % {"name": name}


def _links(pair: ParagraphPair) -> Iterator[str]:
    for address in pair.source.links - pair.target.links:
        yield _("The link to “%(target)s” is missing.") % {"target": address}
    for address in pair.target.links - pair.source.links:
        yield _("The link to “%(target)s” does not stand in the original.") % {"target": address}


def _pictures(pair: ParagraphPair) -> Iterator[str]:
    before, after = pair.source.targets(*_PICTURES), pair.target.targets(*_PICTURES)
    if lost := (before - after).total():
        yield ngettext("%(n)s picture is missing.", "%(n)s pictures are missing.", lost) % {"n": lost}
    if added := (after - before).total():
        words = ngettext(
            "%(n)s picture does not stand in the original.", "%(n)s pictures do not stand in the original.", added
        )
        yield words % {"n": added}


def _mentions(pair: ParagraphPair) -> Iterator[str]:
    if pair.source.targets("mention") != pair.target.targets("mention"):
        yield _("The colleagues that are named with an @ are not those of the original.")


def _notes(pair: ParagraphPair) -> Iterator[str]:
    if pair.source.targets("note_mark") != pair.target.targets("note_mark"):
        yield _("The references of notes are not those of the original.")


def _numbers(pair: ParagraphPair) -> Iterator[str]:
    before, after = (numbers_in(side.plain, side.language) for side in (pair.source, pair.target))
    for number in before - after:
        if not is_spelled(number, pair.target.plain, pair.target.language):
            yield _("The number %(number)s of the original is missing.") % {"number": number_format(number)}
    for number in after - before:
        if number != 1 and not is_spelled(number, pair.source.plain, pair.source.language):
            yield _("The number %(number)s does not stand in the original.") % {"number": number_format(number)}


def _marks(pair: ParagraphPair) -> Iterator[str]:
    before, after = pair.source.marks, pair.target.marks
    if [_mark_kind(mark) for mark in before] == [_mark_kind(mark) for mark in after]:
        return
    if len(before) <= 1 and len(after) <= 1:
        first, second = ("".join(marks) or "…" for marks in (before, after))
        words = _("The original begins with “%(before)s”, the translation with “%(after)s”.")
        yield words % {"before": first, "after": second}
    else:
        yield _("Lines, list items or cells are not those of the original.")


def _mark_kind(mark: str) -> str:
    return "-" if mark in {"-", "*", "+"} else re.sub(r"[0-9]+", "1", mark)


def _emphasis(pair: ParagraphPair) -> Iterator[str]:
    before, after = (_lone_signs(side) for side in (pair.source, pair.target))
    for sign in after - before:
        yield _("“%(sign)s” stands alone: an emphasis is not opened, or not closed.") % {"sign": sign}


def _lone_signs(side: Paragraph) -> Counter[str]:
    found = Counter[str]()
    for words in side.words:
        for sign in _LONE_EMPHASIS.finditer(words):
            around = words[sign.start() - 1 : sign.start()] if sign.start() else "", words[sign.end() :][:1]
            if not all(one.isspace() for one in around):
                found[sign[0]] += 1
    return found


def _same(pair: ParagraphPair) -> Iterator[str]:
    if _folded(pair.source.plain) == _folded(pair.target.plain) and _says_something(pair.source):
        yield _("The translation is the same as the original.")


def _says_something(side: Paragraph) -> bool:
    """More than a name, a number or an address."""
    if not parts_words(side.language):
        return sum(sign.isalpha() for sign in side.plain) >= _FEWEST_SIGNS
    words = re.findall(r"[^\W\d_]+", side.plain)
    return len(words) >= _FEWEST_WORDS and sum(word[0].islower() for word in words) >= len(words) / 2


def _lengths(pair: ParagraphPair) -> Iterator[str]:
    if is_too_long(pair.source.plain, pair.target.plain, pair.languages):
        yield _("The translation is much longer than its original.")
    if is_too_short(pair.source.plain, pair.target.plain, pair.languages):
        yield _("The translation is much shorter than its original.")


def _spaces(pair: ParagraphPair) -> Iterator[str]:
    if any(map(_DOUBLE_SPACE.search, pair.target.words)) and not any(map(_DOUBLE_SPACE.search, pair.source.words)):
        yield _("Two spaces follow one another.")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


_CHECKS: dict[str, Callable[[ParagraphPair], Iterator[str]]] = {
    "place_of_names": _place_of_names,
    "filled_in": _filled_in,
    "links": _links,
    "pictures": _pictures,
    "mentions": _mentions,
    "notes": _notes,
    "marks": _marks,
    "numbers": _numbers,
    "emphasis": _emphasis,
    "same": _same,
    "length": _lengths,
    "spaces": _spaces,
}
_BLOCKING = ("place_of_names",)
