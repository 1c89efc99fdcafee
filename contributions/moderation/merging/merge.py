"""One page that goes into another: what is proposed, what is refused, which rows move with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.forms.fields import refusal
from contributions.events import EventKind, emit
from contributions.history_models import Act
from contributions.moderation.merging.models import Credit, PageMerge
from contributions.moderation_log import LogAction as Logged
from contributions.moderation_log import LogEntry
from contributions.page_views import PageScore
from contributions.pages import page_links
from contributions.pages.models import Page
from contributions.pages.related_rows import GOES, rows_of
from contributions.passages import Passage
from contributions.questions import grouping
from contributions.questions.grouping import QuestionAnswer
from contributions.revisions import ATTEMPTS, StaleVersion

if TYPE_CHECKING:
    from common import markup
    from contributions.pages.models import Page

    type Versions = tuple[int, int]


class NotMerged(ValidationError):
    """One of the two pages cannot be merged as it stands."""


class MergeConflict(ValidationError):
    """Somebody saved one of the pages meanwhile, and changed what the editor changed too: `merge` holds both texts."""

    def __init__(self, merge: markup.Merge) -> None:
        super().__init__(
            _("Somebody has saved one of the two pages meanwhile. Both texts stand here: read them again, then merge."),
            code="changed",
        )
        self.merge = merge


class NothingLeft(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("That would be the whole page. Leave it a section or a sentence, or move it to another title."),
            code="nothing_left",
        )


def not_merged(page_is_hidden: bool) -> NotMerged:
    if page_is_hidden:
        return NotMerged(_("One of the two pages is hidden: show it again before you merge them."), code="hidden")
    return NotMerged(_("One of the two pages has been merged already."), code="merged")


# The text that two pages would have together: proposed, to be read and changed before anything is saved.


def proposal(source: Page, target: Page, *, source_version: int = 0, target_version: int = 0) -> str:
    """The text of `target` with what `source` says besides; of older versions where these are named.

    Raises ValidationError for a text that cannot be laid out, UnknownVersion.
    """
    texts = _body_at(target, target_version), _body_at(source, source_version)
    try:
        contents = target.render_text(texts[0]).contents, source.render_text(texts[1]).contents
    except markup.RenderRefused as refused:
        raise refusal(refused) from None
    return markup.join(texts[0], contents[0], texts[1], contents[1])


def brought_up(source: Page, target: Page, body: str, *, source_version: int, target_version: int) -> str:
    """What an editor made of an older proposal, with what others have saved in either page since.

    Raises ChangedMeanwhile where both changed one passage.
    """
    older = proposal(source, target, source_version=source_version, target_version=target_version)
    merge = markup.merge(older, markup.clean_text(body), proposal(source, target))
    if not merge.is_clean:
        raise MergeConflict(merge)
    return merge.text


def _body_at(page: Page, version: int) -> str:
    if version in {0, page.version}:
        return page.body
    return page.base(version).body


# What hangs on a page (`pages.related_rows`) goes over when the page is merged into another one.
#
# What goes over is remembered by its keys, so that it comes back when the page becomes one of its own again.


type Moved = dict[str, list[int]]


def move(source: Page, target: Page) -> Moved:
    """Takes over to `target` what hangs on `source`; returns the keys of what went, by table and column."""
    moved = {name: _move(name, source, target, same) for name, same in GOES.items()}
    moved |= _meet_on_passages(source, target)
    _look_for_passages_again(target, moved["contributions.Passage.page"])
    _count_anew(source, target, moved["contributions.QuestionAnswer.page"])
    return {name: keys for name, keys in moved.items() if keys}


def bring_back(source: Page, target: Page, moved: Moved) -> None:
    """Brings back to `source` what is still with `target` of what went over."""
    for name in GOES:
        rows, column = rows_of(name)
        rows.filter(pk__in=moved.get(name, []), **{column: target.pk}).update(**{column: source.pk})
    _part_on_passages(moved)
    _look_for_passages_again(source, moved.get("contributions.Passage.page", []))
    _count_anew(source, target, moved.get("contributions.QuestionAnswer.page", []))


def _move(name: str, source: Page, target: Page, same: tuple[str, ...]) -> list[int]:
    rows, column = rows_of(name)
    going = rows.filter(**{column: source.pk})
    if same:
        there = rows.filter(**{column: target.pk}, **{one: OuterRef(one) for one in same})
        going = going.filter(~Exists(there))
    keys = list(going.values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(**{column: target.pk})
    return keys


def _meet_on_passages(source: Page, target: Page) -> Moved:
    """Passages that both pages had: who agreed with, or nuanced, the one that stays does so with the other's from now on."""
    passages = Passage._base_manager
    theirs = dict(passages.filter(page=target).values_list("key", "pk"))
    moved: Moved = {}
    for key, pk in passages.filter(page=source).values_list("key", "pk"):
        for name, same in (("contributions.Comment", ()), ("contributions.Endorsement", ("person",))):
            rows, _column = rows_of(f"{name}.passage")
            going = rows.filter(passage=pk)
            if same:
                going = going.filter(~Exists(rows.filter(passage=theirs[key], person=OuterRef("person"))))
            keys = list(going.values_list("pk", flat=True))
            rows.filter(pk__in=keys).update(passage=theirs[key])
            if keys:
                moved[f"{name}.passage:{pk}"] = keys
    return moved


