"""Keeps the search index in sync: after each event, and by a slow pass over all texts in case an event was lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter

from django.db.models import Q
from django.utils import timezone

from contributions.events import Event, EventKind, debounced, in_bulk, keys_of
from contributions.models import Comment, Endorsement, Page, Question
from guide.models import Source as TipSource
from search import index
from search.models import IndexEntry, IndexSource, SyncProgress
from search.request import Audience
from search.sources import ADAPTERS, guide_texts

AT_ONCE = 500
ROUND = 1_000
"""As many texts of each source are compared in one round of `repair`."""
MOST_LEFT = 20
LATELY = timedelta(days=2)
# Whether what is said under a page can be found hangs on the page.
MOVE_WHAT_IS_UNDER = {EventKind.HIDDEN, EventKind.SHOWN, EventKind.MERGED_AWAY, EventKind.RESTORED}


@debounced
@in_bulk
def reindex(*changes: Event) -> None:
    """The listener (settings.ON_TEXT_CHANGED): reads the texts as they are now, so that it can be called twice, or late."""
    alone = [change for change in changes if change.label in ALONE and change.what not in MOVE_WHAT_IS_UNDER]
    for label, source in ALONE.items():
        index.refresh(source, keys_of(alone, label))
    for change in changes:
        follow = HANDLERS.get(change.label)
        if follow is not None and change not in alone:
            follow(change)


def _sync_page(change: Event) -> None:
    # What was said about a page that is merged stands under another one from then on.
    related = Page.objects.filter(Q(pk=change.pk) | Q(merged_into=change.pk)).values_list("pk", "merged_into")
    keys = {change.pk, *(key for pair in related for key in pair if key)}
    _sync_comments_under(keys)
    index.refresh(IndexSource.PAGE, keys)


def _sync_comments_under(pages: set[int]) -> None:
    """At most a few columns of each entry: the words stay as they are."""
    for page, is_hidden in Page.objects.filter(pk__in=pages).values_list("pk", "is_hidden"):
        audience = Audience.EDITORS if is_hidden else Audience.READERS
        hidden = Comment.objects.filter(page=page, is_hidden=True).order_by().values("pk")
        under = IndexEntry.objects.filter(source=IndexSource.COMMENT, page_id=page).exclude(audience=audience)
        under.exclude(object_id__in=hidden).update(audience=audience)
        comments = Comment.objects.filter(page=page, withdrawn_at=None).order_by().values_list("pk", flat=True)
        known = set(
            IndexEntry.objects.filter(source=IndexSource.COMMENT, page_id=page).values_list("object_id", flat=True)
        )
        moved = [pk for pk in comments if pk not in known]
        for at in range(0, len(moved), AT_ONCE):
            index.refresh(IndexSource.COMMENT, moved[at : at + AT_ONCE])


def _sync_question(change: Event) -> None:
    """With the group that it belongs to, and the one that it has left, which is still found by its words."""
    group = Question.objects.filter(Q(pk=change.pk) | Q(duplicates=change.pk) | Q(came_with=change.pk))
    keys = {change.pk, *group.values_list("pk", flat=True)}
    for text in Question.objects.filter(pk=change.pk).values_list("text", flat=True):
        left = IndexEntry.objects.filter(source=IndexSource.QUESTION, body__contains=text)
        keys |= set(left.values_list("object_id", flat=True)[:MOST_LEFT])
    index.refresh(IndexSource.QUESTION, keys)


def _sync_tip(change: Event) -> None:
    """The editors' tip is not found; the pages that it rests on, or has left, are in the guide or no longer."""
    resting = TipSource.objects.filter(tip=change.pk, page__isnull=False)  # it may rest on what is said, too
    pages = set(resting.values_list("page", flat=True))
    index.refresh(IndexSource.PAGE, pages)
    answered = Question.objects.filter(answers__in=pages).distinct()
    index.refresh(IndexSource.QUESTION, {first or pk for pk, first in answered.values_list("pk", "duplicate_of")})


def _sync_edition(change: Event) -> None:
    sync_tips()


def sync_tips() -> int:
    """What the edition says that readers have, in place of earlier ones, where the index knows it otherwise."""
    known = IndexEntry.objects.filter(source=IndexSource.TIP).values_list("object_id", flat=True)
    keys = sorted({*known, *guide_texts.keys_after(0, AT_ONCE)})
    return index.refresh(IndexSource.TIP, stale(IndexSource.TIP, keys))


def _sync_comment(change: Event) -> None:
    index.refresh(IndexSource.COMMENT, [change.pk])


ALONE = {"contributions.page": IndexSource.PAGE, "contributions.comment": IndexSource.COMMENT}
"""What nothing else in the index hangs on, as a rule: many of them are brought up to date together."""
HANDLERS: dict[str, Callable[[Event], None]] = {
    "contributions.page": _sync_page,
    "contributions.comment": _sync_comment,
    "contributions.question": _sync_question,
    "guide.tip": _sync_tip,
    "guide.edition": _sync_edition,
}


def repair() -> int:
    """Periodic task: reindexes texts whose event was lost, and refreshes their useful counts. Returns how many.

    Each time it looks at what changed in the last days, at what was found useful since, and at the next stretch of
    everything: its cost does not grow with the site.
    """
    done = sync_tips()
    for source in (IndexSource.PAGE, IndexSource.COMMENT, IndexSource.QUESTION):
        keys = _changed_lately(source) | _next_of(source)
        done += index.refresh(source, stale(source, sorted(keys)))
    return done


def _changed_lately(source: IndexSource) -> set[int]:
    since = timezone.now() - LATELY
    match source:
        case IndexSource.PAGE:
            rows = Page.objects.filter(modified_at__gte=since).order_by("-modified_at")
            useful = Endorsement.objects.filter(created_at__gte=since, page__isnull=False).values_list(
                "page", flat=True
            )
        case IndexSource.COMMENT:
            rows = Comment.objects.order_by("-pk")  # type: ignore[assignment]
            useful = Endorsement.objects.filter(created_at__gte=since, comment__isnull=False)  # type: ignore[assignment]
            useful = useful.values_list("comment", flat=True)
        case _:
            return set(Question.objects.order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    endorsed = useful.order_by("-created_at", "-pk")[:ROUND]
    return {*rows.values_list("pk", flat=True)[:AT_ONCE], *(key for key in endorsed if key)}


def _next_of(source: IndexSource) -> set[int]:
    """The next stretch of the slow round; behind the last it begins again."""
    walk, _made = SyncProgress.objects.get_or_create(source=source)
    keys, after = index.stretch(source, walk.after, ROUND)
    SyncProgress.objects.filter(pk=walk.pk).update(after=after)
    return set(keys)


def stale(source: IndexSource, keys: list[int]) -> list[int]:
    """Returns the keys of texts that are missing from the index, outdated in it, or wrongly in it
    know.
    """
    found: list[int] = []
    facts = attrgetter(*index.FACTS)
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        entries = IndexEntry.objects.filter(source=source, object_id__in=some).only(
            "object_id", "language", *index.FACTS
        )
        known = {(entry.object_id, entry.language, facts(entry)) for entry in entries}
        now = {(text.object_id, text.language, facts(text)) for text in ADAPTERS[source].texts(some)}
        changed = {key for key, _language, _facts in known ^ now}
        found += [key for key in some if key in changed]
    return found
