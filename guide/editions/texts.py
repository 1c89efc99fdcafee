"""What an edition says in each of its languages, and the pictures at the head of its chapters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.models import Image
from guide.sections import SectionRevision
from guide.tips.models import TipRevision
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentState, compared
from guide.translations.translated_texts import WhenMissing, WhenOutdated
from themes.models import Theme


class EditionText(models.Model):
    """What an edition says in one language: a row for each that it comes out in, its own included.

    `title`, `subtitle` and `summary` are the cover's words in a language that is not the edition's own, whose cover is
    worded on the edition; `picture_words` says in it what the pictures of cover and chapters show, by the token of the
    picture, whose own description is in the language of the site. `document` is frozen with the edition, and names nobody:
    see `guide.publication.document`.
    """

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.CASCADE, related_name="texts", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    picture_words = models.JSONField(_("what its pictures show"), default=dict, blank=True)
    # What becomes of this language where texts are not translated, or not as they stand now; empty: nobody has chosen yet.
    when_missing = models.CharField(
        _("where a translation is missing"), max_length=8, choices=WhenMissing.choices, blank=True
    )
    when_outdated = models.CharField(
        _("where a translation is outdated"), max_length=8, choices=WhenOutdated.choices, blank=True
    )
    document = models.JSONField(_("frozen document"), null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")
        ordering = ["edition", "language"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="an_edition_speaks_a_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"


class Illustration(models.Model):
    """The picture at the head of a theme's chapter; without one, the theme's motif stands alone."""

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.CASCADE, related_name="illustrations", verbose_name=_("edition")
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign question"))
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ["theme__number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "theme"], name="a_theme_has_one_illustration_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.theme}"


# What a text of the guide said at some time, and whether that is the same for whoever translates it.


type Identity = tuple[str, int]
type Agreement = Literal["done", "reworded", "other"]
REVISIONS: dict[str, Any] = {"tip": TipRevision, "section": SectionRevision}


@dataclass(frozen=True)
class Wording:
    """The words of a tip, a section or a theme."""

    title: str
    body: str = ""
    quote: str = ""
    short_title: str = ""
    site_lines: tuple[tuple[str, str], ...] = ()

    @property
    def paragraphs(self) -> list[Segment]:
        return source_segments(cast("Any", self))

    def agreement(self, known: list[Segment]) -> Agreement:
        """What a translation by these paragraphs is: "done" where it was made from these very words; "reworded" where it was
        made from another text below the same title; else "other".
        """
        status = compared(self.paragraphs, known)
        differing = {one.segment.field for one in status.segments if one.state != SegmentState.DONE}
        differing |= {one.field for one in status.removed if one.field == "body"}
        return "other" if differing - {"body"} else "reworded" if differing else "done"

    def says_the_same_as(self, other: Wording) -> bool:
        """Whether a translation of the other one would be a translation of this one."""
        return self == other or self.agreement([replace(one, target=one.source) for one in other.paragraphs]) == "done"


@dataclass(frozen=True)
class TextVersion:
    number: int
    body: str
    on: date


def versions_of(identity: Identity) -> list[TextVersion]:
    """Every version of a tip or a section, newest first; none of a theme, whose history is not counted."""
    kind, pk = identity
    if kind not in REVISIONS:
        return []
    rows = REVISIONS[kind].objects.filter(id=pk).order_by("-version").values_list("version", "body", "history_date")
    return [TextVersion(version, body, timezone.localdate(at)) for version, body, at in rows]
