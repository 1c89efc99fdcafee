"""Things side by side in the words of the reader's language: `with_and(names)` is "Ada, Bo and Cy", or Ada、Bo、Cy.

The signs between and around them stand in the catalogue of each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import get_language, gettext, pgettext

__all__ = [
    "before_stop",
    "close_up",
    "comma",
    "full_stop",
    "in_brackets",
    "quoted",
    "sentence",
    "side_by_side",
    "with_and",
    "with_one_stop",
]

WITHOUT_SPACES: Final = frozenset({"ja"})
"""Languages that put no space between two words: a catalogue cannot say so of what stands around its messages."""
_SECOND_STOP: Final = re.compile(r"(\.(?:</\w+>|\u00a0?[”»])+)\.")
_GAP: Final = re.compile(r"(?<=[：、。])((?:</\w+>)*+)\s+")


def comma() -> str:
    """Returns what stands between two facts of a line, or two things of a list: ", " or "、"."""
    return gettext(", ")


def full_stop() -> str:
    """Returns what stands between two sentences: ". " or "。"."""
    return gettext(". ")


def sentence(words: str) -> str:
    """Returns words with the full stop of the language behind them, one also where they end with one: "Martine L."."""
    return pgettext("a sentence", "%(words)s.") % {"words": words.rstrip(".。")}


def before_stop(words: str) -> str:
    """Returns words that a full stop follows: an initial at their end, as of "Martine L.", has brought its own."""
    return words.removesuffix(".")


def with_one_stop(line: str) -> str:
    """Returns HTML of a line; where a name in a link, or a quotation, ends with a full stop, that ends its sentence as well."""
    return _SECOND_STOP.sub(r"\1", line)


def quoted(words: object) -> str:
    """Returns words between the quotation marks of the language: “so”, or 「so」."""
    return gettext("“%(words)s”") % {"words": words}


def in_brackets(words: object) -> str:
    """Returns "(words)", or （words）."""
    return pgettext("in brackets", "(%(words)s)") % {"words": words}


def close_up(line: str) -> str:
    """Returns HTML of a line; in a language without spaces, what follows a wide colon, comma or stop touches it."""
    return _GAP.sub(r"\1", line) if get_language() in WITHOUT_SPACES else line


def side_by_side(parts: Iterable[object]) -> str:
    """Returns "one, two, three"; empty parts are left out."""
    return comma().join(some for some in map(str, parts) if some)


def with_and(parts: Iterable[object]) -> str:
    """Returns "one, two and three", as it stands in a sentence."""
    *others, last = list(map(str, parts)) or [""]
    if not others:
        return last
    return pgettext("the last of a list", "%(others)s and %(last)s") % {"others": side_by_side(others), "last": last}
