"""Makes the forms of a preview one after the other, writing down how far it has come.

The web page of a language before it is added to an edition, as its editors see it: files in a folder of each preview.

Asks for a preview of all forms, once for all who ask at the same time, and says what it would be made from.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import logging
import re
import secrets
import shutil
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from django.conf import settings
from django.db import transaction
from django.tasks import TaskContext, task
from django.utils import timezone

from common.database.passing_problems import is_passing, wait_after
from guide import serving
from guide.builds import subprocess
from guide.builds.build import FILES, materials_of
from guide.builds.disk import write_all
from guide.builds.preview import state as states
from guide.builds.preview.state import FAILED, MAKING, READY, Previewed, PreviewState
from guide.editions import AlreadyPublished, Edition
from guide.editions.assembly import names_of
from guide.editions.proof.parts import guide_to_be
from guide.publication import page_images
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

log = logging.getLogger(__name__)


@task(queue_name=FILES, takes_context=True)
def make_preview_forms(context: TaskContext[..., None], edition_id: int, language: str, token: str) -> None:
    """All forms of the edition in preparation, for its editors; goes on where it stood."""
    is_tried_again = wait_after(context.attempt) is not None
    build_preview(Edition.objects.get(pk=edition_id), language, token, is_tried_again=is_tried_again)


def build_preview(edition: Edition, language: str, token: str, *, is_tried_again: bool = False) -> None:
    """Makes what is not made yet of the build that `token` names. Begun again after its worker was killed it goes on where it
    stood, unless the texts have changed; where another build was asked for since, it stops.

    Where it `is_tried_again`, raises what found the disk full or the database away: the worker waits, and calls once more.
    """
    state = states.read_state(edition.number, language)
    if state is None or state.token != token:
        return
    guide = guide_to_be(edition, language)
    state = _begun(state, fingerprint_of(guide))
    materials = materials_of(edition, language)
    for form in [form.form for form in state.forms if not form.is_over]:
        if not _is_still_wanted(state):
            return
        state = state.with_form(Previewed(form, MAKING)).save()
        made = _made(state, form, guide, materials, is_tried_again=is_tried_again)
        if not _is_still_wanted(state):
            shutil.rmtree(state.folder, ignore_errors=True)
            return
        state = state.with_form(made).save()
    if names_of(guide_to_be(edition, language)) != names_of(
        guide
    ):  # they went while it was begun: see `state.forget_all`
        shutil.rmtree(states.folder_of(edition.number, language), ignore_errors=True)


def fingerprint_of(guide: Guide) -> str:
    """Another one whenever a form would come out otherwise: what the guide says, and the names in it."""
    said = [guide.to_json(), names_of(guide)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _begun(state: PreviewState, fingerprint: str) -> PreviewState:
    """The state that goes with these texts; the folders of builds before it are removed."""
    if state.fingerprint not in {"", fingerprint}:
        state = replace(state, forms=tuple(Previewed(form) for form in FORMS))
    for folder in states.folder_of(state.number, state.language).glob("*"):
        if folder.is_dir() and folder.name != state.token:
            shutil.rmtree(folder, ignore_errors=True)
    return replace(state, fingerprint=fingerprint).save()


def _is_still_wanted(state: PreviewState) -> bool:
    known = states.read_state(state.number, state.language)
    return known is not None and known.token == state.token


def _made(state: PreviewState, form: str, guide: Guide, materials: Materials, *, is_tried_again: bool) -> Previewed:
    """The form with its files written, or why it could not be made."""
    try:
        files = subprocess.build_in_memory(form, guide, materials)
        shown = thumbnails_of(form, files)
        write_all(state.folder, {f"files/{name}": content for name, content in files.items()} | dict(shown.files))
    except Exception as problem:
        if is_tried_again and is_passing(problem):
            raise
        if isinstance(problem, PdfUnavailable):
            return Previewed(form, FAILED, str(problem))
        log.exception("%s could not be made for the preview of edition %s (%s)", form, state.number, state.language)
        return Previewed(form, FAILED, f"{type(problem).__name__}: {problem}"[:500])
    size = len(files[FORMS[form].name])
    return Previewed(form, READY, "", size, shown.pictures, shown.groups, shown.contents)


# The web page of an edition in preparation, as its editors see it.


def web_files(edition: Edition, guide: Guide) -> Mapping[str, bytes]:
    """The folder of the web page, as a preview shows it: nothing to download is there yet."""
    materials = replace(materials_of(edition, guide.language), downloads=())
    return FORMS["web"].make(guide, materials)


def preview_folder() -> Path:
    """What previews show: style sheets, fonts and pictures, named after their content, so that all previews share them."""
    return Path(settings.EDITIONS_ROOT) / "preview"


def store_preview(files: Mapping[str, bytes]) -> None:
    """Writes those files of a preview that are not there yet."""
    folder = preview_folder()
    write_all(folder, {name: content for name, content in files.items() if not (folder / name).is_file()})


# What stands for a form on the screen: pictures of its pages, and which of them are shown first; the contents of an EPUB.


MOST_PAGES: Final = 200
WIDTHS: Final = {"poster": 1100, "leaflet": 1100, "cover": 1100, "imposed": 900}
WIDTH: Final = 600
FIRST_SHEETS: Final = 4  # of the booklet to fold, on whose sheets no pages follow each other
MOST_CONTENTS: Final = 60
CHAPTER: Final = re.compile(r"[0-9０-９]+\b")
ITEM: Final = re.compile(r"<item\b[^<>]*>")
LINK: Final = re.compile(r"<a\b[^<>]*>((?:[^<]|<(?!/?a\b))*+)</a>")
TAG: Final = re.compile(r"<[^<>]+>")


type Groups = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """`files` are those of the pictures, by their names in the folder of the build."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    groups: Groups = ()
    contents: tuple[str, ...] = ()


