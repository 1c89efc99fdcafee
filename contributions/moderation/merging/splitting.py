"""Cutting a page in two: some of its sections become a page of their own, whose authors are credited there too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.forms.render_refusals import refusal
from contributions.history_models import Act
from contributions.moderation.merging.merge import NothingLeft
from contributions.moderation.merging.models import Credit, PageSplit
from contributions.moderation_log import LogAction as Logged
from contributions.moderation_log import LogEntry
from contributions.pages.errors import SectionGone
from contributions.pages.models import Page
from contributions.pages.titles import clean_title

if TYPE_CHECKING:
    from contributions.pages.bylines import Byline


class Halves(NamedTuple):
    """What stays in the page, and what the new one opens with."""

    left: str
    taken: str


def halves(page: Page, sections: Sequence[str], *, title: str, leaves_link: bool) -> Halves:
    """The two texts, nothing saved; raises SectionGone, NothingLeft, ValidationError for a text that cannot be laid out."""
    if not sections:
        raise ValidationError({"sections": _("Choose the sections that become a page of their own.")}, code="empty")
    chosen = _chosen(page, sections)
    link = f"[[{title}]]" if leaves_link else ""
    left = page.body
    for section in reversed(chosen):
        in_its_place = link if section is chosen[0] else ""
        left = markup.with_section(left, section, in_its_place)
    if not left.replace(link, "").strip():
        raise NothingLeft
    return Halves(left, _as_a_text([section.text for section in chosen]))


def split_off(
    page: Page,
    sections: Sequence[str],
    *,
    title: str,
    by: User,
    version: int | None = None,
    leaves_link: bool = True,
    at: datetime | None = None,
) -> PageSplit:
    """Moves the sections with these ids into a new page: one revision of each page, both or neither. Raises StaleVersion
    where somebody has saved since `version`.

    Raises ValidationError too: a title that cannot be, TitleTaken, SectionGone, NothingLeft, a page that may not be written.
    """
    version = version or page.version
    moment = at or timezone.now()
    title = clean_title(title)
    parts = halves(page, sections, title=title, leaves_link=leaves_link)
    made: list[PageSplit] = []

    def open_the_other() -> None:
        byline: Byline = list(page.byline)
        other = Page.objects.write(
            theme=page.theme, title=title, body=parts.taken, author=by, also_by=byline, act=Act.SPLIT_FROM, at=moment
        )
        _credit(byline, other)
        made.append(
            PageSplit.objects.create(source=page, source_version=version, page=other, split_by=by, split_at=moment)
        )
        LogEntry.objects.note(act=Logged.SPLIT, by=by, page=page, version=version, at=moment, details={"new": other.pk})

    page.record_revision(
        body=parts.left, author=by, base_version=version, act=Act.SPLIT_OFF, alongside=open_the_other, at=moment
    )
    return made[-1]


def _chosen(page: Page, ids: Sequence[str]) -> list[markup.MarkdownSection]:
    """In the order of the text; a section inside of one that is chosen goes with it."""
    try:
        contents = page.render_text(page.body).contents
    except markup.RenderRefused as refused:
        raise ValidationError({"body": refusal(refused)}) from None
    every = markup.find_sections(page.body, contents)
    if not set(ids) <= {section.heading.id for section in every}:
        raise SectionGone
    chosen: list[markup.MarkdownSection] = []
    for section in every:
        if section.heading.id in ids and not (chosen and section.start < chosen[-1].end):
            chosen.append(section)
    return chosen


def _as_a_text(parts: Sequence[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts)


def _credit(byline: Byline, other: Page) -> None:
    people = User.objects.filter(pk__in=[author["id"] for author in byline])
    Credit.objects.bulk_create((Credit(page=other, person=person) for person in people), ignore_conflicts=True)
