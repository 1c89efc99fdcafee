"""The passage that a question offers to agree with."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from contributions.endorsements import passage_to_agree_with
from contributions.models import Comment, Endorsement, Page, Passage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body="Raccrochez. Puis rappelez par l’annuaire. Toujours.")


def agreed(page: Page, exact: str, number: int) -> Passage:
    passage = Passage.objects.at(page, exact=exact)
    for one in range(number):
        person = User.objects.filter(username=f"p{one}").first() or factories.create_user(username=f"p{one}")
        Endorsement.objects.endorse(passage, by=person)
    return passage


def test_the_one_that_most_agree_with_is_offered_in_one_query(
    page: Page, contributor: User, django_assert_num_queries
) -> None:
    agreed(page, "Raccrochez", 2)
    most = agreed(page, "rappelez", 3)
    agreed(page, "Toujours", 1)
    with django_assert_num_queries(1):
        assert passage_to_agree_with(page.theme, contributor) == most


@pytest.mark.once
def test_what_she_has_answered_is_not_offered_again(page: Page, contributor: User) -> None:
    second, first = agreed(page, "Raccrochez", 2), agreed(page, "rappelez", 3)
    Endorsement.objects.endorse(first, by=contributor)
    assert passage_to_agree_with(page.theme, contributor) == second
    Comment.objects.write(theme=page.theme, page=page, passage=second, author=contributor, body="Pas le soir.")
    assert passage_to_agree_with(page.theme, contributor) is None


@pytest.mark.once
def test_neither_hidden_pages_nor_changed_passages_nor_her_own_are_offered(
    page: Page, contributor: User, editor: User
) -> None:
    agreed(page, "rappelez", 3)
    factories.edit_page(page, "Raccrochez. Puis ne rappelez jamais.")
    assert passage_to_agree_with(page.theme, contributor) is None
    own = factories.create_page(title="La mienne", body="Une phrase à elle.", author=contributor)
    agreed(own, "Une phrase", 3)
    assert passage_to_agree_with(page.theme, contributor) is None
    hidden = factories.create_page(title="Cachée", body="Une autre phrase.")
    agreed(hidden, "Une autre", 3)
    hidden.hide(reason="Doublon", by=editor)
    assert passage_to_agree_with(page.theme, contributor) is None


def test_visitors_are_offered_nothing(page: Page) -> None:
    agreed(page, "rappelez", 3)
    assert passage_to_agree_with(page.theme, AnonymousUser()) is None
