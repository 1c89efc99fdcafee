"""A language in which every message of the site stands between marks: what is outside of them went through no catalogue."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from setup.messages import ROOT, keys_in

CODE = "eo"
"""Django has words of its own in it, such as months, and the site has none."""
OPENING, CLOSING = "⟦", "⟧"


def marked(text: str) -> str:
    """The text between marks, inside of the white space at its edges; formats of dates and single signs as they are."""
    bare = text.strip()
    if not any(sign.isalpha() for sign in bare.replace("%(", "")):
        return text
    return text.replace(bare, f"{OPENING}{bare}{CLOSING}", 1)


def write_pseudo_locale(folder: Path) -> Path:
    """Makes a folder for LOCALE_PATHS. Returns it."""
    catalogue = Catalog(locale=CODE)
    for context, singular, plural in keys_in(ROOT):
        if (context or "").startswith("format of") or singular in {"H:i", "j F"}:
            catalogue.add(singular, singular, context=context)
        elif plural is None:
            catalogue.add(singular, marked(singular), context=context)
        else:
            catalogue.add((singular, plural), (marked(singular), marked(plural)), context=context)
    path = folder / CODE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder
