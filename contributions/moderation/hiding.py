"""Hiding the words of single versions of a page or a comment, with a reason, and showing them again.

The words of a hidden revision leave the history for `RevisionHiding`: its row is empty and marked, so that nothing that
reads a history can show them. See docs/topics/pages.md.

Why words cannot be hidden or brought back, worded for the person who asked.

Every version that holds some words: found, and hidden together, once the present texts no longer hold them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions import concealment
from contributions.comments.models import Comment
from contributions.events import EventKind, emit
from contributions.history_models import RevisionDetails
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from contributions.pages.page_links import Redirect
from contributions.revision_hiding import RevisionHiding
from contributions.revision_html import forget_changes
from contributions.uploads import uses
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.pages.models import Page
    from contributions.revision_hiding import RevisionHiding

    type Hideable = Page | Comment


class NewestVersion(ValidationError):
    """Everybody reads the newest version: it is changed first, and then hidden as an older one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is the current text, which everybody reads. Remove the words from it first, then hide this version."
            ),
            code="newest",
        )


class PresentTitle(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This is the title that the page has now. Move the page to another title first."), code="present_title"
        )


# The title that a page had and that is hidden with a version: it stands in the history, and in an address, no more.


def in_its_place(page: Page) -> dict[str, Any]:
    """What a list calls that version then: what the page is called today."""
    return {"title": page.title, "slug": page.slug}


def lead_on_no_more(page: Page, title: str, slug: str) -> None:
    """Its address leads here no more, and nobody is told it."""
    Redirect.objects.filter(Q(title_key=markup.title_key(title)) | Q(slug=slug), page=page).delete()
    _retitle(page, title=title, slug=slug)


def lead_on_again(page: Page, hiding: RevisionHiding) -> None:
    """The old address leads here again, unless another page has it by now."""
    if hiding.slug == page.slug or type(page).objects.filter(theme=page.theme_id, slug=hiding.slug).exists():
        return
    key = markup.title_key(hiding.title)
    taken = type(page).objects.filter(title_key=key).exists() or Redirect.objects.filter(title_key=key).exists()
    defaults = {"page": page, "title_key": "" if taken else key}
    Redirect.objects.get_or_create(theme=page.theme, slug=hiding.slug, defaults=defaults)


def _retitle(page: Page, *, title: str, slug: str) -> None:
    """What people were told while the page had another title, and another address, names those of today."""
    rows = Notification.objects.filter(place=concealment.place_of(page))
    rows.filter(place_title=title).update(place_title=page.title)
    before, now = (f"/{page.theme.slug}/{one}/" for one in (slug, page.slug))
    rows.filter(url__contains=before).update(url=Replace(F("url"), Value(before), Value(now)))


# Hiding the words of revisions, and showing them again. The newest ones, which everybody reads, are edited first.


