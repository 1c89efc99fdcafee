"""What hangs on a page that is merged goes over to the other, and comes back when the merge is undone."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ForeignObjectRel
from django.test import Client

from accounts.models import User
from contributions.models import (
    Comment,
    Endorsement,
    Incorporation,
    LogEntry,
    Page,
    PageMerge,
    Passage,
    Question,
)
from contributions.moderation.merging.merge import merge_pages
from contributions.moderation.merging.splitting import restore
from contributions.pages import related_rows
from guide.models import Nomination, Tip
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_hangs_on_it_goes_over_and_one_person_counts_once(
    source: Page, target: Page, editor: User, contributor: User, colleague: User
) -> None:
    comment = factories.create_comment(page=source, author=contributor)
    answer = factories.create_comment(page=source, author=colleague, reply_to=comment)
    third = factories.create_user(username="chloe", last_name="Riou")
    for page, person in ((source, third), (target, third), (source, editor)):
        Endorsement.objects.endorse(page, by=person)
    question = Question.objects.ask(text="Que faire d’un faux appel ?", theme=source.theme, by=third)
    question.answer_with(source, by=contributor)
    merge_pages(source, target, by=editor)
    assert set(Comment.objects.about(target)) == {comment, answer}
    assert {one.person for one in Endorsement.objects.of(target)} == {third, editor}
    assert [answer.page for answer in question_answers(question)] == [target]
    question.refresh_from_db()
    assert question.answer_count == 1
    target.refresh_from_db()
    assert target.standing.useful == 2


def question_answers(question: Question) -> list:
    return list(apps.get_model("contributions", "QuestionAnswer").objects.filter(question=question))


def test_those_who_agree_with_one_sentence_in_both_pages_meet(
    source: Page, target: Page, editor: User, contributor: User, colleague: User
) -> None:
    passages = [Passage.objects.at(page, exact="Une même phrase.") for page in (source, target)]
    third = factories.create_user(username="chloe", last_name="Riou")
    for passage, person in zip([*passages, passages[0]], [third, third, editor], strict=True):
        Endorsement.objects.endorse(passage, by=person)
    nuance = factories.create_comment(page=source, author=contributor, passage=passages[0])
    merge_pages(source, target, by=editor)
    meeting = Passage.objects.of(target).get(exact="Une même phrase.")
    nuance.refresh_from_db()
    if passages[0].key == passages[1].key:
        assert {one.person for one in Endorsement.objects.of(meeting)} == {third, editor}
        assert nuance.passage == meeting
    assert nuance.page == target


@pytest.mark.once
def test_what_the_page_had_taken_up_is_not_taken_up_again(
    source: Page, target: Page, editor: User, contributor: User, as_contributor: Client
) -> None:
    comment = factories.create_comment(page=source, author=contributor, body="Je demande toujours un rappel.")
    first = comment.incorporate(page=source, by=editor)
    source.refresh_from_db()
    merge_pages(source, target, by=editor)
    comment.refresh_from_db()
    assert comment.incorporate(page=target, by=contributor) == first
    assert Incorporation.objects.count() == 1
    assert as_contributor.get(first.get_absolute_url()).status_code == 200
    target.refresh_from_db()
    assert target.body.count("Je demande toujours un rappel.") == 1
    assert target.screen_url("revisions/2") in as_contributor.get(target.get_absolute_url()).content.decode()


def test_nominations_and_tips_lead_to_the_page_that_stays(
    source: Page, target: Page, editor: User, contributor: User, as_editor: Client
) -> None:
    Nomination.objects.nominate(source, by=contributor, reason="Utile à tous.")
    merge_pages(source, target, by=editor)
    html = as_editor.get("/curation/places/").content.decode()
    assert "Le faux technicien" in html
    assert "Utile à tous." in html
    assert "Le faux appel" not in html
    tip = factories.create_tip(number=6, page=target, by=editor)
    assert list(Tip.objects.resting_on(target)) == [tip]


def test_a_tip_that_rests_on_a_merged_page_is_the_tip_of_the_other_and_keeps_its_source(
    source: Page, target: Page, editor: User, as_editor: Client
) -> None:
    tip = factories.create_tip(number=6, page=source, by=editor)
    merge_pages(source, target, by=editor)
    assert list(Tip.objects.resting_on(target)) == [tip]
    assert as_editor.get(tip.sources.get().get_absolute_url()).status_code == 200


def test_undoing_it_brings_everything_back(
    source: Page,
    target: Page,
    editor: User,
    contributor: User,
    colleague: User,
    as_editor: Client,
    as_contributor: Client,
) -> None:
    comment = factories.create_comment(page=source, author=contributor)
    Endorsement.objects.endorse(source, by=editor)
    merge_pages(source, target, by=editor)
    as_editor.post(source.screen_url("restore"))
    source.refresh_from_db()
    target.refresh_from_db()
    comment.refresh_from_db()
    assert (source.merged_into, comment.page) == (None, source)
    assert Endorsement.objects.of(source).count() == 1
    assert "Yves K." not in [author["name"] for author in target.byline]
    assert as_contributor.get(source.get_absolute_url()).status_code == 200
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == ["merge", "unmerge"]
    with pytest.raises(ValidationError):
        restore(source, by=editor)
    merge_pages(source, target, by=editor)  # and again
    assert PageMerge.objects.count() == 2


@pytest.mark.once
def test_a_page_that_is_merged_on_takes_what_it_had_taken_in_along(
    source: Page, target: Page, editor: User, as_contributor: Client
) -> None:
    last = factories.create_page(title="La dernière", author=editor)
    merge_pages(source, target, by=editor)
    merge_pages(target, last, by=editor)
    assert as_contributor.get(source.get_absolute_url())["Location"] == last.get_absolute_url()
    restore(target, by=editor)
    assert as_contributor.get(source.get_absolute_url())["Location"] == target.get_absolute_url()


def test_every_table_that_names_a_page_has_its_place() -> None:
    named = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Page._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many
    }
    own = {name for name in named if name.startswith("contributions.")}
    missing = own - related_rows.GOES.keys() - related_rows.STAYS
    assert not missing, "name it in GOES or in STAYS: contributions/pages/related_rows.py"
    left = (related_rows.GOES.keys() | related_rows.STAYS) - named
    assert not left, "contributions/pages/related_rows.py names what is gone"
