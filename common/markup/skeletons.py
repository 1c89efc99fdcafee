"""Titles that look alike: what is left of a title when all that the eye passes over is taken away."""

from __future__ import annotations

from common.markup.text import title_key

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
