"""Which paragraphs are translated as they stand now."""

from __future__ import annotations

import pytest

from guide.translations.segments import Segment
from guide.translations.staleness import SegmentState, compared

pytestmark = pytest.mark.django_db  # the language of the site is a setting

ONE = "Raccrochez, puis rappelez vous-même le numéro que vous connaissez."
TWO = "Ajoutez la double authentification sur votre boîte mail."
THREE = "Le mot de passe a fuité ? Changez-le le jour même."


def known(*sources: str) -> list[Segment]:
    return [Segment("body", source, f"It {source}") for source in sources]


def now(*sources: str) -> list[Segment]:
    return [Segment("body", source) for source in sources]


def states(current: list[Segment], before: list[Segment]) -> list[str]:
    return [one.state.value for one in compared(current, before).segments]


def test_what_has_not_changed_is_done() -> None:
    status = compared(now(ONE, TWO), known(ONE, TWO))
    assert [one.segment.target for one in status.segments] == [f"It {ONE}", f"It {TWO}"]
    assert not status.is_outdated and status.words_left == 0


def test_a_paragraph_that_was_added_is_missing_and_the_others_are_done() -> None:
    assert states(now(ONE, THREE, TWO), known(ONE, TWO)) == ["done", "missing", "done"]


def test_a_paragraph_that_was_rewritten_is_outdated_and_keeps_its_translation_and_what_it_was_made_from() -> None:
    status = compared(now(ONE, TWO.replace("double", "triple"), THREE), known(ONE, TWO, THREE))
    assert [one.state for one in status.segments] == [SegmentState.DONE, SegmentState.OUTDATED, SegmentState.DONE]
    assert (status.segments[1].segment.target, status.segments[1].older) == (f"It {TWO}", TWO)


def test_one_paragraph_that_was_moved_is_outdated_not_those_around_it() -> None:
    status = compared(now(THREE, ONE, TWO), known(ONE, TWO, THREE))
    assert [(one.state.value, one.is_moved) for one in status.segments] == [
        ("outdated", True),
        ("done", False),
        ("done", False),
    ]


def test_a_paragraph_that_was_taken_out_makes_the_text_outdated_and_is_not_lost() -> None:
    status = compared(now(ONE), known(ONE, TWO))
    assert status.is_outdated and [one.target for one in status.removed] == [f"It {TWO}"]


def test_what_nobody_has_translated_is_missing() -> None:
    assert states(now(ONE), [Segment("body", ONE)]) == ["missing"]


def test_another_title_is_outdated_however_unlike_it_is() -> None:
    status = compared([Segment("title", "Autre chose")], [Segment("title", "Raccrochez", "Riagganciate")])
    assert status.segments[0].state == SegmentState.OUTDATED and not status.removed
