"""The home page speaks of the campaign as it is set up: so many tips, by so many questions."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from tests.factories import create_question, create_theme, create_themes
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_it_asks_for_as_many_tips_as_there_are_places(as_contributor: Client, editor: User) -> None:
    create_themes()
    assert "Il nous faut 20 conseils." in as_contributor.get("/").content.decode()
    theme = create_theme(number=2)
    Edition.objects.in_preparation().allot({theme: 3}, by=editor)
    assert "Il nous faut 18 conseils." in as_contributor.get("/").content.decode()


def test_a_single_place_is_one_tip(as_contributor: Client, editor: User) -> None:
    Edition.objects.in_preparation().allot({create_theme(): 1}, by=editor)
    assert "Il nous faut 1 conseil." in as_contributor.get("/").content.decode()


def test_without_a_question_it_counts_nothing(as_contributor: Client) -> None:
    assert not Theme.objects.exists()
    html = as_contributor.get("/").content.decode()
    assert "Il nous faut vos conseils." in html


def test_visitors_read_what_the_guide_is(client: Client) -> None:
    html = client.get("/", headers={"accept-language": "fr"}).content.decode()
    assert "Écrit par des collègues, choisi et relu par une rédaction." in html


def test_no_heading_is_cut_at_the_hyphen_of_a_short_word(as_contributor: Client, editor: User) -> None:
    create_question(by=editor)
    html = as_contributor.get("/").content.decode()
    assert 'Vous avez <span class="whole">peut-être</span> la réponse' in html
