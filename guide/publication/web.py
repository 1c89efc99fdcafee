"""The guide as a web page: one folder of files that needs nothing from outside.

All addresses are relative, nothing is inline, so that a policy of `default-src 'self'` is enough to show it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.template.loader import render_to_string
from django.utils import translation

from .assets import Assets
from .document import Guide
from .layout import lay_out
from .pictures import with_web_pictures

# Loaded before the text is laid out: the faces of the first view.
PRELOADED: Final = ("literata", "bricolage")


@dataclass(frozen=True, slots=True)
class Download:
    """A file offered at the top; `kind` words and illustrates it, `href` may be relative to the page."""

    kind: Literal["booklet", "pdf", "epub"]
    href: str

    @property
    def icon(self) -> str:
        return {"booklet": "printer", "pdf": "file-text", "epub": "book"}[self.kind]


@dataclass(frozen=True, slots=True)
class Language:
    """The same edition in a language: its code, its own name for itself, where it is."""

    code: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses outside the folder; what is empty is not shown. `site` is absolute, for those who share the page."""

    editions: str = "/guide/editions/"
    origins: str = "/guide/tips/"
    accessibility: str = ""
    page: str = ""


def build_web(
    guide: Guide,
    *,
    assets: Path,
    downloads: tuple[Download, ...] = (),
    languages: tuple[Language, ...] = (),
    links: Links = Links(),
    pictures: Path | None = None,
) -> dict[str, bytes]:
    """Path inside the folder -> bytes: `index.html` and the files it uses, named after their content.

    `assets` is the built front end (static/dist); MissingAsset is raised where its style sheet is not there. `pictures`
    is the folder in which the files of the guide's pictures lie; one that is missing is shown as its words.
    """
    copies = Assets(assets)
    guide, shown = with_web_pictures(guide, pictures)
    stylesheet, script, icons = copies.add("guide.css"), copies.add_if_built("guide.js"), copies.add("icons.svg")
    favicon = copies.add_if_built("icon.svg")
    with translation.override(guide.language):
        page = render_to_string(
            "guide/publication/web.html",
            {
                "book": lay_out(guide),
                "guide": guide,
                "stylesheet": stylesheet,
                "script": script,
                "icons": icons,
                "favicon": favicon,
                "preloads": preloads(copies),
                "downloads": downloads,
                "print_href": next((download.href for download in downloads if download.kind != "epub"), ""),
                "languages": languages if len(languages) > 1 else (),
                "links": links,
            },
        )
    return {"index.html": page.encode(), **copies.files, **shown}


def preloads(copies: Assets) -> tuple[str, ...]:
    """The upright face of each family: the one with the shortest name ("literata", not "literata-bold-ext")."""
    fonts = sorted((name for name in copies.names if name.endswith(".woff2")), key=lambda name: (len(name), name))
    found = (next((name for name in fonts if family in name), None) for family in PRELOADED)
    return tuple(copies.names[name] for name in found if name)
