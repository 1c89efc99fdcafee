"""Who may open what, in each state that a thing of the demo can be in; and nothing fails over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.contracts.states import of_editions, of_the_programme, of_the_wiki
from tests.contracts.states.asking import States, ask_in_each

pytestmark = [pytest.mark.once, pytest.mark.as_sent]

LIVES: list[Callable[[], States]] = [
    of_editions.edition_life,
    of_editions.imprints,
    of_editions.course_life,
    of_the_programme.session_life,
    of_the_programme.phases,
    of_the_programme.wave_life,
    of_the_wiki.page_life,
    of_the_wiki.person_life,
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_every_state_is_shown_to_whom_the_tables_say(life: Callable[[], States], clients: dict[str, Client]) -> None:
    assert ask_in_each(life(), clients) == []