def thumbnails_of(form: str, files: Mapping[str, bytes]) -> Thumbnails:
    """What stands for a form; a file that cannot be looked into is there all the same, without pictures."""
    import pypdfium2 as pdfium  # where something is shown only: 2 MB of a server that seldom shows it

    try:
        if form == "share":
            return _of_pictures(files)
        if form == "epub":
            return _of_epub(files[FORMS[form].name])
        if FORMS[form].name.endswith(".pdf"):
            return _of_pdf(form, files[FORMS[form].name])
    except (pdfium.PdfiumError, zipfile.BadZipFile, StopIteration, KeyError):
        log.warning("%s of a preview cannot be shown", form, exc_info=True)
    return Thumbnails()


def _of_pictures(files: Mapping[str, bytes]) -> Thumbnails:
    return Thumbnails({}, tuple(f"files/{name}" for name in files), ((0, 1), (1, 1)) if len(files) > 1 else ((0, 1),))


def _of_pdf(form: str, pdf: bytes) -> Thumbnails:
    drawn = page_images.pages(pdf, width=WIDTHS.get(form, WIDTH), most=MOST_PAGES)
    pictures = {f"pages/{form}-{number}.webp": page_images.webp(page) for number, page in enumerate(drawn, 1)}
    one_by_one = tuple((number, 1) for number in range(min(len(pictures), FIRST_SHEETS)))
    return Thumbnails(pictures, tuple(pictures), one_by_one if form == "imposed" else groups_of(pdf, len(pictures)))


def groups_of(pdf: bytes, count: int) -> Groups:
    """Which pages are shown first: all of a few; of a book the cover, the pages where a chapter opens and the next two, as
    they face each other.
    """
    if count <= 4:
        return tuple((number, 1) for number in range(count))
    opening = _opening(pdf) or count // 2
    left = opening - 1 + opening % 2  # pages with an odd number are on the right
    return ((0, 1), *((first, min(2, count - first)) for first in (left, left + 2) if 0 < first < count))


