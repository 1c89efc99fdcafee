"""The open box under a question: with and without scripts, and what is refused."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Comment
from drafts.models import Draft
from tests import factories
from tests.contributions.comments.conftest import Say
from themes.models import Theme

pytestmark = pytest.mark.django_db
THEME = "/wiki/delinquants/"
LIVE = {"HX-Request": "true", "accept-language": "fr"}
SAID = "Je raccroche, et je rappelle."


@pytest.mark.once
def test_it_leads_to_where_the_text_stands_and_says_what_happens_next(as_contributor: Client, theme: Theme) -> None:
    response = as_contributor.post(f"{THEME}say/", {"body": SAID}, follow=True)
    comment = Comment.objects.get()
    assert response.redirect_chain == [(f"{THEME}?sent={comment.pk}#comment-{comment.pk}", 302)]
    html = response.content.decode()
    assert SAID in html
    assert "C’est dit." in html
    assert "Une rédactrice le lira." in html


@pytest.mark.once
def test_nobody_else_is_told_that_it_was_said(as_contributor: Client, as_editor: Client, theme: Theme) -> None:
    as_contributor.post(f"{THEME}say/", {"body": SAID})
    html = as_editor.get(f"{THEME}?sent={Comment.objects.get().pk}").content.decode()
    assert SAID in html
    assert "C’est dit." not in html


def test_a_fragment_answers_htmx_the_text_and_an_empty_box(as_contributor: Client, theme: Theme) -> None:
    response = as_contributor.post(f"{THEME}say/", {"body": SAID}, headers=LIVE)
    html = response.content.decode()
    assert "<html" not in html
    assert 'hx-target="#answers"' in html
    assert html.count(SAID) == 1
    assert "C’est dit." in html
    assert "HX-Request" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_same_form_sent_twice_says_it_once(as_contributor: Client, theme: Theme) -> None:
    form = {"body": SAID, "token": str(uuid4())}
    first, second = (as_contributor.post(f"{THEME}say/", form).headers["Location"] for _ in range(2))
    assert first == second
    assert Comment.objects.count() == 1


def test_its_draft_is_over(as_contributor: Client, contributor: User, theme: Theme) -> None:
    writing = uuid4()
    Draft.objects.store(contributor, key=f"theme:{theme.pk}:say", writing=writing, fields={"body": SAID}, url=THEME)
    assert f">\n{SAID}</textarea>" in as_contributor.get(THEME).content.decode()
    response = as_contributor.post(
        f"{THEME}say/",
        {"body": SAID, "draft_writing": str(writing), "draft_key": f"theme:{theme.pk}:say"},
        headers=LIVE,
    )
    assert not Draft.objects.waiting_for(contributor).exists()
    assert str(writing) not in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("headers", [{}, LIVE])
@pytest.mark.parametrize("body", [" ", "é" * 4001])
def test_what_is_refused_comes_back_with_the_reason_beside_it(
    as_contributor: Client, theme: Theme, headers: dict[str, str], body: str
) -> None:
    response = as_contributor.post(f"{THEME}say/", {"body": body}, headers=headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in html
    assert "err-line" in html
    assert body in html
    assert not Comment.objects.exists()


def test_a_window_that_has_closed_meanwhile_gives_the_text_back(as_contributor: Client, theme: Theme) -> None:
    factories.close_writing()
    response = as_contributor.post(f"{THEME}say/", {"body": SAID}, headers={"accept-language": "fr"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "L’écriture est close" in html
    assert f"{SAID}</textarea>" in html


@pytest.mark.once
def test_a_closed_window_says_how_many_texts_are_being_read(as_contributor: Client, say: Say) -> None:
    factories.create_page()
    say()
    factories.close_writing()
    html = as_contributor.get(THEME, headers={"accept-language": "fr"}).content.decode()
    assert "2 textes sont en cours de lecture" in html
    assert "<textarea" not in html
    assert "Je raccroche, toujours." in html


@pytest.mark.once
def test_it_says_under_which_name_it_will_appear(as_contributor: Client, contributor: User, theme: Theme) -> None:
    address = {"headers": {"accept-language": "fr"}}
    assert "Paraîtra sous le nom <b>Martine L.</b>" in as_contributor.get(THEME, **address).content.decode()
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert "<b>Un collègue anonyme</b>" in as_contributor.get(THEME, **address).content.decode()


def test_starters_and_a_sentence_to_complete_stand_beside_the_box(as_contributor: Client, theme: Theme) -> None:
    theme.starters, theme.sentence = ["Un jour, on m’a…"], "Quand un message me presse, je…"
    theme.save()
    html = as_contributor.get(THEME).content.decode()
    assert "Un jour, on m’a…" in html
    assert "Quand un message me presse, je…" in html


def test_markup_is_shown_as_it_was_typed(as_contributor: Client, theme: Theme) -> None:
    as_contributor.post(f"{THEME}say/", {"body": "<script>alert(1)</script><b onclick=x>Non</b>\nVoyez https://a.fr"})
    html = as_contributor.get(THEME).content.decode()
    assert "<script>alert(1)" not in html
    assert "<b onclick" not in html
    assert "<br" in html.partition('class="voice"')[2]
    assert 'href="https://a.fr"' in html


@pytest.mark.once
def test_nobody_anonymous_is_named_by_job_or_place(as_contributor: Client, say: Say, colleague: User) -> None:
    say()
    assert "Yves K.</a></b>, gestionnaire" in as_contributor.get(THEME).content.decode()
    colleague.choose_attribution(Attribution.ANONYMOUS)
    html = as_contributor.get(THEME).content.decode()
    assert not any(word in html for word in ("Yves", "yves", "gestionnaire", "Brest", "Kerbrat"))


def test_only_post_is_answered(as_contributor: Client, theme: Theme) -> None:
    assert as_contributor.get(f"{THEME}say/").status_code == 405


def test_answers_are_paged_the_newest_first(as_contributor: Client, say: Say) -> None:
    for number in range(12):
        say(f"Réponse {number:02}.")
    first = as_contributor.get(THEME).content.decode()
    assert first.index("Réponse 11.") < first.index("Réponse 02.")
    assert "Réponse 01." not in first
    query = first.partition('rel="next" href="?')[2].partition("#")[0].replace("&amp;", "&")
    second = as_contributor.get(f"{THEME}?{query}").content.decode()
    assert "Réponse 01." in second
    assert "Réponse 00." in second
    assert "Réponse 02." not in second


@pytest.mark.once
@pytest.mark.parametrize("before", ["x", "~", "2026-13-45~1~1", "2026-01-01T00:00:00+00:00~9~1", "\0", "²~1~²"])
def test_a_place_in_the_list_that_makes_no_sense_is_the_beginning(
    as_contributor: Client, say: Say, before: str
) -> None:
    say()
    assert "Je raccroche, toujours." in as_contributor.get(THEME, {"comment": before}).content.decode()
