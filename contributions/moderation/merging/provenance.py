"""For histories: which page a version took in, came out of, or gave a part to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from accounts.models import User
from contributions.comments.incorporation import Incorporation
from contributions.history_models import Act, RevisionDetails
from contributions.moderation.merging.models import Credit, PageMerge, PageSplit
from contributions.pages import bylines
from contributions.pages.models import Page

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
    for merge in PageMerge.objects.filter(merges).select_related("source__theme").defer(*_texts("source")):
        _put(wanted, (merge.target_id, merge.target_version), PageOrigin(merge.source, merge.source_version))
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
