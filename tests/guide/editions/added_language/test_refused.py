"""When a language is not added to an edition, and what the refusal says."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from guide.editions import Edition, EditionStep, LanguageNotAdded
from guide.editions.added_document import CoverWords
from guide.tips.models import Tip
from tests.factories import create_tip
from tests.guide.editions.added_language.adding import Add, translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("when_outdated", ["", "leave"])
def test_a_translation_of_another_wording_asks_what_becomes_of_it(
    published: Edition, tip: Tip, editor: User, add: Add, when_outdated: str
) -> None:
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    with pytest.raises(LanguageNotAdded) as refusal:
        add(when_outdated=when_outdated)
    assert "when_outdated" in refusal.value.message_dict
    assert published.languages == ("fr",)


def test_what_is_not_translated_is_accepted_first(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        add(accept_missing=False)
    assert "accept_missing" in refusal.value.message_dict


def test_a_language_without_a_tip_is_no_language(published: Edition, add: Add) -> None:
    with pytest.raises(LanguageNotAdded) as refusal:
        add()
    assert refusal.value.code == "nothing"


@pytest.mark.parametrize("language", ["fr", "de", ""])
def test_only_a_language_of_the_guide_that_it_has_not(
    published: Edition, tip: Tip, editor: User, language: str
) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        published.add_language(language, by=editor, accept_missing=True)
    assert refusal.value.code == "language"


def test_of_two_editors_one_adds_it(published: Edition, tip: Tip, editor: User, add: Add) -> None:
    translate(tip)
    late = Edition.objects.get(pk=published.pk)
    add()
    with pytest.raises(LanguageNotAdded) as refusal:
        late.add_language("it", by=editor, accept_missing=True)
    assert refusal.value.code == "language"
    assert published.steps.filter(what=EditionStep.What.LANGUAGE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_it_at_once_one_is_told(editor: User) -> None:
    translate(create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez."))
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    start, outcomes = threading.Barrier(2), []

    def add_it(edition: Edition) -> None:
        start.wait()
        try:
            edition.add_language("it", by=editor, accept_missing=True)
            outcomes.append("added")
        except LanguageNotAdded:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=add_it, args=[Edition.objects.get(number=1)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "told"]
    edition = Edition.objects.get(number=1)
    assert edition.steps.filter(what=EditionStep.What.LANGUAGE).count() == 1
    assert edition.texts.filter(language="it").count() == 1


def test_neither_a_withdrawn_edition_nor_one_in_preparation(
    published: Edition, tip: Tip, editor: User, add: Add
) -> None:
    translate(tip)
    published.withdraw(notice="Une erreur.", by=editor)
    for edition in (published, Edition.objects.in_preparation()):
        with pytest.raises(LanguageNotAdded) as refusal:
            edition.add_language("it", by=editor, accept_missing=True)
        assert refusal.value.code == "not_out"


def test_something_else_than_was_shown_does_not_go_out(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        add(seen="another")
    assert refusal.value.code == "changed"


def test_the_cover_is_worded_within_its_bounds(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(ValidationError) as refusal:
        add(cover=CoverWords(title="x" * 121))
    assert "title" in refusal.value.message_dict
