"""Forms of editions that cost seconds are a few bytes in most tests; tests/guide/publication makes real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

PDF = b"%PDF-1.7 " + bytes(range(200))


def set_form(patch: pytest.MonkeyPatch, form: str, make: Callable[[Guide, Materials], dict[str, bytes]]) -> None:
    """Has a form made otherwise."""
    patch.setitem(FORMS, form, replace(FORMS[form], make=make))


def make_quickly(patch: pytest.MonkeyPatch) -> None:
    """Every form that takes seconds is a few bytes."""
    for form in [form for form in FORMS if FORMS[form].heavy]:
        name = FORMS[form].name
        set_form(patch, form, lambda guide, materials, name=name: {name: PDF})  # type: ignore[misc]


def refuse_pdf(patch: pytest.MonkeyPatch) -> None:
    """A machine on which no PDF can be made."""

    def refuse(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise PdfUnavailable("No PDF: Pango is not installed.")

    set_form(patch, "pdf", refuse)
