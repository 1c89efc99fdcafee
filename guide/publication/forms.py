"""The forms of an edition by name: how each is made, and what its files are called in the folder of a language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

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


def later(module: str, maker: str = "make") -> Callable[[Guide, Materials], Files]:
    """What is loaded only where a form is made: the server has no fonts and no decoder of pictures in it, 10 MB a process."""

    def make(guide: Guide, materials: Materials) -> Files:
        made: Files = getattr(import_module(f".{module}", __package__), maker)(guide, materials)
        return made

    return make


FORMS: Final[dict[str, Form]] = {
    "web": Form("index.html", later("web"), heavy=False),
    "share": Form("share/guide.png", later("sheet")),
    "pdf": Form("guide.pdf", later("pdf")),
    "large": Form("large-print.pdf", later("pdf", "make_large")),
    "imposed": Form("booklet-a4.pdf", later("imposition")),
    "booklet": Form("booklet.pdf", later("prepress", "make_booklet")),
    "cover": Form("cover.pdf", later("prepress", "make_cover")),
    "poster": Form("poster.pdf", later("poster")),
    "leaflet": Form("leaflet.pdf", later("leaflet")),
    "epub": Form("guide.epub", later("epub")),
    "docx": Form("guide.docx", later("docx")),
    "markdown": Form("guide.md", later("markdown")),
    "json": Form("guide.json", later("exchange")),
}
FOR_THE_PRINTER: Final = frozenset({"booklet", "cover"})  # with marks to cut: at the desk alone
NAMES: Final = frozenset(form.name for form in FORMS.values())
PDF_NAME = FORMS["pdf"].name
