"""Passages: whole sentences on which colleagues meet, followed while their page changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contributions.models import Comment, Page, Passage
from contributions.passages import NotInThePage, PassageTooLong
from contributions.views.passages import notes_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SENTENCE = "Un vrai technicien ne s’en vexera pas : c’est ce qu’on lui a appris."
BODY = f"""Dites : « Je vous rappelle. » Puis raccrochez. {SENTENCE} Un faux n’attendra pas.

## Et après

- Changez le **mot de passe** depuis [un autre poste](https://example.org).
- Prévenez votre équipe.
"""


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body=BODY)


def test_a_choice_is_widened_to_whole_sentences(page: Page) -> None:
    passage = Passage.objects.at(page, exact="technicien ne s'en vex")
    assert passage.exact == SENTENCE.replace(" :", "\u00a0:")
    assert passage.prefix.endswith("raccrochez.")
    assert passage.suffix.startswith("Un faux")
    assert passage.page_version == 1


def test_colleagues_who_choose_slightly_different_words_meet_on_one_passage(page: Page) -> None:
    first = Passage.objects.at(page, exact="vrai technicien")
    assert Passage.objects.at(page, exact="c’est ce qu’on lui a appris.") == first
    assert Passage.objects.count() == 1


def test_words_across_markup_and_blocks_are_found(page: Page) -> None:
    passage = Passage.objects.at(page, exact="mot de passe depuis un autre poste.\nPrévenez")
    assert passage.exact == "Changez le mot de passe depuis un autre poste.\nPrévenez votre équipe."


def test_of_equal_words_those_with_the_same_neighbours_are_meant(page: Page) -> None:
    factories.edit_page(page, "Oui. Raccrochez tout de suite.\n\nNon. Raccrochez tout de suite. Enfin.")
    passage = Passage.objects.at(page, exact="Raccrochez", prefix="Non. ", suffix=" tout de suite. Enfin")
    assert passage.prefix.endswith("Non.")


@pytest.mark.parametrize("exact", ["", "  ", "\0", "*", "Ces mots n’y sont pas.", "vexera aussi"])
def test_words_that_do_not_stand_in_the_page_are_refused(page: Page, exact: str) -> None:
    with pytest.raises(NotInThePage):
        Passage.objects.at(page, exact=exact)
    assert not Passage.objects.exists()


def test_a_passage_is_a_few_sentences(page: Page) -> None:
    long = "Une phrase qui compte. " * 100
    factories.edit_page(page, long)
    with pytest.raises(PassageTooLong):
        Passage.objects.at(page, exact=long)
    with pytest.raises(ValidationError):
        Passage.objects.at(page, exact="x" * 100_000)


def looked_at(page: Page, reader: User) -> Passage:
    notes_of(Page.objects.get(pk=page.pk), reader)
    return Passage.objects.get()


@pytest.fixture
def agreed(page: Page, contributor: User) -> Passage:
    passage = Passage.objects.at(page, exact=SENTENCE)
    passage.endorsements.create(person=contributor)
    return passage


def test_a_passage_that_only_moved_is_unchanged(page: Page, agreed: Passage, contributor: User) -> None:
    factories.edit_page(page, f"Un début.\n\n{BODY}")
    passage = looked_at(page, contributor)
    assert (passage.standing, passage.looked_in, passage.words_now) == ("unchanged", 2, agreed.exact)


def test_a_reworded_passage_says_what_it_is_now(page: Page, agreed: Passage, contributor: User) -> None:
    factories.edit_page(page, BODY.replace("ne s’en vexera pas", "s’en vexera rarement"))
    passage = looked_at(page, contributor)
    assert passage.standing == "changed"
    assert passage.words_now.startswith("Un vrai technicien s’en vexera rarement")
    assert passage.exact == agreed.exact


def test_the_reworded_sentence_is_another_passage(page: Page, agreed: Passage, contributor: User) -> None:
    factories.edit_page(page, BODY.replace("ne s’en vexera pas", "s’en vexera"))
    page.refresh_from_db()
    assert Passage.objects.at(page, exact="s’en vexera") != agreed


def test_a_passage_taken_out_is_gone_and_comes_back_with_its_words(
    page: Page, agreed: Passage, contributor: User
) -> None:
    factories.edit_page(page, BODY.replace(SENTENCE, ""))
    assert looked_at(page, contributor).is_gone
    assert notes_of(Page.objects.get(), contributor) == []
    page.revert_to(1, author=contributor)
    assert looked_at(page, contributor).standing == "unchanged"


def test_it_is_looked_for_once_a_version(
    page: Page, agreed: Passage, contributor: User, django_assert_num_queries
) -> None:
    factories.edit_page(page, f"Un début.\n\n{BODY}")
    looked_at(page, contributor)
    fresh = Page.objects.get()
    with django_assert_num_queries(2):
        assert len(notes_of(fresh, contributor)) == 1


def test_passages_without_an_answer_do_not_fill_the_margin(page: Page, contributor: User) -> None:
    Passage.objects.at(page, exact=SENTENCE)
    assert notes_of(page, contributor) == []


def test_where_it_ends_in_the_markdown_is_known(page: Page, agreed: Passage) -> None:
    end = agreed.end_in(BODY)
    assert end is not None
    assert BODY[:end].endswith(SENTENCE)
    assert agreed.end_in("Tout autre chose, sans rapport.") is None


def test_more_in_the_margin_costs_no_more_queries(contributor: User, django_assert_num_queries) -> None:
    sentences = [f"La phrase numéro {number} compte beaucoup." for number in range(8)]
    page = factories.create_page(body=" ".join(sentences))
    readers = [factories.create_user(username=f"p{number}") for number in range(3)]
    for count in (1, len(sentences)):
        for sentence in sentences[:count]:
            passage = Passage.objects.at(page, exact=sentence)
            for reader in readers:
                passage.endorsements.get_or_create(person=reader)
                Comment.objects.write(theme=page.theme, page=page, passage=passage, author=reader, body="Pas le soir.")
        notes_of(page, contributor)  # her roles are known then
        with django_assert_num_queries(2):
            assert len(notes_of(page, contributor)) == count
