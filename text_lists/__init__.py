"""Things side by side in the words of the reader's language: `with_and(names)` is "Ada, Bo and Cy", or Ada、Bo、Cy.

The signs between them stand in the catalogue of each language.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext

__all__ = ["comma", "full_stop", "side_by_side", "with_and"]


def comma() -> str:
    """Returns what stands between two facts of a line, or two things of a list: ", " or "、"."""
    return gettext(", ")


def full_stop() -> str:
    """Returns what stands between two sentences: ". " or "。"."""
    return gettext(". ")


def side_by_side(parts: Iterable[object]) -> str:
    """Returns "one, two, three"; empty parts are left out."""
    return comma().join(some for some in map(str, parts) if some)


def with_and(parts: Iterable[object]) -> str:
    """Returns "one, two and three", as it stands in a sentence."""
    *others, last = list(map(str, parts)) or [""]
    if not others:
        return last
    return pgettext("the last of a list", "%(others)s and %(last)s") % {"others": side_by_side(others), "last": last}
