"""What people were told goes out of sight with what it quotes: a version that was hidden, something withdrawn or hidden.

What is done about watches after the answer has gone out.

What becomes of those who follow somebody when she chooses another name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from django.db.models import Q
from django.tasks import task
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from contributions.comments.kinds import Incorporation
from contributions.comments.models import Comment
from contributions.events import Event, EventKind, in_bulk
from contributions.history_models import Act
from contributions.mentions import Mention
from contributions.pages.models import Page, PageRevision
from contributions.questions.models import Question, QuestionAnswer, SameQuestion
from contributions.watches.models import Watch
from contributions.watches.querysets import Watchable
from contributions.watches.watchlist import News, notify_all, opening_words
from notifications.kinds import NotificationKind
from notifications.models import Notification

HISTORIES = {"contributions.page": Page, "contributions.comment": Comment}


def conceal_hidden_versions(change: Event) -> None:
    """Goes by how each version stands now, whatever came in between."""
    if change.what not in {EventKind.VERSION_HIDDEN, EventKind.VERSION_SHOWN}:
        return
    rows = HISTORIES[change.label].history.filter(id=change.pk).values_list("version", "is_text_hidden")
    for version, is_hidden in rows.filter(is_text_hidden=True) if change.what == EventKind.VERSION_HIDDEN else rows:
        key = f"{change.label}:{change.pk}:{version}"
        if is_hidden:
            Notification.objects.conceal(key)
        else:
            Notification.objects.reveal(key)


def conceal_what_does_not_stand(pk: int) -> None:
    what = f"comment:{pk}"
    if Comment.objects.filter(pk=pk, withdrawn_at=None, is_hidden=False).exists():
        Notification.objects.reveal(what)
    else:
        Notification.objects.conceal(what)


# Something was said, corrected, withdrawn or hidden: who hears of it, and who may read of it no longer.


def news_of_comment(changes: Sequence[Event]) -> list[News]:
    """A correction is told to those whom it mentions for the first time, and to nobody else."""
    for change in changes:
        conceal_hidden_versions(change)
        if change.what not in Act.values:
            conceal_what_does_not_stand(change.pk)
    comments = _standing({change.pk for change in changes if change.what in Act.values})
    saved = [(comments[change.pk], change) for change in changes if change.pk in comments and change.what in Act.values]
    if not saved:
        return []
    written = [comment for comment, change in saved if change.what == Act.WRITTEN]
    Watch.objects.take_part_in_all([(one.reply_to or one, one.author, one.created_at) for one in written])
    mentioned = Mention.objects.new_in(Comment, ((change.pk, change.version) for _comment, change in saved))
    several = []
    for comment, change in saved:
        news = _news_of_comment(comment, change)
        if change.what == Act.WRITTEN:
            _notify_of_new(comment, news)
        news.address(mentioned[comment.pk, change.version], NotificationKind.MENTION)
        several.append(news)
    return several


def _notify_of_new(comment: Comment, news: News) -> None:
    opening = comment.reply_to or comment
    if comment.reply_to is not None and not _has_stopped(comment.reply_to):
        news.address({comment.reply_to.author_id}, NotificationKind.REPLY)
    news.notify_watchers(opening, NotificationKind.COMMENTED)
    news.notify_watchers(comment.page or comment.theme, NotificationKind.COMMENTED)
    news.notify_followers()


def _has_stopped(opening: Comment) -> bool:
    """Whether its author does not follow her own thread any more."""
    return Watch.objects.of(opening).stopped().filter(person=opening.author_id).exists()


def _standing(keys: set[int]) -> dict[int, Comment]:
    rows = Comment.objects.standing().select_related("author", "theme", "page__theme", "video", "reply_to")
    return rows.in_bulk(keys) if keys else {}


def _news_of_comment(comment: Comment, change: Event) -> News:
    place = comment.place
    return News(
        key=f"contributions.comment:{comment.pk}:{change.version}",
        place=f"{place._meta.model_name}:{place.pk}",
        place_title=comment.place_words,
        url=f"{comment.get_absolute_url()}#{comment.anchor}",
        actor=comment.author,
        at=change.at,
        excerpt=opening_words(comment),
    )


# A question was asked, answered, or turned out to ask the same as another: who hears of it.


def news_of_question(changes: Sequence[Event]) -> list[News]:
    """A new question is told to those who follow its subject, an answer to those who ask it or follow it."""
    return [news for change in changes for news in _news_of_question(change)]


def _news_of_question(change: Event) -> Iterator[News]:
    question = Question.objects.select_related("theme", "asked_by", "duplicate_of").filter(pk=change.pk).first()
    if question is None or question.is_hidden:
        return
    if change.what == Act.WRITTEN:
        yield _news_of_new(question)
    elif change.what == EventKind.ANSWERED:
        yield from _news_of_answer(question, change)
    elif change.what == EventKind.JOINED and question.duplicate_of is not None:
        Watch.objects.transfer(question, question.duplicate_of)


def _news_of_new(question: Question) -> News:
    if question.asked_by is not None:
        Watch.objects.take_part(question, by=question.asked_by, at=question.created_at)
    news = News(
        key=f"contributions.question:{question.pk}:{Act.WRITTEN}",
        place=f"question:{question.pk}",
        place_title=question.text,
        url=question.get_absolute_url(),
        actor=question.asked_by,
        at=question.created_at,
    )
    news.notify_watchers(question.theme, NotificationKind.ASKED)
    news.notify_followers()
    return news


def _news_of_answer(question: Question, change: Event) -> Iterator[News]:
    group = Question.objects.filter(Q(pk=question.first.pk) | Q(duplicate_of=question.first.pk)).order_by()
    keys = list(group.values_list("pk", flat=True))
    answers = QuestionAnswer.objects.filter(question__in=keys, at__lte=change.at, page__is_hidden=False)
    for answer in answers.select_related("page__theme", "by").order_by("-at", "-pk")[:1]:
        news = News(
            key=f"contributions.question:{question.pk}:{change.what}:{answer.page_id}",
            place=f"question:{question.pk}",
            place_title=question.text,
            url=question.get_absolute_url(),
            actor=answer.by,
            at=answer.at,
            about=f"page:{answer.page_id}",  # and no word of it: its title may be hidden, and change
        )
        news.address(_askers(question, keys), NotificationKind.ANSWERED)
        news.notify_watchers(question, NotificationKind.ANSWERED)
        yield news


def _askers(question: Question, keys: list[int]) -> set[int]:
    """Who asks it, in whatever words, but those who have stopped following it."""
    asked = Question.objects.filter(pk__in=keys).exclude(asked_by=None).order_by().values_list("asked_by", flat=True)
    others = SameQuestion.objects.filter(question__in=keys).order_by().values_list("person", flat=True)
    stopped = Watch.objects.of(question).stopped().values_list("person", flat=True)
    return (set(asked) | set(others)) - set(stopped)


# A page was written, changed or moved: who hears of it.


def news_of_revision(changes: Sequence[Event]) -> list[News]:
    """Those who follow the page hear of each change, those who follow its question of a new page, and those who follow
    whoever wrote of both. Whoever wrote, or was taken up, follows the page from now on.
    """
    for change in changes:
        conceal_hidden_versions(change)
    saved = [(change.pk, change.version) for change in changes if change.what in Act.values]
    if not saved:
        return []
    pages = Page.objects.visible().narrow().select_related("theme").in_bulk({pk for pk, _version in saved})
    several = [(pages[revision.id], revision) for revision in _revisions(saved) if revision.id in pages]
    Watch.objects.take_part_in_all([*_authors(several), *_incorporated(several)])
    mentioned = Mention.objects.new_in(Page, saved)
    return [
        _news_of_revision(page, revision, mentioned[page.pk, revision.version])
        for page, revision in several
        if not revision.is_text_hidden
    ]


def _revisions(saved: Sequence[tuple[int, int]]) -> list[PageRevision]:
    wanted, versions = set(saved), {version for _pk, version in saved}
    rows = (
        Page.history.with_authors().without_bodies().filter(id__in={pk for pk, _version in saved}, version__in=versions)
    )
    return [row for row in rows.order_by("history_date", "history_id") if (row.id, row.version) in wanted]


def _authors(several: Sequence[tuple[Page, PageRevision]]) -> list[tuple[Watchable, User, datetime | None]]:
    return [(page, revision.author, revision.date) for page, revision in several if revision.author]


def _incorporated(several: Sequence[tuple[Page, PageRevision]]) -> list[tuple[Watchable, User, datetime | None]]:
    """Those whose comments were taken up."""
    dates = {(page.pk, revision.version): revision.date for page, revision in several if _incorporates(revision)}
    if not dates:
        return []
    rows = Incorporation.objects.filter(page__in={pk for pk, _version in dates}).select_related(
        "comment__author", "page"
    )
    return [
        (one.page, one.comment.author, dates[one.page_id, one.version])
        for one in rows
        if (one.page_id, one.version) in dates
    ]


def _incorporates(revision: PageRevision) -> bool:
    return bool(revision.act == Act.INCORPORATED)


def _news_of_revision(page: Page, revision: PageRevision, mentioned: set[int]) -> News:
    before = revision.version - 1
    news = News(
        key=f"contributions.page:{page.pk}:{revision.version}",
        place=f"page:{page.pk}",
        place_title=page.title,
        url=page.changes_url(before, revision.version) if before else page.get_absolute_url(),
        actor=revision.author,
        at=revision.date,
        excerpt=revision.summary or (opening_words(page) if revision.is_first else ""),
    )
    news.address(mentioned, NotificationKind.MENTION)
    if not revision.is_minor:
        _notify_watchers(news, page, is_first=revision.is_first)
    return news


def _notify_watchers(news: News, page: Page, *, is_first: bool) -> None:
    if is_first:
        news.notify_watchers(page, NotificationKind.OPENED)
        news.notify_watchers(page.theme, NotificationKind.OPENED)
    else:
        news.notify_watchers(page, NotificationKind.EDITED)
    news.notify_followers()


# Who is told what when something happens in the wiki: by the worker, for settings.ON_TEXT_CHANGED.
#
# Those to whom it is addressed come first (an answer, a mention), then those who follow what it happened to. One change tells a
# person once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or
# be broken off in the middle and begun again. What nobody may read any more, and a detail (a minor edit), is told to nobody.


AT_ONCE = 50
"""So many events are told in one go: whoever is told anything is held as long as all of it is written."""
NEWS: dict[str, Callable[[Sequence[Event]], list[News]]] = {
    "contributions.page": news_of_revision,
    "contributions.comment": news_of_comment,
    "contributions.question": news_of_question,
}


@in_bulk
def notify_watchers(*changes: Event) -> None:
    """Tells whom these changes concern, each person once of each; what was told already is told to nobody again."""
    for some in batched(changes, AT_ONCE):
        notify_all(
            [news for label, news_of in NEWS.items() for news in news_of([one for one in some if one.label == label])]
        )


@task
def forget_that_she_was_followed(person_id: int, before: str) -> int:
    """Removes what her followers were told of what she wrote under another name; returns how much that was."""
    told = Notification.objects.filter(
        actor=person_id, kind=NotificationKind.FOLLOWED, created_at__lte=parse_datetime(before)
    )
    return told.forget()


def stop_following_under_another_name(person: User) -> None:
    """For settings.ON_ATTRIBUTION_CHANGED: having followed her before tells nobody who an anonymous colleague is."""
    if Watch.objects.forget_those_under_another_name(person):
        forget_that_she_was_followed.enqueue(person.pk, timezone.now().isoformat())
