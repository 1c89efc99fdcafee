"""Its author alone corrects it, withdraws it, puts it back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contributions.models import Contribution, Page
from contributions.pages.errors import PageHidden, WritingClosed
from contributions.revisions import EditConflict
from contributions.talk.errors import NotTheAuthor
from tests import factories
from tests.contributions.talk.conftest import Say


def test_a_correction_is_a_new_version_and_the_old_one_stays(say: Say, colleague: User) -> None:
    said = say("Je racroche.")
    said.revise_text(body="Je raccroche.", author=colleague, base_version=1)
    said.refresh_from_db()
    assert (said.version, said.body, said.excerpt) == (2, "Je raccroche.", "Je raccroche.")
    assert said.revision(1).body == "Je racroche."


def test_the_kind_is_corrected_without_a_new_version(say: Say, colleague: User) -> None:
    said = say()
    said.revise_text(body=said.body, author=colleague, base_version=1, kind="experience")
    said.refresh_from_db()
    assert (said.version, said.kind) == (1, "experience")


def test_what_answers_nothing_is_no_answer(say: Say, colleague: User) -> None:
    with pytest.raises(ValidationError):
        say().revise_text(body="Un autre texte.", author=colleague, base_version=1, kind="answer")
    assert Contribution.objects.get().version == 1


@pytest.mark.parametrize("role", ["editor", "administrator", "contributor"])
def test_nobody_else_changes_or_withdraws_it(say: Say, role: str, request: pytest.FixtureRequest) -> None:
    other, said = request.getfixturevalue(role), say()
    with pytest.raises(NotTheAuthor):
        said.revise_text(body="Autre chose.", author=other, base_version=1)
    with pytest.raises(NotTheAuthor):
        said.record_revision(body="Autre chose.", author=other, base_version=1)
    with pytest.raises(NotTheAuthor):
        said.withdraw(by=other)


def test_two_windows_of_hers_do_not_overwrite_each_other(say: Say, colleague: User) -> None:
    said = say("Je raccroche.")
    said.revise_text(body="Je raccroche vite.", author=colleague, base_version=1)
    with pytest.raises(EditConflict):
        said.revise_text(body="Je raccroche poliment.", author=colleague, base_version=1)


def test_a_correction_outside_the_window_is_refused(say: Say, colleague: User) -> None:
    said = say()
    factories.close_writing()
    with pytest.raises(WritingClosed):
        said.revise_text(body="Autre chose.", author=colleague, base_version=1)


def test_a_correction_under_a_hidden_page_is_refused(say: Say, page: Page, colleague: User, editor: User) -> None:
    said = say(page=page)
    page.hide(reason="doublon", by=editor)
    with pytest.raises(PageHidden):
        said.revise_text(body="Autre chose.", author=colleague, base_version=1)


def test_what_is_withdrawn_is_its_authors_alone(
    say: Say, page: Page, colleague: User, editor: User, contributor: User
) -> None:
    said = say(page=page)
    said.withdraw(by=colleague)
    seen = Contribution.objects.visible_to
    assert not Contribution.objects.standing().exists()
    assert [list(seen(person)) for person in (contributor, editor, colleague)] == [[], [], [said]]
    said.put_back(by=colleague)
    assert list(seen(contributor)) == [said]


def test_withdrawing_is_possible_after_writing_has_closed(say: Say, colleague: User) -> None:
    said = say()
    factories.close_writing()
    said.withdraw(by=colleague)
    assert not Contribution.objects.standing().exists()
