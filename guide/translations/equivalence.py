"""Whether two wordings of a paragraph are the same for whoever translates it."""

from __future__ import annotations

from campaign.languages import first_language
from markup import compare_meaning


def same_for_translators(older: str, newer: str) -> bool:
    """Returns whether a translation of `older` still says what `newer` says."""
    return older == newer or compare_meaning(older, newer, first_language()) == "same"
