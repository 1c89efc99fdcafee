"""A translation in progress: written by paragraphs, read by somebody else, printed when that person approves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translating.progress import progress_of
from guide.translating.querysets import TargetsChanged, TypedTarget, digest
from guide.translating.review import MovedOn
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from notifications.kinds import NotificationKind
from notifications.models import Notification
from notifications.notification_text import in_words
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def typed(*targets: str, loaded: tuple[str, ...] = (), still: int | None = None) -> list[TypedTarget]:
    before = loaded or ("",) * len(targets)
    return [
        TypedTarget(target, digest(old), is_still_right=place == still)
        for place, (target, old) in enumerate(zip(targets, before, strict=True))
    ]


def save(tip: Tip, by: User, *targets: str, **kwargs: object) -> PendingTranslation:
    sent = typed(*targets, **kwargs)  # type: ignore[arg-type]
    version = tip.version
    pending = PendingTranslation.objects.save_targets(tip, language="it", source_version=version, typed=sent, by=by)
    assert pending
    return pending


@pytest.fixture
def second(db: None) -> User:
    return factories.create_translator(username="seconda")


WORDS = ("Riagganciate", "Riagganciate.", "Ho riagganciato.")


def approved(tip: Tip, by: User, other: User) -> Translation:
    pending = save(tip, by, *WORDS)
    review.ask_for_review(pending, by=by, seen=pending.version)
    return review.approve(pending, by=other, seen=pending.version)


def kinds_told(person: User) -> set[str]:
    return set(Notification.objects.filter(person=person).values_list("kind", flat=True))


def test_nothing_is_printed_before_somebody_else_approves(
    edition: Edition, tip: Tip, translator: User, second: User
) -> None:
    pending = save(tip, translator, *WORDS)
    review.ask_for_review(pending, by=translator, seen=pending.version, note="Prego.")
    assert not Translation.objects.exists()
    assert kinds_told(second) == {NotificationKind.TRANSLATION_SENT}
    row = review.approve(pending, by=second, seen=pending.version)
    assert (row.title, row.body, row.quote) == WORDS
    assert (row.by, row.approved_by, row.source_version) == (translator, second, tip.version)
    assert "Riagganciate." in row.body_html and not PendingTranslation.objects.exists()
    assert kinds_told(translator) == {NotificationKind.TRANSLATION_APPROVED}
    assert Translation.history.get().history_user == second


def test_who_wrote_it_and_who_asked_do_not_approve(tip: Tip, translator: User, editor: User, second: User) -> None:
    pending = save(tip, translator, *WORDS)
    review.ask_for_review(pending, by=editor, seen=pending.version)
    for person in (translator, editor):
        with pytest.raises(ValidationError) as refusal:
            review.approve(pending, by=person, seen=pending.version)
        assert refusal.value.code in {"own_text", "own_request"}
    assert review.approve(pending, by=second, seen=pending.version)


def test_it_is_sent_back_with_a_remark_and_its_author_is_told(tip: Tip, translator: User, second: User) -> None:
    pending = save(tip, translator, *WORDS)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    with pytest.raises(ValidationError):
        review.send_back(pending, by=second, seen=pending.version, note=" ")
    review.send_back(pending, by=second, seen=pending.version, note="Il titolo.")
    assert PendingTranslation.objects.get().state == "sent_back"
    assert kinds_told(translator) == {NotificationKind.TRANSLATION_SENT_BACK}
    told = Notification.objects.get(person=translator)
    assert in_words(told.kind, name="Seconda", title="x", place=told.place).endswith("(Italien).")
    with pytest.raises(MovedOn):
        review.approve(pending, by=second, seen=pending.version)


def test_what_was_changed_since_it_was_looked_at_is_not_approved(tip: Tip, translator: User, second: User) -> None:
    pending = save(tip, translator, *WORDS)
    seen = pending.version
    review.ask_for_review(pending, by=translator, seen=seen)
    save(tip, translator, "Altro", *WORDS[1:], loaded=WORDS)
    with pytest.raises(MovedOn):
        review.approve(pending, by=second, seen=seen)
    assert PendingTranslation.objects.get().state == "draft"


def test_saving_what_the_guide_says_already_begins_nothing(tip: Tip, translator: User, second: User) -> None:
    approved(tip, translator, second)
    sent = typed(*WORDS, loaded=WORDS)
    write = PendingTranslation.objects.save_targets
    assert write(tip, language="it", source_version=tip.version, typed=sent, by=translator) is None
    assert not PendingTranslation.objects.exists()
    changed = typed("Chiudete", *WORDS[1:], loaded=WORDS)
    assert write(tip, language="it", source_version=tip.version, typed=changed, by=translator)


def test_what_is_not_complete_is_not_sent(tip: Tip, translator: User) -> None:
    pending = save(tip, translator, "Riagganciate", "", "")
    with pytest.raises(ValidationError) as refusal:
        review.ask_for_review(pending, by=translator, seen=pending.version)
    assert refusal.value.code == "missing"


def test_two_people_translate_different_paragraphs_of_one_text(tip: Tip, translator: User, editor: User) -> None:
    save(tip, translator, "Riagganciate", "", "")
    save(tip, editor, "", "Riagganciate.", "", loaded=("", "", ""))
    assert [one.target for one in PendingTranslation.objects.get().paragraphs] == ["Riagganciate", "Riagganciate.", ""]


def test_the_same_paragraph_is_never_written_over(tip: Tip, translator: User, editor: User) -> None:
    save(tip, translator, *WORDS)
    with pytest.raises(TargetsChanged) as refusal:
        save(tip, editor, "Mia", "", "", loaded=("", "", ""))
    assert refusal.value.theirs == {0: "Riagganciate"}
    assert PendingTranslation.objects.get().paragraphs[0].target == "Riagganciate"
    save(tip, editor, "Mia", "", "", loaded=("Riagganciate", "", ""))
    assert [one.target for one in PendingTranslation.objects.get().paragraphs] == ["Mia", *WORDS[1:]]


def test_an_outdated_paragraph_is_done_again_by_its_words_or_by_still_right(
    tip: Tip, translator: User, second: User, editor: User
) -> None:
    approved(tip, translator, second)
    tip.revise(title=tip.title, body="Raccrochez donc vite.", author=editor, base_version=tip.version)
    state = next(one for one in progress_of(["it"])[0].texts if one.original.kind == "tip")
    assert state.state == "outdated" and state.words_left == 3
    pending = save(tip, translator, *WORDS, loaded=WORDS)
    assert review.why_not_ready(pending)
    pending = save(tip, translator, *WORDS, loaded=WORDS, still=1)
    assert review.why_not_ready(pending) is None


def test_what_was_typed_against_an_older_version_is_outdated_not_lost(tip: Tip, translator: User, editor: User) -> None:
    version = tip.version
    tip.revise(title=tip.title, body="Raccrochez.\n\nNotez tout de suite.", author=editor, base_version=version)
    sent = typed("Titolo", "Riagganciate.", "Ho riagganciato.")
    pending = PendingTranslation.objects.save_targets(
        tip, language="it", source_version=version, typed=sent, by=translator
    )
    assert pending
    assert [one.state.value for one in review.status_of(pending).segments] == ["done", "done", "missing", "done"]


def test_a_proposal_of_a_machine_is_looked_at_before_it_is_sent(tip: Tip, translator: User) -> None:
    proposals = [replace(one, target="Proposta", is_machine=True) for one in source_segments(original_of(tip))]
    pending = PendingTranslation.objects.put_in(tip, language="it", segments=proposals, by=None)
    with pytest.raises(ValidationError) as refusal:
        review.ask_for_review(pending, by=translator, seen=pending.version)
    assert refusal.value.code == "machine"
    words = ("Proposta",) * 3
    for place in range(3):
        pending = save(tip, translator, *words, loaded=words, still=place)
    assert review.ask_for_review(pending, by=translator, seen=pending.version)


def test_a_wording_that_a_colleague_suggests_is_taken_over_and_she_is_thanked(
    tip: Tip, translator: User, second: User, contributor: User
) -> None:
    approved(tip, translator, second)
    segment = Translation.objects.get().paragraphs[1]
    wording = suggestions.suggest(tip, language="it", segment=segment, wording="Mettete giù.", by=contributor)
    assert progress_of(["it"])[0].texts[-1].suggestions == 0
    assert [one.suggestions for one in progress_of(["it"])[0].texts if one.original.kind == "tip"] == [1]
    pending = suggestions.take(wording, by=translator)
    assert [one.target for one in pending.paragraphs] == ["Riagganciate", "Mettete giù.", "Ho riagganciato."]
    assert Translation.objects.get().body == "Riagganciate."
    assert NotificationKind.WORDING_TAKEN in kinds_told(contributor)
    assert kinds_told(second) >= {NotificationKind.WORDING_SUGGESTED}
    with pytest.raises(ValidationError):
        suggestions.refuse(wording, by=translator)


def test_a_draft_is_given_up_and_what_the_guide_says_stays(tip: Tip, translator: User, second: User) -> None:
    approved(tip, translator, second)
    pending = save(tip, translator, "Altro", *WORDS[1:], loaded=WORDS)
    with pytest.raises(MovedOn):
        review.discard(pending, by=translator, seen=pending.version + 1)
    review.discard(pending, by=translator, seen=pending.version)
    assert not PendingTranslation.objects.exists() and Translation.objects.get().title == WORDS[0]
    assert TranslationStep.objects.filter(act="discarded", by=translator).exists()


def test_what_is_in_review_is_not_given_up(tip: Tip, translator: User) -> None:
    pending = save(tip, translator, *WORDS)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    with pytest.raises(MovedOn):
        review.discard(pending, by=translator, seen=pending.version)


def test_one_person_suggests_one_wording_once(tip: Tip, contributor: User) -> None:
    segment = source_segments(original_of(tip))[1]
    for _again in range(2):
        suggestions.suggest(tip, language="it", segment=segment, wording="Mettete giù.", by=contributor)
    assert Suggestion.objects.count() == 1


def test_a_suggestion_says_something_else(tip: Tip, contributor: User) -> None:
    segment = replace(source_segments(original_of(tip))[1], target="Riagganciate.")
    for wording in ("", " ", "Riagganciate."):
        with pytest.raises(ValidationError):
            suggestions.suggest(tip, language="it", segment=segment, wording=wording, by=contributor)
    assert not Suggestion.objects.exists()


def test_a_remark_on_the_original_reaches_the_editors_and_holds_up_nothing(
    tip: Tip, translator: User, editor: User
) -> None:
    suggestions.remark_on_original(tip, by=translator, note="Quel numéro ?")
    assert kinds_told(editor) >= {NotificationKind.ORIGINAL_REMARKED}
    told = Notification.objects.get(person=editor, kind=NotificationKind.ORIGINAL_REMARKED)
    assert told.url == f"/translation/en/tip-{tip.pk}/"
    assert save(tip, translator, *WORDS)


def test_an_editor_says_that_a_change_does_not_concern_translations_and_why(
    tip: Tip, translator: User, second: User, editor: User
) -> None:
    approved(tip, translator, second)
    tip.revise(title=tip.title, body="Raccrochez sans tarder.", author=editor, base_version=tip.version)
    with pytest.raises(ValidationError):
        review.does_not_concern_translations(tip, by=editor, note="")
    review.does_not_concern_translations(tip, by=editor, note="Précision de style.")
    state = next(one for one in progress_of(["it"])[0].texts if one.original.kind == "tip")
    assert state.state == "approved"
    step = TranslationStep.objects.of(tip).get(act="unconcerned")
    assert (step.by, step.note, step.language) == (editor, "Précision de style.", "")


def test_the_table_costs_the_same_whatever_there_is(
    tip: Tip, translator: User, second: User, django_assert_max_num_queries: object
) -> None:
    progress_of(["it"])  # makes the sections
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        for one in progress_of(["it", "ja", "en"]):
            assert one.percent == 0
    approved(tip, translator, second)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        found = progress_of(["it", "ja", "en"])
        assert [one.percent for one in found][1:] == [0, 0] and found[0].percent > 0


def test_who_suggested_a_wording_that_is_not_taken_over_is_told(
    tip: Tip, translator: User, second: User, contributor: User
) -> None:
    approved(tip, translator, second)
    (_title, body, _quote) = Translation.objects.get().paragraphs
    wording = suggestions.suggest(tip, language="it", segment=body, wording="Mettete giù.", by=contributor)
    suggestions.refuse(wording, by=translator)
    told = Notification.objects.get(person=contributor, kind=NotificationKind.WORDING_REFUSED)
    assert (told.words, told.words_language) == ("Mettete giù.", "it")
    assert translator.public_name in told.sentence() and "(Italien)" in told.sentence()


def test_whoever_may_approve_is_told_where_one_translator_sends_what_another_wrote(
    tip: Tip, translator: User, second: User, editor: User
) -> None:
    pending = save(tip, translator, *WORDS)
    review.ask_for_review(pending, by=second, seen=pending.version)
    assert kinds_told(editor) == {NotificationKind.TRANSLATION_SENT} and not kinds_told(translator)


def test_a_suggestion_goes_in_although_the_original_was_corrected_since(
    tip: Tip, translator: User, contributor: User, editor: User
) -> None:
    wording = suggestions.suggest(
        tip, language="it", segment=source_segments(original_of(tip))[1], wording="Mettete giù.", by=contributor
    )
    tip.revise(title=tip.title, body="**Raccrochez**.", author=editor, base_version=tip.version)
    pending = suggestions.take(Suggestion.objects.get(pk=wording.pk), by=translator)
    assert (pending.paragraphs[1].source, pending.paragraphs[1].target) == ("**Raccrochez**.", "Mettete giù.")