def _part_on_passages(moved: Moved) -> None:
    for name, keys in moved.items():
        table, _colon, passage = name.partition(":")
        if passage:
            rows, _column = rows_of(table)
            rows.filter(pk__in=keys).update(passage=int(passage))


def _look_for_passages_again(page: Page, keys: Iterable[int]) -> None:
    """They speak of a version of the page that they have left: the next reader has them looked for."""
    Passage._base_manager.filter(pk__in=list(keys)).update(looked_in=0)


def _count_anew(source: Page, target: Page, answers: Iterable[int]) -> None:
    """The counts that are stored beside what was counted: of readers, and of answers to questions."""
    _count_readers(source, target)
    given = QuestionAnswer._base_manager.filter(pk__in=list(answers))
    for answer in given.select_related("question"):
        with grouping.held(answer.question, even_hidden=True) as group:
            group.recount()


def _count_readers(source: Page, target: Page) -> None:
    """Who read both cannot be known, since nobody is named: as many as read the one that more people read."""
    scores = PageScore.objects
    known = scores.filter(page=source.pk).values_list("readers", flat=True).first() or 0
    scores.update_score(source)
    scores.update_score(target)
    if target.pk != source.pk and scores.filter(page=target.pk, readers__lt=known).update(readers=known):
        scores.update_score(target)


# Bringing a page into another one: one text, one discussion, one address; two histories, both to be read.
#
# The page that is merged keeps its row and its history. Its address, its titles and the links to it lead to the other
# page; what hangs on it goes over (see hanging). A page that is merged into one that is merged later leads on with it.


def merge_pages(
    source: Page,
    target: Page,
    *,
    by: User,
    body: str | None = None,
    versions: Versions | None = None,
    summary: str = "",
    at: datetime | None = None,
) -> PageMerge:
    """Brings `source` into `target`, whose text becomes `body` (a proposal, without one), made of the two `versions` of
    source and target.

    What others saved meanwhile in either page stays: where it touches what the editor changed, ChangedMeanwhile is raised
    and nothing is saved. Raises NotMerged too, and ValidationError as a revision does.
    """
    versions = versions or (source.version, target.version)
    for _attempt in range(ATTEMPTS):
        source.refresh_from_db()
        target.refresh_from_db()
        _check(source, target)
        if body is None:
            text = proposal(source, target)
        elif versions == (source.version, target.version):
            text = body
        else:
            text = brought_up(source, target, body, source_version=versions[0], target_version=versions[1])
        try:
            return _merge(source, target, text, by, summary, at or timezone.now())
        except StaleVersion:
            continue
    raise NotMerged(_("Many people are saving these pages at once. Your text is still here: try again."), code="busy")


def _check(source: Page, target: Page) -> None:
    if source.pk == target.pk:
        raise NotMerged(_("This is the same page: choose another one."), code="same")
    if source.is_hidden or target.is_hidden:
        raise not_merged(page_is_hidden=True)
    if source.is_merged or target.is_merged:
        raise not_merged(page_is_hidden=False)


def _merge(source: Page, target: Page, text: str, by: User, summary: str, moment: datetime) -> PageMerge:
    """In one transaction, with both rows held in the order of their keys; raises StaleVersion."""
    with transaction.atomic():
        held = Page.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([source.pk, target.pk])
        _check(held[source.pk], held[target.pk])
        if held[source.pk].version != source.version:
            raise StaleVersion
        target.record_revision(
            body=text,
            author=by,
            base_version=target.version,
            act=Act.MERGED_IN,
            summary=summary,
            also_by=held[source.pk].byline,
            at=moment,
        )
        merged = PageMerge.objects.create(
            source=source,
            source_version=source.version,
            target=target,
            target_version=target.version,
            merged_by=by,
            merged_at=moment,
        )
        _credit(source, target)
        _redirect(merged)
        LogEntry.objects.note(
            act=Logged.MERGE,
            by=by,
            reason=summary,
            page=source,
            at=moment,
            details={"into": target.pk, "merge": merged.pk},
        )
        emit(source, EventKind.MERGED_AWAY, by=by, at=moment)
    return merged


def _redirect(merged: PageMerge) -> None:
    """From now on the page leads to the other one, as those do that were merged into it before."""
    source, target = merged.source, merged.target
    moved = {"contributions.Page.merged_into": list(source.merged_pages.values_list("pk", flat=True))}
    source.merged_pages.update(merged_into=target)
    Page.objects.filter(pk=source.pk).update(merged_into=target, render=F("render") + 1)
    source.merged_into = target
    merged.moved = moved | move(source, target)
    PageMerge.objects.filter(pk=merged.pk).update(moved=merged.moved)
    page_links.rerender_pages_that_link_to(source)
    page_links.rerender_pages_that_link_to(target)


def _credit(source: Page, target: Page) -> None:
    people = [author["id"] for author in source.byline]
    known = User.objects.filter(pk__in=people)
    Credit.objects.bulk_create((Credit(page=target, person=person) for person in known), ignore_conflicts=True)
