"""What is said, as it is listed: under a question, and, with the page's own versions in between, under a page.

Quoting what somebody said in an answer: her words as a quotation, and who said them above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import readers_only
from accounts.models import User
from accounts.naming import here
from accounts.readers import query_reader
from campaign.calendar.rights import rights_of
from common import markup
from common.database.queries import CompiledQuery
from common.paging import LARGEST, Cursor, parse_int
from contributions.comments.kinds import Incorporation
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet, credit, put_incorporations
from contributions.contributors.models import Thanks, with_thanks
from contributions.endorsements import Endorsement, with_endorsements
from contributions.moderation.merging.models import PageMerge
from contributions.pages.models import Page, PageRevision
from contributions.pages.querysets import PageQuerySet
from contributions.passages import up_to_date
from contributions.revision_views import RevisionScreens
from contributions.views.comments.forms import Box, box_under
from contributions.views.comments.resolvers import on_comment
from contributions.watches.models import Watch, with_watching
from themes.models import Theme

ROWS = 20
ANSWERS = 10


@dataclass(frozen=True)
class ThreadEntry:
    """One thing in the log of a page: something said, or a version of the page."""

    place: Cursor
    comment: Comment | None = None
    revision: PageRevision | None = None


@dataclass(frozen=True)
class Thread:
    """One screenful of a list, for comments/threads/_threads.html and themes/theme.html; `next_query` leads to older ones."""

    entries: Sequence[Any]
    next_query: str
    is_first: bool

    @property
    def comments(self) -> list[Comment]:
        """Returns what was said in it, without versions."""
        return [entry.comment for entry in self.entries if entry.comment]


def thread_of(page: Page, reader: access.Person, before: str) -> Thread:
    """What was said about a page and its versions, together, newest first; two queries, three if a page took something up."""
    since = Cursor.read(before, ranks=2)
    comment = _openings_about(page, reader, since)
    revisions = _revisions_of(page, since)
    entries = [ThreadEntry(Cursor(one.created_at, 1, one.pk), comment=one) for one in comment]
    entries += [ThreadEntry(Cursor(row.history_date, 0, row.history_id), revision=row) for row in revisions]
    entries.sort(key=attrgetter("place"), reverse=True)
    credit([entry.revision for entry in entries[:ROWS] if entry.revision])
    return _thread(entries, since, "talk", ROWS)


def answers_to(theme: Theme, reader: access.Person, before: str) -> Thread:
    """What was said under a question itself, newest first; two queries."""
    since = Cursor.read(before, ranks=2)
    found = list(_under(theme, reader, since))
    for one in found:
        one.theme = theme
    put_incorporations(found)
    entries = [ThreadEntry(Cursor(one.created_at, 1, one.pk), comment=one) for one in with_their_answers(found)]
    return _thread(entries, since, "comment", ANSWERS)


def _under(theme: Theme, reader: access.Person, since: Cursor | None = None) -> CommentQuerySet:
    rows = Comment.objects.for_theme(theme).openings().with_answers_or_visible_to(reader)
    rows = rows.older_than(since.moment, since.pk) if since else rows
    return in_threads(rows.newest_first()[: ANSWERS + 1], reader)


def _thread(entries: list[ThreadEntry], since: Cursor | None, name: str, rows: int) -> Thread:
    shown = entries[:rows]
    has_more = len(entries) > rows
    return Thread(shown, urlencode({name: str(shown[-1].place)}) if has_more else "", since is None)


def _openings_about(page: Page, reader: access.Person, since: Cursor | None) -> list[Comment]:
    if since is None and isinstance(reader, User):
        rights = access.is_editor(reader), reader.watches_what_i_join
        found = _first_about(*rights).all(page.pk, reader.pk)
    else:
        found = list(_about(page.pk, reader, since))
    return with_their_answers(_standing_on(page, found))


def comments_with_marks(page: Page, reader: User) -> list[Comment]:
    """What she said under the page, and what she has found useful there, follows, or has given thanks for; one query."""
    endorsed = Endorsement.objects.filter(comment=OuterRef("pk"), person=reader)
    watched = Watch.objects.filter(comment=OuterRef("pk"), person=reader)
    thanked = Thanks.objects.filter(comment=OuterRef("pk"), by=reader)
    hers = Q(author=reader) | Exists(endorsed) | Exists(watched) | Exists(thanked)
    rows = marked(Comment.objects.filter(hers, page=page), reader)
    return _standing_on(page, list(_with_incorporated_version(rows, page.pk)))


def _standing_on(page: Page, found: list[Comment]) -> list[Comment]:
    for one in found:
        in_version: int | None = getattr(one, "in_version", None)
        one.shown_incorporations = [Incorporation(comment=one, page=page, version=in_version)] if in_version else []
        one.page = page
        if one.theme_id == page.theme_id:
            one.theme = page.theme
    return found


def _about(page: int, reader: access.Person, since: Cursor | None = None) -> CommentQuerySet:
    rows = Comment.objects.filter(page=page).openings().with_answers_or_visible_to(reader)
    if since is not None:
        # At the same moment versions (rank 0) come after what was said (rank 1).
        rows = rows.older_than(since.moment, since.pk if since.rank else 0)
    return _with_incorporated_version(in_threads(rows.newest_first()[: ROWS + 1], reader), page)


def _with_incorporated_version(rows: CommentQuerySet, page: int) -> CommentQuerySet:
    version = Incorporation.objects.filter(comment=OuterRef("pk"), page=page).values("version")[:1]
    came_with = PageMerge.objects.filter(
        target=page, undone_at=None, source__incorporations__comment=OuterRef("pk")
    ).values("target_version")[:1]
    return rows.annotate(in_version=Coalesce(Subquery(version), Subquery(came_with)))


@cache
def _first_about(is_editor: bool, watches: bool) -> CompiledQuery[Comment]:
    """What a page shows first to readers who may do as much: a third of a page that is made is Django's wording of this."""

    def make(page: int, person: int) -> CommentQuerySet:
        return _about(page, query_reader(person, is_editor=is_editor, watches=watches)).select_related(None)

    return CompiledQuery(make, -7, -8, related=("author", "resolved_by", "passage"), is_planned_once=True)


