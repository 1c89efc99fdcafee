"""What a file that somebody downloads is called: after what it is, in her language, with the letters of that language."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils.http import content_disposition_header
from django.utils.text import slugify

LONGEST: Final = 60
APOSTROPHE: Final = re.compile("['’]")


def attachment(*parts: object, ending: str) -> str:
    """Returns the header that gives a file out under the name that these parts make. Other letters than ASCII are sent as
    `filename*`, which every browser of today reads.
    """
    return content_disposition_header(as_attachment=True, filename=file_name(*parts, ending=ending)) or "attachment"


def inline(*parts: object, ending: str) -> str:
    """Returns the header that shows a file, and names it for whoever saves it."""
    return content_disposition_header(as_attachment=False, filename=file_name(*parts, ending=ending)) or "inline"


def file_name(*parts: object, ending: str) -> str:
    """Returns the parts as words joined by hyphens: with no sign that a system or a header would refuse, of bounded length."""
    return f"{'-'.join(filter(None, map(_slug, parts))) or ending}.{ending}"


def _slug(part: object) -> str:
    if isinstance(part, date):
        return f"{part:%Y-%m-%d}"
    return slugify(APOSTROPHE.sub(" ", str(part)), allow_unicode=True)[:LONGEST].strip("-")