def _opening(pdf: bytes) -> int | None:
    """The page where the second chapter begins, or the only one, counted from nought."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as document:
        top = [mark for mark in document.get_toc() if mark.level == 0 and CHAPTER.match(mark.get_title())]
        for mark in [*top[1:2], *top[:1]]:
            if (target := mark.get_dest()) is not None:
                return int(target.get_index())
    return None


def _of_epub(epub: bytes) -> Thumbnails:
    """The picture on its cover, where there is one, and its table of contents."""
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        package = next(name for name in book.namelist() if name.endswith(".opf"))
        items = [_attributes(item) for item in ITEM.findall(book.read(package).decode())]
        by_property = {kind: item["href"] for item in items for kind in item.get("properties", "").split()}
        beside = PurePosixPath(package).parent
        nav = book.read(str(beside / by_property["nav"])).decode()
        titles = [html.unescape(TAG.sub("", link)).strip() for link in LINK.findall(nav)]
        files = {}
        if cover := by_property.get("cover-image"):
            files[f"pages/epub-cover{PurePosixPath(cover).suffix}"] = book.read(str(beside / cover))
    return Thumbnails(files, tuple(files), ((0, 1),) if files else (), tuple(titles[:MOST_CONTENTS]))


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'(?<![\w:-])([\w:-]++)="([^"]*)"', tag)}


SCRIPT = re.compile(rb'<script src="[^"<]*"[^<>]*></script>')  # the browser would store it for reading offline
SHOWN_FOR = 3600  # seconds: whoever looks longer asks for it again


def page_of_preview(digest: str) -> str:
    """Returns the name of the file to open, which `store_added_preview` writes."""
    return f"{digest}/index.html"


def store_added_preview(edition: Edition, guide: Guide, digest: str) -> None:
    """Makes the page of what would go out, with `digest` as its name.

    Previews that are older than an hour are removed. All are, where a name or a consent goes: see `states.forget_previews`.
    """
    folder = states.folder_of(edition.number, guide.language)
    for known in folder.glob("*"):
        if known.is_dir() and time.time() - known.stat().st_mtime > SHOWN_FOR:
            shutil.rmtree(known, ignore_errors=True)
    files = web_files(edition, guide)
    pages = {name: SCRIPT.sub(b"", content) for name, content in files.items() if name.endswith(".html")}
    write_all(folder / digest, {**files, **pages})


def added_preview_file(number: int, language: str, name: str) -> Path | None:
    """Returns a file of such a preview; None where there is none, any more or at all."""
    return serving.file_in(states.folder_of(number, language), name)


def request_preview(edition: Edition, language: str) -> bool:
    """Has all forms made by the worker; False where that is under way already. Raises AlreadyPublished.

    The row of the edition is held meanwhile, so that of two who ask at once one finds what the other wrote.
    """
    with transaction.atomic():
        held = Edition.objects.select_for_update().defer("names").get(pk=edition.pk)
        if held.is_out:
            raise AlreadyPublished
        known = states.read_state(edition.number, language)
        if known and known.is_being_made:
            return False
        asked = PreviewState(edition.number, language, secrets.token_hex(8), timezone.now()).save()
        transaction.on_commit(partial(make_preview_forms.enqueue, edition.pk, language, asked.token))
        transaction.on_commit(partial(forget_others, edition.number))
    return True


def has_changed(state: PreviewState, edition: Edition) -> bool:
    """Whether the texts are no longer those that the preview was made from."""
    return state.is_done and state.fingerprint != fingerprint_of(guide_to_be(edition, state.language))


def forget_others(number: int) -> None:
    """Removes the previews of the editions before this one: they are out, and their files are there for everybody."""
    for folder in states.root().glob("*"):
        if folder.name != str(number):
            shutil.rmtree(folder, ignore_errors=True)
