"""What a form of an edition is made with besides what the edition says: files to copy, addresses, other languages."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

type DownloadKind = Literal["pdf", "large", "imposed", "epub", "poster", "leaflet", "docx", "markdown", "json"]

FOR_EVERY_READER: Final = re.compile(r"/(?:guide/(?:(?:editions|[a-z]{2}(?:-[a-z]+)?)/.*)?)?")  # of the guide


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
    """Addresses outside the folder; what is empty is not shown. `page` is absolute, for those who share the page.

    `origins` is empty where readers of the guide may not read the wiki: then no link leads them there.
    """

    editions: str = "/guide/editions/"
    origins: str = "/guide/tips/"
    how_it_works: str = ""
    privacy: str = ""
    accessibility: str = ""
    page: str = ""

    @property
    def site(self) -> str:
        """What stands before the paths of the site ("https://guide.example.org"), for files that lie anywhere, or ""."""
        page = urlsplit(self.page)
        return f"{page.scheme}://{page.netloc}" if page.netloc else ""

    def opens(self, path: str) -> bool:
        """Whether a page of the site can be read by everybody who may read the guide."""
        return bool(self.origins) or FOR_EVERY_READER.fullmatch(path.partition("#")[0]) is not None

    def here(self, path: str) -> str:
        """The path of a page of the site, for the site's own pages; "" where it is not for its readers."""
        return path if self.opens(path) else ""

    def to(self, path: str) -> str:
        """The address of a page of the site for files that lie anywhere; "" where it is not known or not for its readers."""
        return self.site and self.here(path) and f"{self.site}{path}"

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