def _revisions_of(page: Page, since: Cursor | None) -> list[PageRevision]:
    rows = page.history.newest_first()
    if since is not None:
        rows = rows.older_than_change(since.moment, LARGEST if since.rank else since.pk)
    return list(rows[: ROWS + 1])


def in_threads(openings: CommentQuerySet, reader: access.Person) -> CommentQuerySet:
    """Returns what opens these threads with the answers that are not folded, as a list shows them."""
    rows = Comment.objects.in_threads(openings.values("pk")).with_answers_or_visible_to(reader)
    return with_folded_counted(marked(rows.newest_first(), reader))


def with_their_answers(found: Iterable[Comment]) -> list[Comment]:
    """Those that open a thread, each with its answers in `shown_answers`; `found` has the newest first."""
    rows = list(found)
    by_opening: defaultdict[int, list[Comment]] = defaultdict(list)
    for one in rows:
        if one.reply_to_id:
            by_opening[one.reply_to_id].insert(0, one)
    first = [one for one in rows if not one.reply_to_id]
    for one in first:
        one.shown_answers = by_opening[one.pk]
    return first


def marked(rows: CommentQuerySet, reader: access.Person) -> CommentQuerySet:
    """Rows for a list, each with what the reader has made of it."""
    return with_watching(with_thanks(with_endorsements(rows.for_lists(), reader), reader), reader)


