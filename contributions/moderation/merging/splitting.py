"""Cutting a page in two: some of its sections become a page of their own, whose authors are credited there too.

Undoing a merging: the page is one of its own again, at its old address, with what had gone over from it.

For histories: which page a version took in, came out of, or gave a part to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.forms.fields import refusal
from contributions.comments.kinds import Incorporation
from contributions.events import EventKind, emit
from contributions.history_models import Act, RevisionDetails
from contributions.moderation.merging import merge
from contributions.moderation.merging.merge import NothingLeft
from contributions.moderation.merging.models import Credit, PageMerge, PageSplit
from contributions.moderation_log import LogAction, LogEntry
from contributions.moderation_log import LogAction as Logged
from contributions.pages import bylines, page_links
from contributions.pages.models import Page
from contributions.pages.moderated_page import SectionGone
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


def restore(page: Page, *, by: User, at: datetime | None = None) -> None:
    """Makes a page that was merged a page of its own again, with what hung on it.

    The text of the other page stays as it is: what came into it is undone there, as any version is.

    Raises ValidationError for a page that is not merged, or for two editors at once for the second.
    """
    moment = at or timezone.now()
    model = type(page)
    with transaction.atomic():
        keys = [page.pk, model.objects.values_list("merged_into", flat=True).get(pk=page.pk) or page.pk]
        held = model.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
        target = held[page.pk].merged_into
        merged = PageMerge.objects.filter(source=page, undone_at=None).first()
        if target is None or merged is None or target.pk not in held:
            raise ValidationError(_("This page is not merged into another one any more."), code="not_merged")
        PageMerge.objects.filter(pk=merged.pk).update(undone_by=by, undone_at=moment)
        _stand_alone(page, target, merged)
        _no_longer_credit(target, merged)
        LogEntry.objects.note(
            act=LogAction.UNMERGE, by=by, page=page, at=moment, details={"from": target.pk, "merge": merged.pk}
        )
        emit(page, EventKind.RESTORED, by=by, at=moment)


def _stand_alone(page: Page, target: Page, merged: PageMerge) -> None:
    model = type(page)
    model.objects.filter(pk=page.pk).update(merged_into=None, is_hidden=target.is_hidden, render=F("render") + 1)
    page.merged_into = None
    came_along = merged.moved.get("contributions.Page.merged_into", [])
    model.objects.filter(pk__in=came_along, merged_into=target).update(merged_into=page)
    merge.bring_back(page, target, merged.moved)
    page_links.rerender_pages_that_link_to(page)
    page_links.rerender_pages_that_link_to(target)


def _no_longer_credit(target: Page, merged: PageMerge) -> None:
    """Whoever stands in the byline for words that came from this page alone leaves it."""
    if PageMerge.objects.filter(target=target, undone_at=None).exclude(pk=merged.pk).exists():
        return  # the words of the other pages may be hers as well
    credited = set(Credit.objects.filter(page=target).values_list("person", flat=True))
    writers = set(target.history.values_list("history_user", flat=True))
    taken = target.incorporations.values_list("comment__author", flat=True)
    gone = credited - writers - set(taken)
    Credit.objects.filter(page=target, person__in=gone).delete()
    rest: bylines.Byline = [author for author in target.byline if author["id"] not in gone]
    type(target).objects.filter(pk=target.pk).update(byline=rest, render=F("render") + 1)


ACTS = {Act.MERGED_IN, Act.SPLIT_OFF, Act.SPLIT_FROM}


@dataclass(frozen=True)
class PageOrigin:
    """The other page, and its version that the words stand in."""

    page: Page
    version: int

    @property
    def url(self) -> str:
        return self.page.screen_url(f"revisions/{self.version}")


def put_origins_on(revisions: Iterable[RevisionDetails]) -> None:
    """Puts on each revision that a merging or a splitting made its `origin`; two queries if there are any, none else."""
    wanted = {(row.id, row.version): row for row in revisions if row.act in ACTS}
    if not wanted:
        return
    merges, splits = Q(pk__in=[]), Q(page__in=[pk for pk, version in wanted if version == 1])
    for pk, version in wanted:
        merges |= Q(target=pk, target_version=version)
        splits |= Q(source=pk, source_version=version - 1)
    for merged in PageMerge.objects.filter(merges).select_related("source__theme").defer(*_texts("source")):
        _put(wanted, (merged.target_id, merged.target_version), PageOrigin(merged.source, merged.source_version))
    rows = PageSplit.objects.filter(splits).select_related("source__theme", "page__theme")
    for split in rows.defer(*_texts("source"), *_texts("page")):
        _put(wanted, (split.page_id, 1), PageOrigin(split.source, split.source_version))
        _put(wanted, (split.source_id, split.source_version + 1), PageOrigin(split.page, 1))


def _put(wanted: dict[tuple[int, int], RevisionDetails], place: tuple[int, int], origin: PageOrigin) -> None:
    if (row := wanted.get(place)) is not None and not origin.page.is_hidden:
        row.origin = origin  # type: ignore[attr-defined]  # for templates


def _texts(path: str) -> list[str]:
    return [f"{path}__{name}" for name in ("body", "body_html", "contents")]


# The names in the bylines of pages, when a person goes by another one.


def refresh_bylines_of(author: User) -> None:
    """Writes the name that the person now goes by onto every page that she wrote, whose words were taken up from her, or
    that her words came into from another page; their fragments are made anew.
    """
    revisions = Page.history.filter(history_user=author)
    incorporated = Incorporation.objects.filter(comment__author=author)
    credits = Credit.objects.filter(person=author)
    hers = Q(pk__in=revisions.order_by().values("id")) | Q(pk__in=incorporated.order_by().values("page"))
    hers |= Q(pk__in=credits.order_by().values("page"))
    written = Page.objects.filter(hers).only("byline", "version", "render", "title")
    for page in written.order_by("pk").select_for_update():  # held: a save meanwhile would bring the old name back
        byline = [bylines.entry(author) if known["id"] == author.pk else known for known in page.byline]
        Page.objects.filter(pk=page.pk).update(byline=byline, render=F("render") + 1)
