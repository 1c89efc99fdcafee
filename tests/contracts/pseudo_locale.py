"""Languages that nobody speaks: one in which every message of the site stands between marks, so that what is outside of them
went through no catalogue; and one in which each is two fifths longer, as translations are.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from setup.messages import ROOT, keys_in

CODE = "eo"
"""Django has words of its own in it, such as months, and the site has none."""
LONG_CODE = "ia"
"""So has this one."""
MORE = 0.4
OPENING, CLOSING = "⟦", "⟧"


def marked(text: str) -> str:
    """The text between marks, inside of the white space at its edges; formats of dates and single signs as they are."""
    bare = text.strip()
    if not any(sign.isalpha() for sign in bare.replace("%(", "")):
        return text
    return text.replace(bare, f"{OPENING}{bare}{CLOSING}", 1)


def lengthened(text: str) -> str:
    """The text with more words of its own, or a longer word; formats of dates and single signs as they are."""
    words = [word for word in text.replace("&nbsp;", " ").split() if word.isalpha()]
    if not words:
        return text
    if len(text.split()) == 1:
        return text + "en" * round(len(text) * MORE / 2)
    more, end = "", text.rstrip()
    for word in cycle(words):
        if len(more) >= len(text) * MORE:
            break
        more += f" {word}"
    return f"{end}{more}{text[len(end) :]}"


def write_pseudo_locale(folder: Path, code: str = CODE, say: Callable[[str], str] = marked) -> Path:
    """Makes a folder for LOCALE_PATHS, with each message as `say` puts it. Returns it."""
    catalogue = Catalog(locale=code)
    for context, singular, plural in keys_in(ROOT):
        if (context or "").startswith("format of") or singular in {"H:i", "j F"}:
            catalogue.add(singular, singular, context=context)
        elif plural is None:
            catalogue.add(singular, say(singular), context=context)
        else:
            catalogue.add((singular, plural), (say(singular), say(plural)), context=context)
    path = folder / code / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder
