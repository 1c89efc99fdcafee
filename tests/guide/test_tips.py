"""What can be done with a tip."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Attribution, User
from common import markup
from contributions.history_models import Act
from contributions.revisions import EditConflict, Saved
from guide.models import Tip
from guide.tips.making import make_tip
from guide.tips.models import NoSuchPlace, PlaceTaken
from tests.factories import create_page, create_themes, create_tip, create_user, edit_page

pytestmark = pytest.mark.django_db


def test_the_opening_of_the_page_is_the_first_text_and_the_first_source(editor: User) -> None:
    create_themes()
    page = create_page(body="Il se présente bien.\n\n## Ensuite\n\nIl insiste.")
    edit_page(page, "Il se présente très bien.\n\n## Ensuite\n\nIl insiste.")
    tip = make_tip(page.revision(2), number=7, by=editor)
    assert (tip.title, tip.body, tip.number) == (page.title, "Il se présente très bien.", 7)
    source = tip.sources.get()
    assert (source.page, source.version, source.passage) == (page, 2, "Il se présente très bien.")
    assert "<p>Il se présente très bien.</p>" in tip.body_html


def test_a_place_belongs_to_its_theme_even_for_a_page_of_another(editor: User) -> None:
    create_themes()
    tip = make_tip(create_page().revision(1), number=12, by=editor)
    assert tip.theme.number == 3


def test_who_comes_second_is_told_who_has_taken_the_place_and_for_what(editor: User) -> None:
    create_tip(number=6, by=editor, title="Raccrochez")
    with pytest.raises(PlaceTaken) as taken:
        create_tip(number=6, by=create_user(username="karim"), page=create_page(title="Une autre page"))
    assert "Laurent C." in taken.value.messages[0]
    assert "Raccrochez" in taken.value.messages[0]
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("number", [0, 21, 999])
def test_there_are_twenty_places(editor: User, number: int) -> None:
    with pytest.raises(NoSuchPlace):
        create_tip(number=number, by=editor)


def test_a_hidden_page_is_not_promoted(editor: User) -> None:
    create_themes()
    page = create_page()
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    with pytest.raises(ValidationError, match=r"."):
        make_tip(page.revision(1), number=6, by=editor)
    assert not Tip.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(("field", "value"), [("title", " "), ("title", "x" * 151), ("body", " \n")])
def test_a_title_or_a_text_that_cannot_be_is_refused_beside_its_field(editor: User, field: str, value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_tip(number=6, by=editor, **{field: value})
    assert list(refusal.value.message_dict) == [field]


def test_moving_to_a_free_place_takes_the_theme_of_the_place(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    tip.move_to(16, by=editor)
    tip.refresh_from_db()
    assert (tip.number, tip.theme.number, tip.version) == (16, 4, 2)
    assert tip.revision(2).act == Act.MOVED


def test_moving_to_a_taken_place_changes_places(editor: User) -> None:
    one, other = create_tip(number=6, by=editor), create_tip(number=11, by=editor)
    one.move_to(11, by=editor)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.number, one.theme.number) == (11, 3)
    assert (other.number, other.theme.number) == (6, 2)


def test_a_tip_without_a_place_that_takes_another_s_leaves_that_one_without(editor: User) -> None:
    moved, other = create_tip(number=6, by=editor), create_tip(number=7, by=editor)
    moved.release(by=editor)
    moved.move_to(7, by=editor)
    other.refresh_from_db()
    assert (moved.number, other.number) == (7, None)


def test_a_released_tip_is_kept_with_its_sources_and_its_place_is_free(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    tip.release(by=editor)
    assert list(Tip.objects.unplaced()) == [tip]
    assert tip.sources.count() == 1
    assert create_tip(number=6, by=editor, page=create_page(title="Une autre page")).number == 6


def test_a_further_source_has_to_stand_in_the_page_at_that_version(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    page = create_page(title="Autre", body="Une phrase juste.\n\nUne autre.")
    tip.sources.add_passage(page.revision(1), passage="Une phrase juste.", by=editor)
    assert tip.sources.count() == 2
    for passage in ["Une phrase fausse.", "", "Une phrase juste."]:
        with pytest.raises(ValidationError) as refusal:
            tip.sources.add_passage(page.revision(1), passage=passage, by=editor)
        assert list(refusal.value.message_dict) == ["passage"]
    assert tip.sources.count() == 2


@pytest.mark.once
def test_the_last_source_stays(editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    page = create_page(title="Autre", body="Une phrase juste.")
    second = tip.sources.add_passage(page.revision(1), passage="Une phrase juste.", by=editor)
    tip.sources.exclude(pk=second.pk).get().remove()
    with pytest.raises(ValidationError):
        second.remove()
    assert list(tip.sources.all()) == [second]


def test_a_colleague_s_sentence_needs_its_colleague(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor)
    with pytest.raises(ValidationError) as refusal:
        tip.quote_person(text="J’ai raccroché.", person=None, by=editor)
    assert list(refusal.value.message_dict) == ["quoted_person"]
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    assert (tip.quote, tip.quoted_person, tip.version) == ("J’ai raccroché.", contributor, 2)
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    assert tip.version == 2
    tip.quote_person(text="", person=contributor, by=editor)
    assert (tip.quote, tip.quoted_person, tip.version) == ("", None, 3)


@pytest.mark.once
def test_the_people_who_may_be_quoted_wrote_its_pages(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor, page=create_page(author=contributor))
    edit_page(
        tip.sources.get().page, "Repris.", author=create_user(username="karim", attribution=Attribution.ANONYMOUS)
    )
    create_page(title="Ailleurs", author=create_user(username="ines"))
    assert [person.username for person in tip.people_behind] == ["karim", "martine"]


def test_an_edit_of_text_and_sentence_keeps_the_sentence_that_somebody_else_changed(
    editor: User, contributor: User
) -> None:
    tip = create_tip(number=6, by=editor)
    tip.quote_person(text="La sienne.", person=contributor, by=editor)
    outcome = tip.revise(
        title=tip.title, body="Un texte repris.", author=editor, base_version=1, quote="", quoted_person=None
    )
    assert (tip.body, tip.quote, outcome.how) == ("Un texte repris.", "La sienne.", Saved.MERGED)


@pytest.mark.once
def test_an_edit_may_change_the_sentence_alone(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor)
    outcome = tip.revise(
        title=tip.title, body=tip.body, author=editor, base_version=1, quote="Dit.", quoted_person=contributor
    )
    assert (outcome.how, outcome.version, tip.quote) == (Saved.ALONE, 2, "Dit.")


def test_text_and_sentence_are_one_revision_rendered_before_the_database_is_held(
    editor: User, contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = create_tip(number=6, by=editor)
    around, held = len(connection.savepoint_ids), []
    render = markup.render

    def render_and_look(*args: Any, **options: Any) -> markup.Rendered:
        held.append(len(connection.savepoint_ids) - around)
        return render(*args, **options)

    monkeypatch.setattr(markup, "render", render_and_look)
    outcome = tip.revise(
        title="Deux", body="Deux.", author=editor, base_version=1, quote="Dit.", quoted_person=contributor
    )
    assert (outcome.version, tip.body, tip.quote, tip.history.count()) == (2, "Deux.", "Dit.", 2)
    assert held == [0]


def test_nothing_of_an_edit_in_conflict_is_written_its_sentence_included(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Une phrase.")
    tip.revise(title=tip.title, body="Une phrase à moi.", author=contributor, base_version=1)
    with pytest.raises(EditConflict):
        tip.revise(
            title=tip.title,
            body="Une phrase à elle.",
            author=editor,
            base_version=1,
            quote="Dit.",
            quoted_person=editor,
        )
    tip.refresh_from_db()
    assert (tip.version, tip.quote, tip.body) == (2, "", "Une phrase à moi.")


@pytest.mark.once
def test_reverting_brings_back_title_text_and_sentence(editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor, title="Avant", body="Avant.")
    tip.revise(title="Après", body="Après.", author=editor, base_version=1, quote="Dit.", quoted_person=contributor)
    tip.revert_to(1, author=editor)
    tip.refresh_from_db()
    assert (tip.title, tip.body, tip.quote, tip.quoted_person) == ("Avant", "Avant.", "", None)
    assert "<p>Avant.</p>" in tip.body_html


@pytest.mark.once
def test_undoing_takes_back_one_change_and_leaves_the_later_ones(editor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Un.\n\nDeux.\n\nTrois.")
    tip.revise(title=tip.title, body="Un repris.\n\nDeux.\n\nTrois.", author=editor, base_version=1)
    tip.revise(title="Plus tard", body="Un repris.\n\nDeux.\n\nTrois aussi.", author=editor, base_version=2)
    tip.undo(2, author=editor)
    assert (tip.title, tip.body) == ("Plus tard", "Un.\n\nDeux.\n\nTrois aussi.")


def test_moving_is_part_of_the_history_and_reverting_leaves_the_place(editor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Avant.")
    tip.revise(title=tip.title, body="Après.", author=editor, base_version=1)
    tip.move_to(7, by=editor)
    tip.revert_to(1, author=editor)
    tip.refresh_from_db()
    assert (tip.number, tip.body) == (7, "Avant.")


@pytest.mark.once
def test_its_screens_follow_the_tip_its_address_follows_the_place(editor: User) -> None:
    tip, other = create_tip(number=6, by=editor), create_tip(number=7, by=editor)
    edit, address = tip.screen_url("edit"), tip.get_absolute_url()
    tip.move_to(7, by=editor)
    other.refresh_from_db()
    assert tip.screen_url("edit") == edit
    assert other.get_absolute_url() == address


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_promote_to_one_place_at_once_one_wins_and_the_other_is_told(editor: User) -> None:
    create_themes()
    people = [editor, create_user(username="karim")]
    pages = [create_page(title=f"Page {number}") for number in (1, 2)]
    start, outcomes = threading.Barrier(2), []

    def promote(index: int) -> None:
        start.wait()
        try:
            outcomes.append(make_tip(pages[index].revision(1), number=6, by=people[index]))
        except PlaceTaken as taken:
            outcomes.append(taken)
        finally:
            connection.close()

    threads = [threading.Thread(target=promote, args=[index]) for index in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tip = Tip.objects.get()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PlaceTaken", "Tip"]
    told = next(outcome for outcome in outcomes if isinstance(outcome, PlaceTaken))
    assert tip.title in told.messages[0]


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_exchange_the_same_tips_at_once_lose_neither(editor: User) -> None:
    first, second = create_tip(number=6, by=editor), create_tip(number=7, by=editor)
    start = threading.Barrier(2)

    def move(tip: Tip, number: int) -> None:
        start.wait()
        try:
            tip.move_to(number, by=editor)
        except PlaceTaken:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in [(first, 7), (second, 6)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Tip.objects.values_list("number", flat=True)) == [6, 7]
