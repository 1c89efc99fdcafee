"""The forms of an edition by name: how each is made, and what its files are called in the folder of a language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from . import docx, epub, exchange, leaflet, markdown, pdf, poster, printers, share, web
from .document import Guide
from .materials import Materials

type Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """`make` returns path -> bytes, paths inside the folder of the language; `name` is the file that stands for the form.

    A `heavy` one takes seconds and is left to the worker; the others are there at once.
    """

    name: str
    make: Callable[[Guide, Materials], Files]
    heavy: bool = True


FORMS: Final[dict[str, Form]] = {
    "web": Form("index.html", web.make, heavy=False),
    "share": Form("share/guide.png", share.make),
    "pdf": Form("guide.pdf", pdf.make),
    "booklet": Form("booklet.pdf", printers.make_booklet),
    "cover": Form("cover.pdf", printers.make_cover),
    "poster": Form("poster.pdf", poster.make),
    "leaflet": Form("leaflet.pdf", leaflet.make),
    "epub": Form("guide.epub", epub.make),
    "docx": Form("guide.docx", docx.make),
    "markdown": Form("guide.md", markdown.make),
    "json": Form("guide.json", exchange.make),
}
NAMES: Final = frozenset(form.name for form in FORMS.values())
