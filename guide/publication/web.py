"""The guide as a web page: one folder of files that needs nothing from outside.

All addresses are relative, nothing is inline, so that a policy of `default-src 'self'` is enough to show it.
"""

from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation

from .assets import Assets
from .document import Guide
from .layout import lay_out
from .materials import Download, Language, Links, Materials
from .pictures import with_web_pictures

# Loaded before the text is laid out: the faces of the first view.
NO_LINKS: Final = Links()
PRELOADED: Final = ("literata", "bricolage")


def build_web(
    guide: Guide,
    *,
    assets: Path,
    downloads: tuple[Download, ...] = (),
    languages: tuple[Language, ...] = (),
    links: Links = NO_LINKS,
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


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return build_web(
        guide,
        assets=materials.assets,
        downloads=materials.downloads,
        languages=materials.languages,
        links=materials.links,
        pictures=materials.pictures,
    )
