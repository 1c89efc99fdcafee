"""The guide as web pages: one folder of files that needs nothing from outside.

`index.html` is the whole guide; each tip has a page of its own beside it, for those who share it. All addresses are
relative except those that are meant to leave the folder; no script and no style is inline, so that a policy of
`default-src 'self'` is enough to show it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation

from common.markup.typesetting import with_whole_words
from guide.publication.document import ANCHOR as CHECK
from guide.publication.document import EMBEDDED_PAGE, LinkedTip, check_context
from guide.publication.document import PAGE as SELF_CHECK_PAGE
from guide.publication.document import STYLES as CHECK_STYLES
from guide.publication.fragments import with_site_links

from .assets import MANIFEST, WORKER, Assets, manifest, worker
from .document import Guide, PlacedPicture, SelfCheck
from .font_subsets import JAPANESE, TITLES_FILE, Letters, SubsetAssets
from .fragments import on_its_own
from .layout import Book, lay_out, letters_in
from .materials import Download, Language, Links, Materials
from .phrases import credit_sentences
from .pictures import DisplayedPicture, shown_web, with_web_pictures
from .structured_data import (
    address_in,
    book_data,
    description,
    page_data,
    picture,
    tip_address,
    tip_data,
    tip_file,
)

# Loaded before the text is laid out: the faces of the first view.
NO_LINKS: Final = Links()
PRELOADED: Final = ("literata", "bricolage")
AT_THE_TOP: Final = ("pdf", "large", "imposed", "epub")
PRINTED: Final = ("imposed", "pdf")  # the first that there is

# What a title, and a subtitle, may have of letters (a letter as wide as it is high counts twice) and in its longest word, to be
# set large on the cover, and smaller.
STEPS_OF_TITLES: Final = ((40, 11), (80, 16))
STEPS_OF_SUBTITLES: Final = ((90, 24), (250, 32))

BREAKS: Final = re.compile(r"[\s\u2e80-\uffff-]+")  # where a line may end: Japanese has no words here

type Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Framed:
    """A picture of the house with the room that it takes, so that nothing moves when it comes."""

    picture: DisplayedPicture
    width: int
    height: int

    @property
    def times_the_cover(self) -> str:
        """How many times as wide as the cover it is drawn, of which it fills 92 % of the height; its sides are cut off."""
        return f"{max(1, 0.92 * 210 / 148 * self.width / self.height):.2f}"


def build_web(
    guide: Guide,
    *,
    assets: Path,
    downloads: tuple[Download, ...] = (),
    languages: tuple[Language, ...] = (),
    links: Links = NO_LINKS,
    pictures: Path | None = None,
) -> dict[str, bytes]:
    """Path inside the folder -> bytes: `index.html`, a page for each tip, and the files they use, named after their content.

    `assets` is the built front end (static/dist); MissingAsset is raised where its style sheet is not there. `pictures`
    is the folder in which the files of the guide's pictures lie; one that is missing is shown as its words. A preview is
    one page alone, which nobody shares or installs.
    """
    materials = Materials(assets, pictures, downloads, languages, links)
    with translation.override(guide.language):
        guide, shown = with_web_pictures(guide, pictures)
        guide = with_site_links(guide, links.here)
        context, framed = with_framed_pictures(guide_context(guide, materials), pictures)
        copies = copies_for(context, assets)
        context |= names_in(copies, has_self_check=bool(guide.edition is not None and guide.self_check))
        more = manifest(guide, copies) if guide.edition is not None else {}
        pages = {name: page.encode() for name, page in render_pages(context).items()}
    if guide.edition is not None:
        more |= worker(copies, b"".join(pages.values()), also=(SELF_CHECK_PAGE,) if guide.self_check else ())
    return {**pages, **more, **copies.files, **shown, **framed}


def guide_context(guide: Guide, materials: Materials) -> Context:
    """What every page of the guide is told; the names of its files come later."""
    downloads, links = materials.downloads, materials.links
    languages = materials.languages if len(materials.languages) > 1 else ()
    hrefs = {download.kind: download.href for download in downloads}
    return {
        "book": (book := lay_out(guide)),
        "steps": (step_of(guide.title, STEPS_OF_TITLES), step_of(guide.subtitle, STEPS_OF_SUBTITLES)),
        "corrections": [(erratum, places_in(book).get(erratum.anchor, "")) for erratum in guide.errata],
        "guide": guide,
        "credits": credit_sentences(guide),
        "downloads": [download for download in downloads if download.kind in AT_THE_TOP],
        "other_forms": [download for download in downloads if download.kind not in AT_THE_TOP],
        "print_href": next((hrefs[kind] for kind in PRINTED if kind in hrefs), ""),
        "languages": languages,
        "alternates": [(language.code, address_in(links, language)) for language in languages if links.page],
        "links": links,
        "is_edition": guide.edition is not None,
    }


def step_of(words: str, steps: tuple[tuple[int, int], ...]) -> int:
    """In which of the sizes of the style sheet the words are set on the cover: 1, the largest, to 3."""
    letters, longest = letters_in(words), max(map(len, BREAKS.split(words)))
    fits = (letters <= most and longest <= a_word for most, a_word in steps)
    return next((step for step, is_large in enumerate(fits, 1) if is_large), len(steps) + 1)


def places_in(book: Book) -> dict[str, str]:
    """What each place that may have an erratum is called."""
    chapters = {chapter.id: chapter.question for chapter in book.chapters}
    tips = {tip.id: f"{tip.number}. {tip.title}" for chapter in book.chapters for tip in chapter.tips}
    parts = {part.id: part.title for whole in (*book.front, *book.back) for part in (whole, *whole.parts)}
    check = {CHECK: book.guide.self_check.title.text} if book.guide.self_check else {}
    return chapters | tips | parts | check


def with_framed_pictures(context: Context, folder: Path | None) -> tuple[Context, dict[str, bytes]]:
    """The context with the picture of the cover and of each chapter, and their files."""
    guide, files = context["guide"], {}

    def framed(shown: PlacedPicture | None) -> Framed | None:
        displayed, found = shown_web(guide, shown, folder)
        files.update(found)
        if displayed is None:
            return None
        from PIL import Image  # the server has this module in it, and no decoder until a picture is framed

        return Framed(displayed, *Image.open(BytesIO(found[displayed.src])).size)

    illustrations = [framed(chapter.illustration) for chapter in guide.chapters]
    cover = framed(guide.cover)
    credits = dict.fromkeys(one.picture.credit for one in (cover, *illustrations) if one and one.picture.credit)
    chapters = list(zip(context["book"].chapters, illustrations, strict=True))
    shown = {"cover": cover, "chapters": chapters, "logo": framed(guide.logo), "picture_credits": list(credits)}
    return context | shown, files


def render_pages(context: Context) -> dict[str, str]:
    guide, links = context["guide"], context["links"]
    whole = {
        "address": links.page,
        "share_picture": picture(links, "guide"),
        "data": book_data(guide, links, context["languages"]),
    }
    pages: dict[str, str] = {"index.html": rendered("guide", context | whole)}
    if context["is_edition"]:
        for name, tip in tip_contexts(context):
            pages[name] = rendered("tip", context | tip)
        if guide.self_check:
            pages |= self_check_pages(context, guide.self_check)
    return pages


def self_check_pages(context: Context, check: SelfCheck) -> dict[str, str]:
    """The page of the self-check, and the same for a frame in another site."""
    guide, links = context["guide"], context["links"]
    tips = {
        tip.reference: LinkedTip(tip.number, tip.title, tip_file(tip.number), tip.language)
        for tip in guide.tips
        if tip.reference
    }
    told = check_context(check, tips) | {
        "page_name": SELF_CHECK_PAGE,
        "errata": [erratum for erratum in guide.errata if erratum.anchor == CHECK],
        "whole": "./",
        "address": f"{links.page}{SELF_CHECK_PAGE}" if links.page else "",
        "alternates": [(code, f"{address}{SELF_CHECK_PAGE}") for code, address in context["alternates"]],
        "share_picture": picture(links, "guide"),
        "data": page_data(check.title.text, SELF_CHECK_PAGE, guide, links),
    }
    pages = {SELF_CHECK_PAGE: "self_check", EMBEDDED_PAGE: "self_check_embedded"}
    return {name: rendered(template, context | told) for name, template in pages.items()}


def rendered(name: str, context: Context) -> str:
    return with_whole_words(render_to_string(f"guide/publication/web/{name}.html", context))


def tip_contexts(context: Context) -> Iterator[tuple[str, Context]]:
    """The file of each tip's page, and what that page is told besides."""
    guide, book, links = context["guide"], context["book"], context["links"]
    told = {tip.number: (tip, chapter) for chapter in guide.chapters for tip in chapter.tips}
    laid_out = [(tip, chapter) for chapter in book.chapters for tip in chapter.tips]
    for place, (part, chapter) in enumerate(laid_out):
        name, (tip, its_chapter) = tip_file(part.number), told[part.number]
        yield (
            name,
            {
                "tip": replace(part, html=on_its_own(part.html, anchor=part.id)),
                "chapter": chapter,
                "previous": laid_out[place - 1][0] if place else None,
                "following": laid_out[place + 1][0] if place + 1 < len(laid_out) else None,
                "page_name": name,
                "whole": "./",
                "address": tip_address(links, part.number),
                "alternates": [(code, f"{address}{name}") for code, address in context["alternates"]],
                "description": description(tip),
                "share_picture": picture(links, part.id),
                "data": tip_data(tip, its_chapter, guide, links),
            },
        )


