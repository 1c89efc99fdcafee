"""What the files of a course are called: after its title, in its language; no word of ours has to be translated."""

from __future__ import annotations

from typing import Final

from django.utils.http import content_disposition_header
from django.utils.text import slugify

LONGEST: Final = 60


def attachment(*parts: str | int, ending: str) -> str:
    """Returns the header that gives a file out under the name that these parts make. Other letters than ASCII are sent as
    `filename*`, which every browser of today reads.
    """
    slugs = [slugify(str(part), allow_unicode=True)[:LONGEST].strip("-") for part in parts]
    name = "-".join(filter(None, slugs)) or "course"
    return content_disposition_header(as_attachment=True, filename=f"{name}.{ending}") or "attachment"