def hide_versions(
    text: Hideable,
    versions: Iterable[int],
    *,
    reason: str,
    by: User,
    with_summary: bool = False,
    with_title: bool = False,
    at: datetime | None = None,
) -> int:
    """Takes the words of these revisions out of everybody's sight but the editors', who read why; returns how many.

    Those hidden already are left as they are. Raises NewestVersion, PresentTitle, ValidationError for a reason that is
    missing; then none is hidden.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the text is hidden."), code="empty")
    moment = at or timezone.now()
    wanted = set(versions)
    with transaction.atomic():
        held = _held(text)
        if held.version in wanted:
            raise NewestVersion
        rows = list(text.history.filter(version__in=wanted, is_text_hidden=False).order_by("version"))
        if with_title and any(_has_title_of(held, row) for row in rows):
            raise PresentTitle
        for row in rows:
            _hide(held, row, reason.strip(), by, moment, with_summary=with_summary, with_title=with_title)
        if rows:
            uses.conceal(held, [row.body for row in rows])
            hidden = [row.version for row in rows]
            transaction.on_commit(lambda: forget_changes(held, hidden), robust=True)
            emit(held, EventKind.VERSION_HIDDEN, by=by, at=at)
    return len(rows)


def show_version(text: Hideable, version: int, *, by: User, at: datetime | None = None) -> None:
    """Puts the words back into the history; showing what is not hidden does nothing."""
    moment = at or timezone.now()
    with transaction.atomic():
        held = _held(text)
        hiding = _hidings_of(text).filter(version=version, shown_at=None).first()
        if hiding is None:
            return
        words: dict[str, Any] = {"body": hiding.body, "is_text_hidden": False}
        words |= {"history_change_reason": hiding.summary} if hiding.summary else {}
        words |= {"title": hiding.title, "slug": hiding.slug} if hiding.title else {}
        text.history.filter(version=version).update(**words)
        uses.reveal(held, hiding.body)
        concealment.reveal_version(text, version)
        if hiding.title:
            lead_on_again(held, hiding)  # type: ignore[arg-type]  # pages alone have a title
        RevisionHiding.objects.filter(pk=hiding.pk).update(
            shown_by=by, shown_at=moment, body="", summary="", title="", slug=""
        )
        LogEntry.objects.note(act=LogAction.SHOW_VERSION, by=by, version=version, at=moment, **_named(text))
        emit(held, EventKind.VERSION_SHOWN, by=by, at=at)


def _hide(
    held: Hideable,
    row: RevisionDetails,
    reason: str,
    by: User,
    moment: datetime,
    *,
    with_summary: bool,
    with_title: bool,
) -> None:
    hiding = RevisionHiding(version=row.version, reason=reason, hidden_by=by, hidden_at=moment, body=row.body)
    setattr(hiding, str(held._meta.model_name), held)
    emptied: dict[str, Any] = {"body": "", "is_text_hidden": True}
    if with_summary:
        hiding.summary, emptied["history_change_reason"] = row.summary, ""
    if with_title and hasattr(row, "slug"):
        hiding.title, hiding.slug = row.title, row.slug
        emptied |= in_its_place(held)  # type: ignore[arg-type]  # pages alone have a title
        lead_on_no_more(held, row.title, row.slug)  # type: ignore[arg-type]
    hiding.save()
    held.history.filter(version=row.version).update(**emptied)
    concealment.conceal_version(held, row.version)
    LogEntry.objects.note(
        act=LogAction.HIDE_VERSION, by=by, reason=reason, version=row.version, at=moment, **_named(held)
    )


def _held(text: Hideable) -> Hideable:
    """The row as it stands, held until the transaction ends: nobody saves, or brings back a text, meanwhile."""
    rows: Any = type(text)._default_manager.select_for_update(of=("self",)).order_by()
    held: Hideable = rows.get(pk=text.pk)
    return held


def _has_title_of(held: Hideable, row: RevisionDetails) -> bool:
    return hasattr(row, "slug") and row.title == held.title


def _hidings_of(text: Hideable) -> Any:
    return RevisionHiding.objects.filter(**{str(text._meta.model_name): text.pk})


def _named(text: Hideable) -> dict[str, Any]:
    return {str(text._meta.model_name): text}


MOST = 500


@dataclass(frozen=True)
class TextMatches:
    """One text with its versions that hold the words; `in_present` says where they stand today: they are removed first."""

    text: Hideable
    versions: tuple[int, ...]
    in_summaries: bool
    in_titles: bool
    in_present: bool

    @property
    def to_hide(self) -> tuple[int, ...]:
        return tuple(version for version in self.versions if version != self.text.version)

    @property
    def name(self) -> str:
        return str(self.text)

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)


def find(words: str) -> list[TextMatches]:
    """In the texts, summaries and titles of every version of pages and contributions that is not hidden, `MOST` at most of
    each. It reads whole histories: for the rare day that it is needed on.
    """
    return [*_find(Page, words), *_find(Comment, words)]


def hide_every(words: str, *, reason: str, by: User, at: datetime | None = None) -> int:
    """Hides all that `find` finds but the present texts; returns how many versions. Raises ValidationError."""
    hidden = 0
    with transaction.atomic():
        for found in find(words):
            if found.to_hide:
                hidden += hide_versions(
                    found.text,
                    found.to_hide,
                    reason=reason,
                    by=by,
                    with_summary=found.in_summaries,
                    with_title=found.in_titles and words not in found.name,
                    at=at,
                )
    return hidden


def _find(model: type[Page] | type[Comment], words: str) -> list[TextMatches]:
    has_title = model is Page
    holding = Q(body__contains=words) | Q(history_change_reason__contains=words)
    holding |= Q(title__contains=words) if has_title else Q()
    rows: Any = model.history.filter(holding, is_text_hidden=False).order_by("id", "version")
    by_text: defaultdict[int, list[RevisionDetails]] = defaultdict(list)
    for row in rows[:MOST]:
        by_text[row.id].append(row)
    texts = model._default_manager.select_related("theme").in_bulk(by_text)
    return [_found(texts[pk], revisions, words) for pk, revisions in by_text.items()]


def _found(text: Hideable, rows: list[RevisionDetails], words: str) -> TextMatches:
    return TextMatches(
        text=text,
        versions=tuple(row.version for row in rows),
        in_summaries=any(words in row.summary for row in rows),
        in_titles=isinstance(text, Page) and any(words in row.title for row in rows),
        in_present=words in text.body or (isinstance(text, Page) and words in text.title),
    )
