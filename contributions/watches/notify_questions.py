"""A question was asked, answered, or turned out to ask the same as another: who hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q

from contributions.events import Event, EventKind
from contributions.history_models import Act
from contributions.questions.models import Question, QuestionAnswer, SameQuestion
from contributions.watches.models import Watch
from contributions.watches.news import News
from notifications.kinds import NotificationKind


def news_of(changes: Sequence[Event]) -> list[News]:
    """A new question is told to those who follow its subject, an answer to those who ask it or follow it."""
    return [news for change in changes for news in _news_of(change)]


def _news_of(change: Event) -> Iterator[News]:
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
