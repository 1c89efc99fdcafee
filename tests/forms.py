"""Forms of editions that cost seconds are a few bytes in most tests; tests/guide/publication makes real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from guide.builds import build
from guide.builds.current import serve_when_complete
from guide.builds.disk import folder, write_all
from guide.models import EditionFile
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

PDF = b"%PDF-1.7 " + bytes(range(200))
STEP_BY_STEP = build.build_file


@dataclass(frozen=True, slots=True)
class FewBytes:
    """Makes a form at once."""

    name: str

    def __call__(self, guide: Guide, materials: Materials) -> dict[str, bytes]:
        return {self.name: PDF}


def set_form(patch: pytest.MonkeyPatch, form: str, make: Callable[[Guide, Materials], dict[str, bytes]]) -> None:
    """Has a form made otherwise."""
    patch.setitem(FORMS, form, replace(FORMS[form], make=make))


def make_quickly(patch: pytest.MonkeyPatch) -> None:
    """Every form that takes seconds is a few bytes, and is there at once."""
    for form in [form for form in FORMS if FORMS[form].heavy]:
        set_form(patch, form, FewBytes(FORMS[form].name))
    patch.setattr(build, "build_file", build_at_once)


def build_at_once(file: EditionFile) -> None:
    """Puts a form of a few bytes where readers find it, without the steps of a worker: a dozen statements and a folder of its
    own take ten times as long as the bytes. What a test has made otherwise goes step by step.
    """
    make = FORMS[file.form].make
    if not isinstance(make, FewBytes):
        STEP_BY_STEP(file)
        return
    place = folder(file.edition.number, file.language)
    write_all(place, {make.name: PDF})
    build.name_for_readers(file, place / make.name, title=build.document_for(file).title)
    build.mark_ready(EditionFile.objects.filter(pk=file.pk), PDF)
    if not file.edition.served_at:
        serve_when_complete(file.edition)


def refuse_pdf(patch: pytest.MonkeyPatch) -> None:
    """A machine on which no PDF can be made."""

    def refuse(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise PdfUnavailable("No PDF: Pango is not installed.")

    set_form(patch, "pdf", refuse)