def copies_for(context: Context, assets: Path) -> Assets:
    """Faces with the letters of the pages. A preview takes whole ones, which all previews share; Japanese has none so small."""
    guide = context["guide"]
    if guide.edition is None and guide.language != JAPANESE:
        return Assets(assets)
    return SubsetAssets(assets, Letters.of(guide.language, render_pages(context).values()))


def names_in(copies: Assets, *, has_self_check: bool) -> Context:
    """Takes along what the pages use, and says what its files are called."""
    stylesheet = copies.add("guide.css")
    return {
        "stylesheet": stylesheet,
        "check_stylesheet": copies.add_if_built(CHECK_STYLES) if has_self_check else "",
        "script": copies.add_if_built("guide.js"),
        "icons": copies.add("guide-icons.svg"),
        "favicon": copies.add_if_built("icon.svg"),
        "touch_icon": copies.add_if_built("app-icons/192.png"),
        "manifest": MANIFEST,
        "worker": WORKER if (copies.folder / WORKER).is_file() else "",
        "preloads": preloads(copies),
    }


def preloads(copies: Assets) -> tuple[str, ...]:
    """The upright face of each family: the one with the shortest name ("literata", not "literata-italic-ext")."""
    fonts = sorted((name for name in copies.names if name.endswith(".woff2")), key=lambda name: (len(name), name))
    found = (next((name for name in fonts if family in name), None) for family in (*PRELOADED, TITLES_FILE))
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
