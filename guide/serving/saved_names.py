"""What the files of an edition are called on the disk of whoever saves them: a hidden file beside each says it.

Its address stays as it is printed, mailed and cached; the name is said beside it, and costs no query.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.http import content_disposition_header

from guide.publication.forms import FORMS

NAMED: Final = frozenset(form.name for kind, form in FORMS.items() if kind not in {"web", "share"})


def name_file(path: Path, saved_as: str) -> None:
    """Says what this file is called."""
    _place_of(path).write_text(saved_as, encoding="utf-8")


def disposition_of(path: Path) -> str:
    """Returns the header that shows a file, and names it for whoever saves it; "" where nothing does."""
    if path.name not in NAMED:
        return ""
    try:
        saved_as = _place_of(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    return content_disposition_header(as_attachment=False, filename=saved_as) or ""


def _place_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.name")
