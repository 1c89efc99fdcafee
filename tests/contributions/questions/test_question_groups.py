"""Questions that ask the same are counted together; whoever joined them can part them, and finds all as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from contributions.models import LogEntry, Page, Question, QuestionWording
from contributions.questions.errors import NotYours, OwnQuestion, QuestionHidden
from tests import factories
from tests.contributions.questions.conftest import Ask
from tests.contributions.questions.test_question_answers import counts


@pytest.fixture
def three(ask: Ask, contributor: User, editor: User) -> list[Question]:
    """Asked by a colleague, by a contributor, by customers."""
    return [
        ask("Faut-il accepter les cookies ?"),
        ask("Les cookies, on accepte ?", by=contributor),
        ask("Dois-je accepter vos cookies ?", by=editor, origin="customers"),
    ]


def test_askers_and_answers_of_a_group_are_counted_together_and_people_once(
    three: list[Question], page: Page, contributor: User, editor: User
) -> None:
    first, second, third = three
    first.also_ask(by=contributor)  # who also asked the second
    third.answer_with(page, by=contributor)
    second.join(first, by=editor)
    third.join(second, by=editor)  # a duplicate stands for its first
    assert counts(first) == (3, 1)
    assert third.duplicate_of == first
    assert list(Question.objects.firsts()) == [first]
    assert list(Question.objects.answered_by(page)) == [first]


def test_the_same_page_counts_once_in_a_group(
    three: list[Question], page: Page, contributor: User, editor: User
) -> None:
    for one in three[:2]:
        one.answer_with(page, by=contributor)
    three[1].join(three[0], by=editor)
    assert counts(three[0])[1] == 1
    three[1].take_back_answer(page, by=editor)
    assert counts(three[0])[1] == 0


@pytest.mark.once
def test_parting_gives_back_what_came_along(three: list[Question], page: Page, contributor: User, editor: User) -> None:
    first, second, third = three
    second.answer_with(page, by=contributor)
    third.join(second, by=editor)
    second.join(first, by=editor)
    assert counts(first) == (3, 1)
    second.part(by=editor)
    third.refresh_from_db()
    assert counts(first) == (1, 0)
    assert counts(second) == (2, 1)
    assert third.duplicate_of == second
    third.part(by=editor)
    assert counts(second) == (1, 1)
    third.part(by=editor)  # it stands for itself already


def test_a_question_does_not_join_itself_or_its_own_duplicate(three: list[Question], editor: User) -> None:
    three[1].join(three[0], by=editor)
    for one, other in [(three[0], three[0]), (three[0], three[1]), (three[1], three[0])]:
        with pytest.raises(ValidationError):
            one.join(other, by=editor)


def test_only_editors_join_part_reword_and_hide(three: list[Question], contributor: User) -> None:
    first, second, _third = three
    acts = [
        lambda: second.join(first, by=contributor),
        lambda: second.part(by=contributor),
        lambda: second.reword(text="Autre ?", theme=first.theme, origin="employee", by=contributor),
        lambda: second.hide(reason="non", by=contributor),
        lambda: second.show(by=contributor),
    ]
    for act in acts:
        with pytest.raises(NotYours):
            act()


def test_who_asked_a_duplicate_does_not_ask_again(three: list[Question], contributor: User, editor: User) -> None:
    three[1].join(three[0], by=editor)
    with pytest.raises(OwnQuestion):
        three[0].also_ask(by=contributor)


def test_pressing_on_a_duplicate_counts_for_its_first(three: list[Question], editor: User) -> None:
    three[1].join(three[0], by=editor)
    three[1].also_ask(by=factories.create_user(username="zoe"))
    assert counts(three[0])[0] == 3


def test_hiding_is_logged_with_its_reason_and_undone(three: list[Question], contributor: User, editor: User) -> None:
    first, second, _third = three
    second.join(first, by=editor)
    with pytest.raises(ValidationError):
        second.hide(reason=" ", by=editor)
    second.hide(reason="nomme une cliente", by=editor)
    assert counts(first)[0] == 1
    first.hide(reason="idem", by=editor)
    assert not Question.objects.visible_to(contributor).filter(pk__in=[first.pk, second.pk]).exists()
    with pytest.raises(ValidationError):
        first.hide(reason="encore", by=editor)
    with pytest.raises(QuestionHidden):
        three[2].join(first, by=editor)
    for one in (first, second):
        one.show(by=editor)
    assert counts(first)[0] == 2
    acts = list(LogEntry.objects.order_by("pk").values_list("act", "question", "reason"))
    assert acts == [
        ("hide_question", second.pk, "nomme une cliente"),
        ("hide_question", first.pk, "idem"),
        ("show_question", first.pk, ""),
        ("show_question", second.pk, ""),
    ]


def test_rewording_keeps_what_it_said_and_is_found_by_its_new_words(three: list[Question], editor: User) -> None:
    first = three[0]
    for _ in range(2):
        first.reword(text="Que cache la navigation privée ?", theme=first.theme, origin="audit", by=editor)
    assert [wording.text for wording in QuestionWording.objects.all()] == ["Faut-il accepter les cookies ?"]
    assert Question.objects.similar_to("la navigation privée, que cache-t-elle ?") == [first]


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_join_crosswise_make_one_group(transactional_db: None) -> None:
    editor, theme = factories.create_editor(), factories.create_theme()
    questions = [Question.objects.ask(text=f"Question {number} ?", theme=theme, by=editor) for number in range(4)]

    def join(pair: tuple[int, int]) -> None:
        try:
            Question.objects.get(pk=questions[pair[0]].pk).join(questions[pair[1]], by=editor)
        except ValidationError:
            pass  # the other was quicker
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(join, [(0, 1), (1, 0), (2, 3), (3, 2), (0, 2), (2, 0)]))
    for one in Question.objects.select_related("duplicate_of"):
        assert one.duplicate_of is None or one.duplicate_of.duplicate_of is None
    for first in Question.objects.firsts():
        assert first.asked_count == 1  # always the same person
