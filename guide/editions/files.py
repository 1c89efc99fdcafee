"""The forms in which an edition goes out, and what has become of each file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionFile(models.Model):
    """A form in which an edition goes out in a language: made from its frozen document, and again when it is missing.

    `size` and `sha256` are those of the file that `guide.publication.forms.FORMS` names first.
    """

    class Form(models.TextChoices):
        WEB = "web", _("web page")
        SHARE = "share", _("pictures for sharing")
        PDF = "pdf", _("PDF")
        LARGE = "large", _("PDF in large print, A4")
        IMPOSED = "imposed", _("booklet to print and fold, A4")
        BOOKLET = "booklet", _("PDF for the printer")
        COVER = "cover", _("cover for the printer")
        POSTER = "poster", _("poster")
        LEAFLET = "leaflet", _("leaflet")
        EPUB = "epub", _("EPUB")
        DOCX = "docx", _("Word document")
        MARKDOWN = "markdown", _("Markdown")
        JSON = "json", _("JSON")

        @property
        def is_of_the_guide(self) -> bool:
            """Whether it is the guide itself, so that the ending of its file tells it from the other forms."""
            return self.value in {"pdf", "epub", "docx", "markdown", "json"}

        @property
        def saved_name(self) -> str:
            """What its file is called on an editor's own disk, in her language."""
            return str(_("The guide") if self.is_of_the_guide else self.label)

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.CASCADE, related_name="files", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    # Since when a worker has been making it, and when that worker last said that it still does.
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["edition", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "form"], name="an_edition_has_each_form_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language}): {self.get_form_display()}"


# Numbers of books: ISBN of ten and of thirteen figures, as people write them, checked by their last sign.


_SHAPE = re.compile(r"(?:97[89])?\d{9}[\dX]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def clean_isbn(text: str) -> str:
    """The number with its hyphens as they were typed; empty stays empty. Raises ValidationError beside the field."""
    written = text.translate(_DASHES).upper().removeprefix("ISBN").lstrip(": ").strip()
    written = "-".join(written.split())
    figures = written.replace("-", "")
    if not figures:
        return ""
    if not _SHAPE.fullmatch(figures):
        words = _("An ISBN has 13 digits and begins with 978 or 979; an older one has 10.")
        raise ValidationError({"isbn": words}, code="shape")
    if not _is_right(figures):
        raise ValidationError({"isbn": _("The last digit does not fit the others: one was mistyped.")}, code="check")
    return re.sub("-+", "-", written).strip("-")


def _is_right(figures: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in figures]
    if len(values) == 10:
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    return "X" not in figures and sum(value * (3 if place % 2 else 1) for place, value in enumerate(values)) % 10 == 0
