"""What a form of an edition is made with besides what the edition says: files to copy, addresses, other languages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

type DownloadKind = Literal["pdf", "imposed", "epub", "poster", "leaflet", "docx", "markdown", "json"]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away; `kind` words and illustrates it, `href` may be relative to the page."""

    kind: DownloadKind
    href: str

    @property
    def icon(self) -> str:
        return {"imposed": "printer", "epub": "book"}.get(self.kind, "file-text")


@dataclass(frozen=True, slots=True)
class Language:
    """The same edition in a language: its code, its own name for itself, where it is."""

    code: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses outside the folder; what is empty is not shown. `page` is absolute, for those who share the page."""

    editions: str = "/guide/editions/"
    origins: str = "/guide/tips/"
    accessibility: str = ""
    page: str = ""

    @property
    def site(self) -> str:
        """What stands before the paths of the site ("https://guide.example.org"), for files that lie anywhere, or ""."""
        page = urlsplit(self.page)
        return f"{page.scheme}://{page.netloc}" if page.netloc else ""

    def origin(self, reference: str) -> str:
        """Where the site says what a tip rests on, from anywhere; "" where that is not known."""
        return f"{self.site}{self.origins}{reference}/" if self.site and self.origins and reference else ""


@dataclass(frozen=True, slots=True)
class Conformance:
    """To which standard of accessibility the ebook was found to conform, and by whom; an ebook says nothing by itself."""

    standard: str = ""
    certified_by: str = ""


@dataclass(frozen=True, slots=True)
class Materials:
    """`assets` is the built front end (static/dist), `pictures` the folder in which the files of the guide's pictures lie;
    `short_address` is printed with its QR code, where the print run is a channel's.
    """

    assets: Path
    pictures: Path | None = None
    downloads: tuple[Download, ...] = ()
    languages: tuple[Language, ...] = ()
    links: Links = Links()
    short_address: str = ""
    conformance: Conformance = Conformance()