def with_comments_counted(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `comment_count` how much is said about it, in the same query."""
    comments = Comment.objects.filter(page=OuterRef("pk"), withdrawn_at=None, is_hidden=False).order_by()
    count = comments.values("page").annotate(count=Count("pk")).values("count")
    return pages.annotate(comment_count=Coalesce(Subquery(count), 0))


def with_folded_counted(rows: CommentQuerySet) -> CommentQuerySet:
    """Each says in `folded_count` how many of its answers are folded, in the same query."""
    folded = Comment.objects.filter(reply_to=OuterRef("pk"), is_folded=True, withdrawn_at=None, is_hidden=False)
    count = folded.order_by().values("reply_to").annotate(count=Count("pk")).values("count")
    return rows.annotate(folded_count=Coalesce(Subquery(count), 0))  # type: ignore[no-redef]  # the model says what stands there


# One thread by itself: on the page of a comment, as the answer to settling it, and its folded answers.


ANSWERS_AT_ONCE = 20


def one(pk: int, reader: access.Person) -> Comment | None:
    """One thread as a list shows it; None if it was withdrawn and nobody answered."""
    found = list(in_threads(Comment.objects.filter(pk=pk).with_answers_or_visible_to(reader), reader))
    put_incorporations(found)
    threads = with_their_answers(found)
    return threads[0] if threads else None


def alone(comment: Comment, reader: access.Person, before: str = "") -> Comment | None:
    """The thread of `comment` for a screen of its own: some of its answers, those before `before`, or the ones up to it.

    None if what opens it is not there to be seen, and nobody answered.
    """
    opening = one(comment.reply_to_id or comment.pk, reader)
    if opening is None:
        return None
    since = Cursor.read(before, ranks=2) or (
        Cursor(comment.created_at, 1, comment.pk + 1) if comment.reply_to_id else None
    )
    opening.shown_answers, opening.folded_count = earlier_answers(opening, reader, since)
    opening.later_url = opening.get_absolute_url() if since else ""
    return opening


def earlier_answers(opening: Comment, reader: access.Person, since: Cursor | None) -> tuple[list[Comment], int]:
    """Some answers before that place, the oldest first, and how many there are before them; three queries at most."""
    answers = Comment.objects.answers_to(opening).visible_to(reader)
    some = answers.older_than(since.moment, since.pk) if since else answers
    found = list(marked(some.newest_first(), reader)[: ANSWERS_AT_ONCE + 1])
    put_incorporations(found)
    if len(found) <= ANSWERS_AT_ONCE:
        return found[::-1], 0
    found.pop()
    last = found[-1]
    return found[::-1], answers.older_than(last.created_at, last.pk).count()


LONGEST_QUOTED = 600


def quoted_in(request: HttpRequest, comment: Comment) -> str:
    """The quotation that an address asks for: `?quote=` what, in its thread, `&words=` which part of it; else nothing."""
    asked = request.GET.get("quote", "")
    if not (pk := parse_int(asked)):
        return ""
    rows = Comment.objects.visible_to(request.user).standing().select_related("author")
    found = rows.filter(pk=pk).first()
    if found is None or (found.reply_to_id or found.pk) != (comment.reply_to_id or comment.pk):
        return ""
    return quotation(found, markup.clean_text(request.GET.get("words", "")))


def quotation(comment: Comment, words: str = "") -> str:
    """For a box: `words` of it, or all of it where they are not in it."""
    text = _as_read(comment)
    chosen = " ".join(words.split())
    if not chosen or chosen not in " ".join(text.split()):
        chosen = text if len(text) <= LONGEST_QUOTED else markup.shorten(text, LONGEST_QUOTED)
    else:
        chosen = words.strip()[:LONGEST_QUOTED]
    lines = "\n".join(f"> {line.strip()}".rstrip() for line in _as_typed(comment, chosen).split("\n"))
    return f"{_author_of_comment(comment)}\n\n{lines}\n\n"


def _as_read(comment: Comment) -> str:
    return markup.html_text(comment.body_html, is_named=True)


def _as_typed(comment: Comment, words: str) -> str:
    """Words of it with the user name of whoever is mentioned: no name that is shown stays in another text."""
    for person in here(markup.mentions_in(comment.body)).values():
        words = words.replace(f"@{person.public_name}", f"@{person.username}")
    return words


def _author_of_comment(comment: Comment) -> str:
    """The mention of whoever can be mentioned; nobody's name stays in a text by itself."""
    author = comment.author
    if author.is_anonymous_author or not author.is_active:
        return _("A colleague said:")
    return _("@%(name)s said:") % {"name": author.username}


# One contribution by itself: its text, what was answered, what became of it; and its versions.


@readers_only
@on_comment
def comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    return show_comment(request, comment)


def show_comment(request: HttpRequest, comment: Comment, *, box: Box | None = None, status: int = 200) -> HttpResponse:
    """A contribution with its answers; an answer is shown below what it answers."""
    opening = alone(comment, request.user, request.GET.get("before", "")) or comment
    if opening.passage is not None and opening.page is not None:
        opening.passage = (up_to_date([opening.passage], opening.page) or [opening.passage])[0]
    is_open = rights_of(request).comment and not comment.is_place_hidden
    if box is None and is_open and opening.is_standing and access.is_contributor(request.user):
        box = box_under(request, opening, quotation=quoted_in(request, opening))
    context = {"comment": comment, "opening": opening, "box": box, "is_open": is_open}
    return render(request, "contributions/comments/comment.html", context, status=status)


class CommentRevisions(RevisionScreens[Comment]):
    frame = "contributions/comments/_revisions.html"
    name = "comment"

    @property
    def heading(self) -> str:
        return _("History of a contribution")


@readers_only
@on_comment
def comment_history(request: HttpRequest, comment: Comment) -> HttpResponse:
    return CommentRevisions(request, comment).history()


@readers_only
@on_comment
def comment_revision(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return CommentRevisions(request, comment).revision(version)


@readers_only
@on_comment
def comment_diff(request: HttpRequest, comment: Comment) -> HttpResponse:
    return CommentRevisions(request, comment).diff()
