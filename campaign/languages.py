"""In which language the campaign writes first: what its pages and tips are typeset, measured and searched in."""

from __future__ import annotations

from django.conf import settings


def first_language() -> str:
    """Returns the code of the language of pages and tips, of which every other language of the guide is a translation."""
    return str(settings.GUIDE_LANGUAGE)
