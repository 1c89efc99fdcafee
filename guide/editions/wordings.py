"""What a text of the guide said at some time, and whether that is the same for whoever translates it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

from django.utils import timezone

from guide.sections import SectionRevision
from guide.tips.models import TipRevision
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentState, compared

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
