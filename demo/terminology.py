"""The forms that the demo's translators do not use for the terms of its glossary, from content/avoided-forms.csv."""

from __future__ import annotations

from collections import defaultdict

from demo.blocks import rows
from demo.content import FOLDER
from guide.models import AvoidedForms


def read_avoided_forms() -> dict[str, dict[str, list[str]]]:
    """Returns them by language and term."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows(FOLDER / "avoided-forms.csv"):
        found[row["language"]][row["term"]] = row["forms"].split(", ")
    return found


def avoid_forms() -> None:
    """Says which forms are to be avoided in each language."""
    for language, forms in read_avoided_forms().items():
        AvoidedForms.objects.of(language).avoid(forms)
