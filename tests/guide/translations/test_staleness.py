"""Which paragraphs are translated as they stand now."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import Page
from guide.translations.segments import Segment
from guide.translations.staleness import SegmentState, WikiTargets, compared
from tests.factories import create_page

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


@pytest.fixture
def page(contributor: User) -> Page:
    return create_page(title="Pièce d’identité", author=contributor)


def linked(page: Page, address: str = "") -> tuple[list[Segment], list[Segment]]:
    """A paragraph that names the page by its title, and the same with a link to it; others around."""
    return known(ONE, "Lisez [[Pièce d’identité]]."), now(
        ONE, f"Lisez [Pièce d’identité]({address or page.get_absolute_url()})."
    )


def test_a_wiki_link_and_a_link_to_the_same_page_are_the_same(page: Page) -> None:
    before, after = linked(page)
    assert states(after, before) == ["done", "done"]
    assert states([replace(one, target="") for one in before], [replace(one, target="It") for one in after]) == [
        "done",
        "done",
    ]
    before, after = linked(page, unquote(page.get_absolute_url()))
    assert states(after, before) == ["done", "done"]


def test_a_link_to_another_page_makes_it_outdated(page: Page, contributor: User) -> None:
    other = create_page(title="Passeport", author=contributor)
    before, after = linked(other)
    assert states(after, before) == ["done", "outdated"]


def test_a_title_that_leads_nowhere_is_no_link_to_a_page(page: Page, editor: User) -> None:
    address = page.get_absolute_url()
    page.hide(by=editor, reason="Essai")
    before, after = linked(page, address)
    assert states(after, before) == ["done", "outdated"]


def test_where_wiki_links_lead_is_asked_once_and_only_where_a_text_with_one_has_changed(page: Page) -> None:
    before, after = linked(page)
    with CaptureQueriesContext(connection) as asked:
        states([replace(one, target="") for one in before], before)
        states(now(ONE.replace("numéro", "code"), TWO), known(ONE, TWO))
    assert not [query for query in asked if "contributions_page" in query["sql"]]
    targets = WikiTargets([*before, *after])
    with CaptureQueriesContext(connection) as asked:
        for _text in range(3):
            compared(after, before, targets=targets)
    assert len([query for query in asked if "contributions_page" in query["sql"]]) == 1
