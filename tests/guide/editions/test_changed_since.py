"""Where print runs are ordered, editors see which tips of the edition say something else by now."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.editions.comparison import changed_since
from guide.tips.models import Tip
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_agency, create_order, create_run
from tests.guide.editions.added_language.adding import translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def tip(editor: User) -> Tip:
    tip = create_tip(number=6, by=editor, title="Raccrochez", body="Puis [rappelez](https://a.example) le 18.")
    approve(tip)
    return tip


@pytest.fixture
def published(tip: Tip, publish: Publish) -> Edition:
    return publish()


def approve(tip: Tip) -> None:
    Tip.objects.filter(pk=tip.pk).update(state=Tip.State.APPROVED)
    tip.refresh_from_db()


def revise(tip: Tip, body: str, by: User) -> None:
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=body, author=by, base_version=tip.version)


def numbers(edition: Edition) -> dict[str, list[tuple[int, str]]]:
    return {code: [(tip.number, tip.status) for tip in tips] for code, tips in changed_since(edition).items()}


def test_nothing_has_changed_at_first(published: Edition) -> None:
    assert numbers(published) == {"fr": []}


def test_words_that_are_approved_count_and_drafts_do_not(published: Edition, tip: Tip, editor: User) -> None:
    tip.steps.create(state=Tip.State.APPROVED, version=tip.version, by=editor)
    revise(tip, "Ne rappelez jamais.", editor)
    assert numbers(published) == {"fr": []}
    approve(tip)
    assert numbers(published) == {"fr": [(6, "reworded")]}


def test_emphasis_spaces_and_another_place_change_nothing(published: Edition, tip: Tip, editor: User) -> None:
    revise(tip, "Puis  **[rappelez](https://a.example)**  le 18.", editor)
    approve(tip)
    tip.move_to(7, by=editor)
    assert numbers(published) == {"fr": []}


def test_a_tip_that_is_no_longer_in_the_guide_has_gone(published: Edition, tip: Tip, editor: User) -> None:
    tip.release(by=editor)
    assert numbers(published) == {"fr": [(6, "gone")]}


def test_a_language_has_changed_with_its_source_or_with_its_translation(
    published: Edition, tip: Tip, editor: User
) -> None:
    other = create_tip(number=7, by=editor, title="Attendez", body="Une heure.")
    translate(tip)
    published.add_language("it", by=editor, accept_missing=True)
    assert numbers(published)["it"] == []
    translate(tip, body="Poi richiamate il numero che non conoscete.")
    assert numbers(published) == {"fr": [], "it": [(6, "reworded")]}
    assert other.number == 7


def test_editors_see_it_where_they_print_and_send(
    published: Edition, tip: Tip, editor: User, as_editor: Client
) -> None:
    revise(tip, "Ne rappelez jamais.", editor)
    approve(tip)
    run, agency = create_run(published), create_agency()
    order = create_order(agency)
    screens = [
        "/curation/editions/1/",
        "/curation/print-runs/new/",
        run.get_absolute_url(),
        order.get_absolute_url(),
        agency.channel.get_absolute_url(),
    ]
    for address in screens:
        page = " ".join(as_editor.get(address).text.split()).replace("\u00a0", " ")
        assert "Édition 1, français : 1 conseil a changé depuis." in page, address


def test_it_costs_the_same_for_one_tip_and_for_many(
    published: Edition, editor: User, publish: Publish, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        changed_since(published)
    for number in (7, 8, 9):
        create_tip(number=number, by=editor, title=f"Conseil {number}", body="Une heure.")
    second = publish()
    with django_assert_num_queries(3):
        changed_since(second)
