"""Pictures and PDF files as people, and worse, would send them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from accounts.models import User
from contributions.models import Attachment, Page
from contributions.models import Image as Picture
from tests.contributions.uploads.heic import heic

RED, GREEN, BLUE = (200, 30, 30), (30, 180, 60), (40, 60, 210)
DEVICE, PLACE = "Telephone 9 de Martine", b"Vannes, quai des Indes"


def encoded(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def halves(width: int = 640, height: int = 480) -> Image.Image:
    """Red above, blue below: one sees which way up it is."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (0, height // 2, width, height))
    return picture


def photograph(width: int = 640, height: int = 480) -> Image.Image:
    """As many colours as a photograph has."""
    grey = Image.effect_noise((width, height), 60)
    return Image.merge("RGB", (grey, grey.rotate(90).resize(grey.size), grey.rotate(180)))


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: its name, and where it was."""
    details = Image.Exif()
    details[0x0112], details[0x0110] = orientation, DEVICE
    details.get_ifd(0x8825).update({1: "N", 2: (47.0, 39.0, 20.0), 27: PLACE})
    return details


def picture_of(kind: str, *, orientation: int = 1) -> bytes:
    """A picture of each format, with place and device where the format has them."""
    if kind == "HEIC":
        return heic([[RED] * 2, [BLUE] * 2], exif=exif(orientation).tobytes())
    return encoded(halves(), kind, exif=exif(orientation))


def create_picture(*, uploader: User, picture: Image.Image | None = None, **fields: Any) -> Picture:
    content = encoded(picture or halves())
    fields = {"file_name": "Écran d’accueil.png", "alt": "Un écran en deux couleurs"} | fields
    return Picture.objects.take_in(content, uploader=uploader, **fields)


def pdf(*, pages: int = 2, title: str = "Fiche") -> bytes:
    return written(writer(pages, title))


def writer(pages: int = 1, title: str = "Fiche") -> PdfWriter:
    made = PdfWriter()
    for _ in range(pages):
        made.add_blank_page(300, 400)
    made.add_metadata({"/Title": title})
    return made


def written(made: PdfWriter) -> bytes:
    file = io.BytesIO()
    made.write(file)
    return file.getvalue()


def pdf_with(name: str, value: Any) -> bytes:
    """A PDF whose catalogue says one thing more."""
    made = writer()
    made._root_object[NameObject(name)] = value
    return written(made)


def act(kind: str, **more: str) -> DictionaryObject:
    details = {NameObject(f"/{name}"): TextStringObject(value) for name, value in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(f"/{kind}"), **details})


def compressed(content: bytes) -> bytes:
    """The same PDF with its objects put away in a compressed stream."""
    made = PdfWriter(clone_from=io.BytesIO(content))
    made.compress_identical_objects()
    file = io.BytesIO()
    made.write(file)
    return file.getvalue()


def create_file(*, uploader: User, content: bytes | None = None, name: str = "Fiche réflexe.pdf") -> Attachment:
    return Attachment.objects.take_in(pdf() if content is None else content, file_name=name, uploader=uploader)


def place(*, token: str, uploader: User, page: Page) -> None:
    """A picture and a PDF that stand in a page, put there without being made anew: quick, for tests of addresses."""
    details = {"token": token, "uploader": uploader, "size": 4}
    image = Picture.objects.create(
        name="ecran",
        sha256="1",
        alt="Un écran",
        width=640,
        height=480,
        widths=[480, 640],
        print_name="print.png",
        **details,
    )
    attachment = Attachment.objects.create(name="ecran", sha256="1", title="Écran.pdf", pages=1, **details)
    for name, upload in (("480.webp", image), ("640.webp", image), ("file.pdf", attachment)):
        upload.folder.mkdir(parents=True, exist_ok=True)
        (upload.folder / name).write_bytes(b"RIFF")
        upload.uses.get_or_create(text_kind="contributions.page", text_id=page.pk)


__all__ = ["ArrayObject", "DictionaryObject", "NameObject", "TextStringObject"]
