"""A call with room is the call itself, from a frame that takes the room."""

import sys

import pytest

from guide_project.server.stack_reserve import FRAME, with_room

pytestmark = pytest.mark.pure


def test_it_hands_on_what_it_is_given_and_what_comes_back() -> None:
    assert with_room(lambda *numbers, factor: sum(numbers) * factor)(1, 2, factor=3) == 9


def test_it_hands_on_what_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)()


def test_what_is_called_stands_above_a_frame_that_takes_the_room() -> None:
    below = with_room(lambda: sys._getframe(1).f_code.co_stacksize)()
    assert below == FRAME
