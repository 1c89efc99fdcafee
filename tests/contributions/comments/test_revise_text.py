"""Its author alone corrects it, withdraws it, puts it back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from campaign.calendar.rights import RightClosed
from contributions.comments.kinds import NotTheAuthor
from contributions.models import Comment, Page
from contributions.pages.moderated_page import PageHidden
from contributions.revisions import EditConflict
from tests import factories
from tests.contributions.comments.conftest import Say


def test_a_correction_is_a_new_version_and_the_old_one_stays(say: Say, colleague: User) -> None:
    comment = say("Je racroche.")
    comment.revise_text(body="Je raccroche.", author=colleague, base_version=1)
    comment.refresh_from_db()
    assert (comment.version, comment.body, comment.excerpt) == (2, "Je raccroche.", "Je raccroche.")
    assert comment.revision(1).body == "Je racroche."


def test_the_kind_is_corrected_without_a_new_version(say: Say, colleague: User) -> None:
    comment = say()
    comment.revise_text(body=comment.body, author=colleague, base_version=1, kind="experience")
    comment.refresh_from_db()
    assert (comment.version, comment.kind) == (1, "experience")


def test_what_answers_nothing_is_no_answer(say: Say, colleague: User) -> None:
    with pytest.raises(ValidationError):
        say().revise_text(body="Un autre texte.", author=colleague, base_version=1, kind="answer")
    assert Comment.objects.get().version == 1


@pytest.mark.once
@pytest.mark.parametrize("role", ["editor", "administrator", "contributor"])
def test_nobody_else_changes_or_withdraws_it(say: Say, role: str, request: pytest.FixtureRequest) -> None:
    other, comment = request.getfixturevalue(role), say()
    with pytest.raises(NotTheAuthor):
        comment.revise_text(body="Autre chose.", author=other, base_version=1)
    with pytest.raises(NotTheAuthor):
        comment.record_revision(body="Autre chose.", author=other, base_version=1)
    with pytest.raises(NotTheAuthor):
        comment.withdraw(by=other)


def test_two_windows_of_hers_do_not_overwrite_each_other(say: Say, colleague: User) -> None:
    comment = say("Je raccroche.")
    comment.revise_text(body="Je raccroche vite.", author=colleague, base_version=1)
    with pytest.raises(EditConflict):
        comment.revise_text(body="Je raccroche poliment.", author=colleague, base_version=1)


def test_a_correction_outside_the_window_is_refused(say: Say, colleague: User) -> None:
    comment = say()
    factories.close_writing()
    with pytest.raises(RightClosed):
        comment.revise_text(body="Autre chose.", author=colleague, base_version=1)


def test_a_correction_under_a_hidden_page_is_refused(say: Say, page: Page, colleague: User, editor: User) -> None:
    comment = say(page=page)
    page.hide(reason="doublon", by=editor)
    with pytest.raises(PageHidden):
        comment.revise_text(body="Autre chose.", author=colleague, base_version=1)


def test_what_is_withdrawn_is_its_authors_alone(
    say: Say, page: Page, colleague: User, editor: User, contributor: User
) -> None:
    comment = say(page=page)
    comment.withdraw(by=colleague)
    seen = Comment.objects.visible_to
    assert not Comment.objects.standing().exists()
    assert [list(seen(person)) for person in (contributor, editor, colleague)] == [[], [], [comment]]
    comment.put_back(by=colleague)
    assert list(seen(contributor)) == [comment]


def test_withdrawing_is_possible_after_writing_has_closed(say: Say, colleague: User) -> None:
    comment = say()
    factories.close_writing()
    comment.withdraw(by=colleague)
    assert not Comment.objects.standing().exists()
