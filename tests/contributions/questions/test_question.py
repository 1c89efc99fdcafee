"""The screens of a question: asking with a look at what was asked, answering, having the same, what editors do."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page, Question, SameQuestion
from tests import factories
from tests.contributions.questions.conftest import FACEBOOK, Ask
from tests.sending import send
from themes.models import Theme

LIVE = {"HX-Request": "true"}
ASK = "/questions/ask/"


def test_one_line_and_a_theme_ask_a_question(as_contributor: Client, contributor: User, theme: Theme) -> None:
    response = as_contributor.post(ASK, {"text": FACEBOOK, "theme": theme.pk})
    question = Question.objects.get()
    assert response["Location"] == question.get_absolute_url()
    assert question.asked_by == contributor


@pytest.mark.once
def test_what_is_missing_is_said_and_what_was_typed_stays(as_contributor: Client, theme: Theme) -> None:
    for fields in ({"text": FACEBOOK}, {"text": "", "theme": theme.pk}, {"text": "x" * 301, "theme": theme.pk}):
        response = as_contributor.post(ASK, fields)
        assert response.status_code == 422
        assert fields["text"] in response.text
    assert not Question.objects.exists()


def test_nearly_the_same_is_shown_first_and_can_be_asked_all_the_same(
    as_contributor: Client, ask: Ask, theme: Theme
) -> None:
    known = ask()
    typed = {"text": "Devenir ami avec son fils sur Facebook, bonne idée ?", "theme": theme.pk, "token": "x"}
    second_step = as_contributor.post(ASK, typed)
    assert known.text in second_step.text
    assert 'name="sure"' in second_step.text
    assert Question.objects.count() == 1
    as_contributor.post(ASK, typed | {"sure": "1"})
    assert Question.objects.count() == 2


def test_the_very_same_is_joined_not_asked_again(
    as_contributor: Client, contributor: User, ask: Ask, theme: Theme
) -> None:
    known = ask()
    second_step = as_contributor.post(ASK, {"text": FACEBOOK.upper(), "theme": theme.pk})
    assert 'name="sure"' not in second_step.text
    as_contributor.post(f"{known.get_absolute_url()}same/", {"same": "1", "ask": "1"})
    known.refresh_from_db()
    assert known.asked_count == 2


def test_editors_count_what_customers_asked_with_a_question_that_stands(
    as_editor: Client, ask: Ask, theme: Theme
) -> None:
    known = ask()
    typed = {"text": FACEBOOK, "theme": theme.pk, "origin": "customers"}
    assert 'name="with"' in as_editor.post(ASK, typed).text
    as_editor.post(ASK, typed | {"with": known.pk})
    known.refresh_from_db()
    assert (known.asked_count, known.duplicates.get().origin) == (2, "customers")


def test_only_editors_add_to_another_question(as_contributor: Client, ask: Ask, theme: Theme) -> None:
    known = ask()
    response = as_contributor.post(ASK, {"text": "Autre chose ?", "theme": theme.pk, "with": known.pk})
    assert response.status_code == 403
    assert Question.objects.count() == 1


def test_while_one_types_what_is_alike_comes_as_a_fragment(as_contributor: Client, ask: Ask) -> None:
    ask()
    fragment = as_contributor.get("/questions/similar/", {"text": "devenir ami avec mon fils sur facebook"})
    assert FACEBOOK in fragment.text
    assert "<html" not in fragment.text
    assert as_contributor.get("/questions/similar/", {"text": "dev"}).text.strip() == ""


@pytest.mark.once
def test_a_page_answers_by_its_title_and_an_unknown_title_comes_back(
    as_contributor: Client, ask: Ask, page: Page
) -> None:
    question = ask()
    refused = as_contributor.post(f"{question.get_absolute_url()}answer/", {"page": "Nulle part"})
    assert refused.status_code == 422
    assert "Nulle part" in refused.text
    as_contributor.post(f"{question.get_absolute_url()}answer/", {"page": page.title.upper()})
    assert page.title in as_contributor.get(question.get_absolute_url()).text
    assert question.text in as_contributor.get(page.get_absolute_url()).text
    as_contributor.post(f"{question.get_absolute_url()}take-back/", {"page": page.pk})
    assert question.text not in as_contributor.get(page.get_absolute_url()).text


@pytest.mark.once
def test_a_page_that_is_opened_from_a_question_answers_it(as_contributor: Client, ask: Ask, theme: Theme) -> None:
    question = ask()
    address = f"{theme.get_absolute_url()}new/?question={question.pk}"
    assert question.text in as_contributor.get(address).text
    response = as_contributor.post(address, {"title": "Nos enfants en ligne", "body": "On en parle d’abord."})
    assert response.status_code == 302
    question.refresh_from_db()
    assert question.answer_count == 1
    # Where it was hidden meanwhile, or never was, the page is opened all the same.
    for key in ("999999", "x", "9" * 50):
        address = f"{theme.get_absolute_url()}new/?question={key}"
        sent = as_contributor.post(address, {"title": f"Page {key[:9]}", "body": "Du texte."})
        assert sent.status_code == 302


def test_from_a_page_one_says_which_questions_it_answers(as_contributor: Client, ask: Ask, page: Page) -> None:
    question = ask()
    address = f"{page.get_absolute_url()}questions/"
    assert question.text in as_contributor.get(address).text
    as_contributor.post(address, {"question": question.pk, "answers": "1"})
    question.refresh_from_db()
    assert question.answer_count == 1
    as_contributor.post(address, {"question": question.pk, "answers": "0"})
    question.refresh_from_db()
    assert question.answer_count == 0


def test_me_too_counts_in_place_and_can_be_taken_back(as_contributor: Client, ask: Ask) -> None:
    question = ask()
    address = f"{question.get_absolute_url()}same/"
    pressed = as_contributor.post(address, {"same": "1"}, headers=LIVE)
    assert 'aria-pressed="true"' in pressed.text
    assert '<span class="n">2</span>' in pressed.text
    assert "no-store" in pressed["Cache-Control"]
    as_contributor.post(address, {"same": "0"})
    assert not SameQuestion.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    "back", ["https://x.example/", "//x.example/", "javascript:alert(1)", "\\\\x.example", "/questions/"]
)
def test_pressing_leads_back_to_this_site_alone(back: str, as_contributor: Client, ask: Ask) -> None:
    question = ask()
    location = as_contributor.post(f"{question.get_absolute_url()}same/", {"same": "1", "next": back})["Location"]
    assert location == (back if back == "/questions/" else question.get_absolute_url())


@pytest.mark.once
def test_a_duplicate_leads_to_the_question_under_which_it_stands(as_editor: Client, ask: Ask) -> None:
    first, second = ask("Faut-il accepter les cookies ?"), ask("Les cookies, on accepte ?")
    choice = as_editor.get(f"{second.get_absolute_url()}join/?q=accepter les cookies")
    assert first.text in choice.text
    as_editor.post(f"{second.get_absolute_url()}join/", {"other": first.pk})
    assert as_editor.get(second.get_absolute_url())["Location"].startswith(first.get_absolute_url())
    assert second.text in as_editor.get(first.get_absolute_url()).text
    as_editor.post(f"{second.get_absolute_url()}part/")
    assert as_editor.get(second.get_absolute_url()).status_code == 200


@pytest.mark.once
def test_editors_reword_hide_and_show(as_editor: Client, as_contributor: Client, ask: Ask, theme: Theme) -> None:
    question = ask()
    send(
        as_editor,
        f"{question.get_absolute_url()}edit/",
        {"text": "Être ami avec ses enfants ?", "theme": theme.pk, "origin": "employee"},
    )
    assert FACEBOOK in as_editor.get(question.get_absolute_url()).text
    shown = as_contributor.get(question.get_absolute_url()).text
    assert "Être ami avec ses enfants" in shown
    assert FACEBOOK not in shown
    assert as_editor.post(f"{question.get_absolute_url()}hide/", {"reason": ""}).status_code == 422
    as_editor.post(f"{question.get_absolute_url()}hide/", {"reason": "hors sujet"})
    assert as_contributor.get(question.get_absolute_url()).status_code == 404
    as_editor.post(f"{question.get_absolute_url()}show/")
    assert as_contributor.get(question.get_absolute_url()).status_code == 200


@pytest.mark.once
def test_what_was_said_becomes_a_question_once(
    as_contributor: Client, contributor: User, sign_in, theme: Theme
) -> None:
    body = f"J’hésite. {FACEBOOK} Il a quinze ans."
    comment = Comment.objects.write(theme=theme, author=contributor, body=body, kind="question")
    address = f"/contributions/{comment.pk}/ask/"
    offered = as_contributor.get(address).context["form"]["text"].value()
    assert offered.replace("\u00a0", " ") == FACEBOOK
    assert sign_in(factories.create_user(username="zoe")).get(address).status_code == 403
    as_contributor.post(address, {"text": FACEBOOK, "theme": theme.pk})
    question = Question.objects.get()
    assert question.comment == comment
    assert as_contributor.get(address)["Location"] == question.get_absolute_url()
    assert comment.get_absolute_url() in as_contributor.get(question.get_absolute_url()).text
    comment.withdraw(by=contributor)
    assert (
        comment.get_absolute_url()
        not in sign_in(User.objects.get(username="zoe")).get(question.get_absolute_url()).text
    )


def test_those_without_an_answer_are_offered_the_most_asked_first(
    as_contributor: Client, ask: Ask, theme: Theme, editor: User
) -> None:
    ask("Peu posée ?")
    often = ask("Très posée ?")
    often.also_ask(by=editor)
    text = as_contributor.get(theme.get_absolute_url()).text
    assert text.index("Très posée ?") < text.index("Peu posée ?")


@pytest.mark.once
@pytest.mark.parametrize("name", ["edit", "join", "hide", "part", "show"])
def test_what_editors_do_is_for_editors(name: str, as_contributor: Client, ask: Ask) -> None:
    assert as_contributor.post(f"{ask().get_absolute_url()}{name}/", {}).status_code == 403
