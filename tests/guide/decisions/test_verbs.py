"""What editors decide: each act once, and nothing of it where somebody else was first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contributions.models import Incorporation, Patrol
from contributions.revisions import UnknownVersion
from guide.decisions.models import Outcome
from guide.decisions.querysets import NOTHING_SEEN
from guide.decisions.reasons import DecidedMeanwhile
from guide.decisions.verbs import (
    do_not_keep,
    keep_for_later,
    mark_duplicate,
    mark_seen,
    merge_into,
    promote,
    take_back,
)
from guide.models import Decision, Source, Submission, Tip
from guide.tips.models import PlaceTaken
from tests.factories import (
    create_comment,
    create_contributor,
    create_editor,
    create_page,
    create_themes,
    create_tip,
    edit_page,
)
from tests.guide.decisions.deciding import a_reason, comment_to_decide, page_to_decide

pytestmark = pytest.mark.django_db

type Decide = Callable[[Submission, User], Decision]

EVERY_ACT: dict[str, Decide] = {
    "use_at_place": lambda submission, by: promote(submission, onto=6, by=by, seen=submission.number),
    "use_in_tip": lambda submission, by: promote(submission, Tip.objects.get(number=20), by=by, seen=submission.number),
    "merge_into": lambda submission, by: merge_into(
        submission, create_page(title="Ailleurs"), by=by, seen=submission.number
    ),
    "call_duplicate": lambda submission, by: mark_duplicate(
        submission, create_page(title="Déjà dit"), by=by, seen=submission.number
    ),
    "keep_for_later": lambda submission, by: keep_for_later(submission, by=by, seen=submission.number),
    "do_not_keep": lambda submission, by: do_not_keep(submission, a_reason(), by=by, seen=submission.number),
}


@pytest.fixture
def other(db: None) -> User:
    return create_editor(username="ines", last_name="Benali")


@pytest.mark.once
def test_a_page_becomes_a_tip_and_its_matter_says_so(editor: User) -> None:
    submission = page_to_decide()
    decision = promote(submission, onto=6, by=editor, seen=0)
    tip = Tip.objects.get(number=6)
    submission.refresh_from_db()
    assert (decision.tip, decision.outcome, decision.number, decision.version) == (tip, Outcome.PROMOTED, 1, 1)
    assert (submission.outcome, submission.number, submission.is_decided) == (Outcome.PROMOTED, 1, True)
    assert tip.sources.get().page == submission.page


def test_a_comment_that_becomes_a_tip_gives_its_first_words_as_title(editor: User) -> None:
    submission = comment_to_decide(body="Je raccroche **toujours**, puis " + "je rappelle le vrai service, " * 5)
    tip = promote(submission, onto=6, by=editor, seen=0).tip
    assert tip is not None
    assert tip.title.startswith("Je raccroche toujours, puis je rappelle")
    assert tip.title.endswith("…")
    assert len(tip.title) <= 80
    titled = promote(comment_to_decide(), onto=7, title="Raccrochez", body="Raccrochez.", by=editor, seen=0).tip
    assert titled is not None
    assert (titled.title, titled.body) == ("Raccrochez", "Raccrochez.")


def test_a_tip_is_made_of_the_version_that_was_read(editor: User) -> None:
    submission = page_to_decide(body="Avant.")
    edit_page(submission.text, "Après.")  # type: ignore[arg-type]
    decision = promote(submission, onto=6, version=1, by=editor, seen=0)
    assert decision.tip is not None
    assert (decision.version, decision.tip.body, decision.tip.sources.get().version) == (1, "Avant.", 1)
    with pytest.raises(UnknownVersion):
        promote(page_to_decide(title="Autre"), onto=7, version=9, by=editor, seen=0)


def test_who_comes_second_to_a_place_is_told_and_has_decided_nothing(editor: User, other: User) -> None:
    first, second = page_to_decide(), comment_to_decide()
    promote(first, onto=6, by=editor, seen=0)
    with pytest.raises(PlaceTaken) as taken:
        promote(second, onto=6, by=other, seen=0)
    second.refresh_from_db()
    assert "Laurent C." in taken.value.messages[0]
    assert (second.number, second.outcome, Tip.objects.count(), Decision.objects.count()) == (0, "", 1, 1)


@pytest.mark.parametrize("act", EVERY_ACT)
def test_who_decides_second_is_told_by_whom_and_writes_nothing(act: str, editor: User, other: User) -> None:
    create_tip(number=20, by=editor)
    submission = comment_to_decide()
    stale = Submission.objects.get(pk=submission.pk)
    do_not_keep(submission, a_reason(), by=editor, seen=0)
    before = (Tip.objects.count(), Source.objects.count(), Incorporation.objects.count())
    with pytest.raises(DecidedMeanwhile) as told:
        EVERY_ACT[act](stale, other)
    submission.refresh_from_db()
    assert "Laurent C." in told.value.messages[0]
    assert (submission.number, submission.outcome) == (1, Outcome.NOT_KEPT)
    assert before == (Tip.objects.count(), Source.objects.count(), Incorporation.objects.count())


def test_a_form_that_does_not_say_what_was_seen_is_refused_in_a_whole_sentence(editor: User) -> None:
    submission = page_to_decide()
    with pytest.raises(DecidedMeanwhile) as told:
        keep_for_later(submission, by=editor, seen=NOTHING_SEEN)
    assert told.value.decision is None
    assert told.value.messages[0].startswith("Le formulaire ne disait pas quelles décisions vous aviez vues.")


def test_the_same_decision_twice_is_told_to_the_second_editor(editor: User, other: User) -> None:
    submission, reason = page_to_decide(), a_reason()
    stale = Submission.objects.get(pk=submission.pk)
    do_not_keep(submission, reason, by=editor, seen=0)
    with pytest.raises(DecidedMeanwhile):
        do_not_keep(stale, reason, by=other, seen=0)


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_decision_is_revised_by_one_more(act: str, editor: User, other: User) -> None:
    create_tip(number=20, by=editor)
    submission = page_to_decide()
    keep_for_later(submission, by=editor, seen=0, words="Après la réunion.")
    decision = EVERY_ACT[act](submission, other)
    assert [row.number for row in submission.decisions.order_by("number")] == [1, 2]
    assert Submission.objects.get(pk=submission.pk).outcome == decision.outcome
    assert list(Decision.objects.holding()) == [decision]


def test_a_tip_that_is_there_rests_on_one_more_text(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    comment, page = comment_to_decide(), page_to_decide(title="Autre", body="Une ouverture.\n\n## Suite\n\nLe reste.")
    promote(comment, tip, by=editor, seen=0)
    promote(page, tip, by=editor, seen=0)
    passages = list(tip.sources.order_by("pk").values_list("passage", flat=True))
    assert passages[1:] == ["Je raccroche, et je rappelle.", "Une ouverture."]
    assert tip.decisions.count() == 2


@pytest.mark.once
def test_a_passage_that_the_tip_rests_on_already_is_no_hindrance_but_one_that_is_not_there_is(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    comment = comment_to_decide()
    promote(comment, tip, by=editor, seen=0)
    promote(comment, tip, by=editor, seen=1)
    assert (tip.sources.count(), comment.number) == (2, 2)
    with pytest.raises(ValidationError) as refusal:
        promote(comment, tip, passage="Nulle part.", by=editor, seen=2)
    assert list(refusal.value.message_dict) == ["passage"]
    assert Submission.objects.get(pk=comment.pk).number == 2


def test_what_is_no_longer_in_sight_becomes_no_tip(editor: User) -> None:
    submission = page_to_decide()
    submission.text.hide(reason="Une cliente est reconnaissable.", by=editor)
    with pytest.raises(ValidationError):
        promote(submission, onto=6, by=editor, seen=0)
    assert not Decision.objects.exists()


def test_a_comment_that_is_merged_into_a_page_is_taken_up_there(editor: User) -> None:
    submission, page = comment_to_decide(), create_page(title="Ailleurs")
    decision = merge_into(submission, page, by=editor, seen=0)
    page.refresh_from_db()
    assert "Je raccroche, et je rappelle." in page.body
    assert (decision.outcome, decision.page, Incorporation.objects.get().page) == (Outcome.MERGED, page, page)


def test_of_a_page_it_is_kept_where_it_was_merged_and_that_is_never_itself(editor: User) -> None:
    submission, page = page_to_decide(), create_page(title="Ailleurs")
    assert merge_into(submission, page, by=editor, seen=0).page == page
    for act in (merge_into, mark_duplicate):
        with pytest.raises(ValidationError):
            act(submission, submission.text, by=editor, seen=1)  # type: ignore[arg-type]


def test_a_duplicate_names_the_page_or_the_comment_that_says_the_same(editor: User, contributor: User) -> None:
    submission, page = comment_to_decide(), create_page(title="Déjà dit")
    first = create_comment(author=contributor, body="Je raccroche.")
    assert (
        mark_duplicate(submission, page, by=editor, seen=0, words=" Un  jour\nplus tôt. ").words == "Un jour plus tôt."
    )
    decision = mark_duplicate(submission, first, by=editor, seen=1)
    assert (decision.page, decision.comment) == (None, first)
    with pytest.raises(ValidationError):
        mark_duplicate(submission, submission.text, by=editor, seen=2)


def test_a_line_that_is_too_long_is_refused_beside_its_field(editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        do_not_keep(page_to_decide(), a_reason(), words="x" * 601, by=editor, seen=0)
    assert list(refusal.value.message_dict) == ["words"]


@pytest.mark.once
@pytest.mark.usefixtures("awake")
def test_what_is_decided_counts_as_read_up_to_the_version_that_was_seen(editor: User, contributor: User) -> None:
    submission = page_to_decide(author=contributor)
    edit_page(submission.text, "Encore.", author=contributor)  # type: ignore[arg-type]
    do_not_keep(submission, a_reason(), version=1, by=editor, seen=0)
    assert list(Patrol.objects.waiting().values_list("version", flat=True)) == [2]
    assert mark_seen(submission, version=2, by=editor) == 1
    assert mark_seen(submission, version=2, by=editor) == 0
    assert Submission.objects.get(pk=submission.pk).outcome == Outcome.NOT_KEPT


@pytest.mark.usefixtures("awake")
def test_what_is_kept_for_later_stays_to_be_read(editor: User, contributor: User) -> None:
    submission = comment_to_decide(author=contributor)
    keep_for_later(submission, by=editor, seen=0)
    assert Patrol.objects.waiting().count() == 1
    assert list(Submission.objects.for_later()) == [submission]


def test_taking_a_decision_back_frees_the_place_of_the_tip_that_it_made(editor: User, other: User) -> None:
    decision = promote(page_to_decide(), onto=6, by=editor, seen=0)
    back = take_back(decision, by=other)
    submission = Submission.objects.get()
    assert (back.outcome, back.number, back.by, submission.outcome, submission.is_decided) == (
        "open",
        2,
        other,
        "open",
        False,
    )
    tip = Tip.objects.get()
    assert (tip.number, tip.sources.count()) == (None, 1)
    assert list(Submission.objects.undecided()) == [submission]


@pytest.mark.once
def test_a_tip_that_others_have_touched_keeps_its_place(editor: User, other: User) -> None:
    edited = promote(page_to_decide(), onto=6, by=editor, seen=0)
    edited.tip.revise(title="Repris", body="Repris.", author=other, base_version=1)  # type: ignore[union-attr]
    shared = promote(page_to_decide(title="Partagée"), onto=7, by=editor, seen=0)
    promote(comment_to_decide(), shared.tip, by=other, seen=0)  # type: ignore[arg-type]
    joined = promote(page_to_decide(title="Jointe"), create_tip(number=8, by=editor), by=editor, seen=0)
    approved = promote(page_to_decide(title="Relue"), onto=9, by=editor, seen=0)
    Tip.objects.filter(number=9).update(state=Tip.State.APPROVED)
    for decision in (edited, shared, joined, approved):
        take_back(decision, by=editor)
    assert list(Tip.objects.placed().values_list("number", flat=True)) == [6, 7, 8, 9]


@pytest.mark.once
def test_only_the_decision_that_holds_is_taken_back(editor: User) -> None:
    submission = page_to_decide()
    first = promote(submission, onto=6, by=editor, seen=0)
    keep_for_later(submission, by=editor, seen=1)
    with pytest.raises(DecidedMeanwhile):
        take_back(first, by=editor)
    back = take_back(submission.decisions.get(number=2), by=editor)
    with pytest.raises(ValidationError, match=r"."):
        take_back(back, by=editor)
    assert Tip.objects.get().number == 6


@pytest.mark.once
def test_what_was_said_about_a_hidden_page_makes_no_tip(editor: User) -> None:
    create_themes()
    page = create_page(author=create_contributor())
    comment = create_comment(author=create_contributor(username="lise"), page=page)
    page.hide(reason="x", by=editor)
    with pytest.raises(ValidationError):
        promote(Submission.objects.of(comment), onto=6, title="Un titre", by=editor, seen=0)
    assert not Tip.objects.exists()
