"""The screens of a vote."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from guide.models import Poll, Tip
from tests.factories import create_candidate, create_editor, create_page, create_poll, create_themes
from tests.sending import Page

pytestmark = pytest.mark.django_db

OPENING = "/curation/themes/delinquants/vote/"


def ranked(poll: Poll, *ranks: str, **more: str) -> dict[str, str]:
    return {f"rank_{key}": rank for key, rank in zip(poll.keys, ranks, strict=True)} | more


@pytest.mark.once
def test_a_vote_is_opened_until_the_end_of_a_day(as_editor: Client, editor: User) -> None:
    create_themes()
    rows = [create_candidate(by=editor), create_candidate(by=editor)]
    day = timezone.localdate() + timedelta(days=3)
    sent = {"place": "7", "candidates": [row.pk for row in rows], "closes_on": day.isoformat()}
    assert as_editor.post(OPENING, sent | {"closes_on": "2020-01-01"}).status_code == 422
    assert as_editor.post(OPENING, sent | {"candidates": [rows[0].pk]}).status_code == 422
    assert as_editor.post(OPENING, sent | {"closes_on": (day + timedelta(days=90)).isoformat()}).status_code == 422
    assert as_editor.post(OPENING, sent)["Location"] == Poll.objects.get().get_absolute_url()
    closes = timezone.localtime(Poll.objects.get().closes_at)
    assert (closes.date(), closes.hour) == (day + timedelta(days=1), 0)


@pytest.mark.once
@pytest.mark.parametrize("is_alone", [True, False])
def test_who_opens_a_vote_is_told_that_others_hear_of_it_only_where_there_are_others(
    is_alone: bool, as_editor: Client, editor: User
) -> None:
    create_themes()
    if not is_alone:
        create_editor(username="sophie")
    rows = [create_candidate(by=editor), create_candidate(by=editor)]
    day = timezone.localdate() + timedelta(days=3)
    sent = {"place": "7", "candidates": [row.pk for row in rows], "closes_on": day.isoformat()}
    told = as_editor.post(OPENING, sent, follow=True).text
    assert ("la rédaction est prévenue" in told) is not is_alone
    assert ("Personne d’autre ne peut encore voter" in told) is is_alone


@pytest.mark.once
@pytest.mark.parametrize(("strength", "words"), [(1, "ha 1 voto ("), (2, "ha 2 voti (")])
def test_the_weakest_victory_of_a_chain_is_counted_in_the_singular_too(strength: int, words: str) -> None:
    one, other = SimpleNamespace(label_html="A"), SimpleNamespace(label_html="B")
    duel = SimpleNamespace(one=one, other=other, wins=strength, losses=0)
    step = SimpleNamespace(duel=duel, is_direct=False, chain=[duel, duel], strength=strength, back=0)
    with override("it"):
        assert words in " ".join(render_to_string("guide/polls/_duel_in_words.html", {"step": step}).split())


@pytest.mark.once
def test_the_words_of_a_button_of_equal_ones_are_one_line_of_text(as_editor: Client, editor: User) -> None:
    poll = create_poll(create_page(title="Rappeler"), create_page(title="Raccrocher"), by=editor)
    poll.cast([poll.keys], by=editor)
    poll.close(by=editor)
    buttons = re.findall(r"<button[^>]*>\s*(.*?)\s*</button>", as_editor.get(poll.get_absolute_url()).text, re.DOTALL)
    words = [button for button in buttons if "Retenir à la place 7" in button]
    assert len(words) == 2
    assert all(
        re.fullmatch(r"<span>Retenir[^<]*<span[^>]*>[^<]*</span></span>", one.replace("\n", "")) for one in words
    )


@pytest.mark.once
def test_ranks_are_stored_with_equal_ones_and_shown_again(as_editor: Client, editor: User) -> None:
    poll = create_poll(*(create_page(title=f"Page {number}") for number in range(3)), by=editor)
    one, two, three = poll.keys
    as_editor.post(poll.get_absolute_url(), ranked(poll, "2", "1", "2", why="Le bon geste."))
    ballot = poll.ballots.get()
    assert (ballot.ranks, ballot.why) == ([[two], [one, three]], "Le bon geste.")
    lines = as_editor.get(poll.get_absolute_url()).context["form"].lines
    assert [(row.pk, field.value()) for row, field in lines] == [(two, 1), (one, 2), (three, 2)]


def test_a_rank_that_is_none_gives_all_back(as_editor: Client, editor: User) -> None:
    poll = create_poll(by=editor)
    answer = as_editor.post(poll.get_absolute_url(), ranked(poll, "x", "1", why="Le bon geste."))
    assert answer.status_code == 422
    assert "Le bon geste." in answer.text
    assert not poll.ballots.exists()


@pytest.mark.once
def test_until_it_closes_it_says_who_has_voted_and_not_how(as_editor: Client, editor: User) -> None:
    poll, other = create_poll(by=editor), create_editor(username="sophie", last_name="Bailly")
    poll.cast([poll.keys], by=other, why="Je préfère la seconde.")
    text = as_editor.get(poll.get_absolute_url()).text
    assert "Sophie B." in text
    assert "Je préfère la seconde." not in text
    as_editor.post(f"{poll.get_absolute_url()}close/")
    assert "Je préfère la seconde." in as_editor.get(poll.get_absolute_url()).text


def test_the_first_one_does_not_see_the_result(as_editor: Client, editor: User) -> None:
    poll = create_poll(by=editor)
    one, other = poll.keys
    poll.cast([[other], [one]], by=editor)
    poll.close(by=editor)
    text = as_editor.get(poll.get_absolute_url()).text
    assert f"/curation/candidates/{other}/promote/" in text
    assert f"/curation/candidates/{one}/promote/" not in text
    as_editor.post(f"/curation/candidates/{other}/promote/", {"number": "7", "seen": "0"})
    assert f"/curation/candidates/{other}/promote/" not in as_editor.get(poll.get_absolute_url()).text


@pytest.mark.once
def test_the_first_one_takes_the_place_by_the_button_of_the_result(as_editor: Client, editor: User) -> None:
    poll = create_poll(by=editor)
    one, other = poll.keys
    poll.cast([[other], [one]], by=editor)
    poll.close(by=editor)
    shown = as_editor.get(poll.get_absolute_url()).text
    sent = next(form for form in Page(shown).forms if "number" in form)
    told = as_editor.post(f"/curation/candidates/{other}/promote/", sent, follow=True)
    assert Tip.objects.get(number=7).candidates.get().pk == other, told.text


@pytest.mark.once
def test_a_ballot_that_comes_too_late_is_told_so_and_stays_on_the_screen(as_editor: Client, editor: User) -> None:
    poll = create_poll(by=editor)
    Poll.objects.update(closes_at=timezone.now())
    answer = as_editor.post(poll.get_absolute_url(), ranked(poll, "1", "2", why="Le bon geste."))
    assert answer.status_code == 422
    assert "Le bon geste." in answer.text
    poll.close(by=editor)
    answer = as_editor.post(poll.get_absolute_url(), ranked(poll, "1", "2", why="Le bon geste."))
    assert answer.status_code == 422
    assert "Le bon geste." in answer.text
