"""Takes what was asked in the room of a session over into the questions of the site: once, each under a theme.

A question of a room has a line of text and votes; a question of the site has a theme, is answered by pages, and lasts.
Nobody is named as its asker. Where nearly the same was asked before, it can join that question.

A page that is hidden answers nothing any more: the questions that it answered are counted anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.access import is_organiser
from accounts.models import User
from campaign.models import QuestionRoom, RoomQuestion, TrainingSession
from contributions.events import Event, EventKind, emit
from contributions.history_models import Act
from contributions.questions import grouping
from contributions.questions.errors import NotYours
from contributions.questions.models import Question, QuestionAnswer, QuestionOrigin, QuestionWord
from themes.models import Theme

MOST_AT_ONCE = 200
COMPARED = 20  # questions of the site with one of the room: those that share the most words


@dataclass(frozen=True)
class TakeOver:
    """What is to become of a question of a room; `same_as` is the question of the site that it joins."""

    room_question: int
    theme: Theme
    same_as: int | None = None


def not_taken_over(session: TrainingSession) -> list[RoomQuestion]:
    """What was asked in the room and stands nowhere else yet, the most votes first; without what was hidden. One query."""
    rows = RoomQuestion.objects.filter(room__session=session, question=None)
    return list(rows.exclude(state=RoomQuestion.State.HIDDEN).order_by("-vote_count", "pk")[:MOST_AT_ONCE])


def take_over(session: TrainingSession, wanted: Sequence[TakeOver], *, by: User) -> list[Question]:
    """Asks each of these once in the site, whatever the calendar says: organisers bring them in. All of them, or none.

    Returns the new questions. What was taken over meanwhile, or hidden, is left out. Raises NotYours, NotAsked.
    """
    if not is_organiser(by):
        raise NotYours
    with transaction.atomic():
        QuestionRoom.objects.select_for_update().filter(session=session).first()
        waiting = {one.pk: one for one in not_taken_over(session)}
        chosen = [one for one in wanted if one.room_question in waiting]
        return [_taken_over(session, waiting[one.room_question], one, by) for one in chosen]


def _taken_over(session: TrainingSession, asked: RoomQuestion, wanted: TakeOver, by: User) -> Question:
    question = Question.objects.prepared(
        text=asked.text, theme=wanted.theme, by=by, origin=QuestionOrigin.SESSION, at=asked.asked_at, is_imported=True
    )
    question.session, question.room_question = session, asked
    question.room_votes = max(asked.vote_count - 1, 0)
    question.asked_count = 1 + question.room_votes
    question.save(force_insert=True)
    QuestionWord.objects.index([question])
    emit(question, Act.WRITTEN, by=by)
    same = Question.objects.standing().filter(pk=wanted.same_as).first() if wanted.same_as else None
    if same:
        question.join(same, by=by)
    return question


def similar_to_each(asked: Sequence[RoomQuestion]) -> dict[int, Question]:
    """Returns the question of the site that is the likest to each, where one is alike, by the key of the room's question.

    Two queries for all of them.
    """
    words = {one.pk: grouping.words_of(one.text) for one in asked}
    shared = _questions_by_word({word for some in words.values() for word in some})
    near = {
        pk: Counter(key for word in some for key in shared[word]).most_common(COMPARED) for pk, some in words.items()
    }
    keys = {key for found in near.values() for key, _count in found}
    rows = Question.objects.standing().select_related("duplicate_of", "theme").in_bulk(keys)
    found: dict[int, Question] = {}
    for one in asked:
        candidates = [rows[key] for key, _count in near[one.pk] if key in rows]
        if likest := _likest(grouping.key_of(one.text), candidates):
            found[one.pk] = likest.first
    return found


def _questions_by_word(words: set[str]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for word, key in QuestionWord.objects.filter(word__in=words).order_by().values_list("word", "question"):
        found[word].append(key)
    return found


def _likest(key: str, candidates: Sequence[Question]) -> Question | None:
    scored = [(grouping.similarity(key, one.text_key), -one.pk, one) for one in candidates]
    score, _pk, best = max(scored, key=lambda one: one[:2], default=(0.0, 0, None))
    return best if score >= grouping.ALIKE else None


def recount_answers(change: Event) -> None:
    """Done twice, it changes nothing: counts are counted, not added to."""
    if change.label == "contributions.page" and change.what in {EventKind.HIDDEN, EventKind.SHOWN}:
        count_questions_of(change.pk)


def count_questions_of(page: int) -> None:
    """Counts anew the groups of the questions that a page answers."""
    keys = QuestionAnswer.objects.filter(page=page).values_list("question", flat=True)
    for pk in sorted(set(keys)):
        with grouping.held(Question(pk=pk), even_hidden=True) as first:
            first.recount()
