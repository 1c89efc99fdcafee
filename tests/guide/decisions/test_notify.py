"""What authors hear of what became of their texts, when, and how often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Rhythm, User
from common.markup import html_text
from guide.decisions import conversation
from guide.decisions.conversation import notify_due
from guide.decisions.verbs import (
    do_not_keep,
    keep_for_later,
    mark_duplicate,
    merge_into,
    promote,
    take_back,
)
from guide.models import Decision, Tie, Tip
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_at_once
from notifications.models import Notification
from tests.factories import create_page, create_user, edit_page
from tests.guide.decisions.deciding import a_reason, comment_to_decide, page_to_decide

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1, minutes=5)


def notify_authors() -> None:
    notify_due(at=timezone.now() + LATER)


def told(person: User, **fields: Any) -> list[Notification]:
    return list(
        Notification.objects.filter(person=person, **fields).exclude(kind=NotificationKind.INCORPORATED).order_by("pk")
    )


def approve(tip: Tip | None) -> Tip:
    assert tip is not None
    Tip.objects.filter(pk=tip.pk).update(state=Tip.State.APPROVED)
    return tip


def test_an_author_reads_the_reason_and_the_editor_s_line_an_hour_later(editor: User, contributor: User) -> None:
    decision = do_not_keep(
        comment_to_decide(author=contributor), a_reason(), words="Merci de l’avoir dit.", by=editor, seen=0
    )
    notify_due()
    assert told(contributor) == []
    notify_authors()
    (notice,) = told(contributor)
    assert notice.kind == NotificationKind.NOT_KEPT
    assert notice.excerpt == f"{a_reason().sentence} Merci de l’avoir dit."
    assert notice.url == decision.get_absolute_url()


def test_nobody_is_told_twice_nor_of_what_no_longer_holds(editor: User, contributor: User) -> None:
    submission = comment_to_decide(author=contributor)
    do_not_keep(submission, a_reason(), by=editor, seen=0)
    notify_authors()
    Decision.objects.update(told_at=None)  # as if the worker had been killed before it could say so
    notify_authors()
    assert len(told(contributor)) == 1
    other = comment_to_decide(author=contributor, body="Autre chose.")
    take_back(do_not_keep(other, a_reason(), by=editor, seen=0), by=editor)
    notify_authors()
    assert len(told(contributor)) == 1
    do_not_keep(submission, a_reason(), words="Relu.", by=editor, seen=1)
    notify_authors()
    assert len(told(contributor)) == 2
    assert not Decision.objects.filter(told_at=None).exists()


def test_nothing_is_said_of_what_waits_nor_for_reasons_that_ask_for_no_letter(editor: User, contributor: User) -> None:
    keep_for_later(comment_to_decide(author=contributor), by=editor, seen=0)
    do_not_keep(comment_to_decide(author=contributor), a_reason(tells_author=False), by=editor, seen=0)
    notify_authors()
    assert told(contributor) == []


def test_those_who_wrote_a_page_beyond_details_are_told_where_it_has_gone(editor: User, contributor: User) -> None:
    careful, absent = create_user(username="ines"), create_user(username="paul")
    submission = page_to_decide(author=contributor)
    edit_page(submission.text, "Repris.", author=careful)  # type: ignore[arg-type]
    edit_page(submission.text, "Repris !", author=absent, is_minor=True)  # type: ignore[arg-type]
    merge_into(submission, create_page(title="Ailleurs"), by=editor, seen=0)
    notify_authors()
    for person in (contributor, careful):
        (notice,) = told(person)
        assert notice.kind == NotificationKind.KEPT_AS
        assert "Ailleurs" in notice.excerpt
    assert told(absent) == []


def test_a_comment_that_was_taken_up_has_been_told_then_a_duplicate_is_told_now(
    editor: User, contributor: User
) -> None:
    merge_into(comment_to_decide(author=contributor), create_page(title="Ailleurs"), by=editor, seen=0)
    mark_duplicate(
        comment_to_decide(author=contributor, body="Pareil."), create_page(title="Déjà dit"), by=editor, seen=0
    )
    notify_authors()
    (notice,) = told(contributor)
    assert (notice.kind, "Déjà dit" in notice.excerpt) == (NotificationKind.KEPT_AS, True)


def test_what_is_used_is_told_once_a_tip_when_it_is_approved_in_the_words_to_be_printed(
    editor: User, contributor: User
) -> None:
    submission = comment_to_decide(author=contributor)
    decision = promote(
        submission,
        onto=7,
        title="Raccrochez",
        body="D’abord, autre chose. Raccrochez, **puis rappelez**. Et encore.",
        by=editor,
        seen=0,
    )
    notify_authors()
    assert told(contributor) == []
    tip = approve(decision.tip)
    for sentence, state in (
        ("Raccrochez, **puis rappelez**.", Tie.State.CONFIRMED),
        ("Et encore.", Tie.State.REFUSED),
    ):
        Tie.objects.create(tip=tip, source=tip.sources.get(), sentence=sentence, key=sentence, state=state)
    notify_authors()
    (notice,) = told(contributor)
    assert (notice.kind, notice.heading) == (NotificationKind.PROMOTED, "Conseil 7 · Raccrochez")
    assert notice.excerpt == "Raccrochez, puis rappelez."
    promote(comment_to_decide(author=contributor, body="Encore une chose."), tip, by=editor, seen=0)
    notify_authors()
    assert len(told(contributor)) == 1


@pytest.mark.once
def test_without_ties_the_whole_tip_is_the_wording(editor: User, contributor: User) -> None:
    decision = promote(comment_to_decide(author=contributor), onto=7, by=editor, seen=0)
    approve(decision.tip)
    notify_authors()
    assert told(contributor)[0].excerpt == "Je raccroche, et je rappelle."


def test_what_its_author_has_withdrawn_is_out_of_sight_in_what_she_is_told_too(editor: User, contributor: User) -> None:
    submission = comment_to_decide(author=contributor)
    do_not_keep(submission, a_reason(), by=editor, seen=0)
    submission.text.withdraw(by=contributor)  # type: ignore[union-attr]
    notify_authors()
    assert told(contributor, concealed_at=None) == []


def test_one_decision_that_fails_does_not_keep_the_others(
    editor: User, contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = do_not_keep(comment_to_decide(author=contributor), a_reason(), by=editor, seen=0)
    second = do_not_keep(comment_to_decide(author=contributor, body="Deux."), a_reason(), by=editor, seen=0)
    monkeypatch.setattr(conversation, "BATCH", 1)
    whole = conversation._notify

    def fail(decision: Decision, moment: Any) -> None:
        if decision == first:
            raise RuntimeError("the database is away")
        whole(decision, moment)

    monkeypatch.setattr(conversation, "_notify", fail)
    notify_authors()
    assert [notice.url for notice in told(contributor)] == [second.get_absolute_url()]
    monkeypatch.undo()
    notify_authors()
    assert len(told(contributor)) == 2


@pytest.mark.once
def test_the_letter_shows_the_sentence_as_it_will_be_printed(
    editor: User, contributor: User, django_capture_on_commit_callbacks: Any
) -> None:
    approve(promote(comment_to_decide(author=contributor), onto=7, by=editor, seen=0).tip)
    with django_capture_on_commit_callbacks(execute=True):
        notify_authors()
    (letter,) = mail.outbox
    assert letter.subject == "Votre phrase est au conseil 7"
    assert "«\u00a0Je raccroche, et je rappelle.\u00a0»" in letter.body
    assert "tel qu’il sera imprimé" in letter.body


@pytest.mark.once
def test_the_title_of_a_page_that_was_hidden_since_stands_in_no_letter(editor: User, contributor: User) -> None:
    page = create_page(title="Un titre caché")
    mark_duplicate(comment_to_decide(author=contributor), page, words="Merci.", by=editor, seen=0)
    page.hide(reason="x", by=editor)
    notify_authors()
    (notice,) = told(contributor)
    assert notice.excerpt == "Merci."


LONG = "\n\n".join(
    f"Phrase numéro {number} : le fraudeur insiste, il presse, il rassure ; on raccroche, puis on rappelle soi-même."
    for number in range(1, 31)
)


def test_the_exact_text_as_it_will_be_printed_is_whole_on_the_screens_and_in_the_letter(
    editor: User, contributor: User, as_contributor: Client
) -> None:
    """Whatever its length: nothing of it is cut, and no ellipsis stands in it."""
    User.objects.filter(pk=contributor.pk).update(mail_personal=Rhythm.AT_ONCE)
    decision = promote(comment_to_decide(author=contributor), onto=7, body=LONG, by=editor, seen=0)
    approve(decision.tip)
    notify_authors()
    (notice,) = told(contributor, kind=NotificationKind.PROMOTED)
    assert len(notice.excerpt) > 3000
    deliver_at_once.call()
    letter = next(one for one in mail.outbox if "conseil 7" in one.subject)
    on_the_next_page = as_contributor.get("/wiki/").text
    under_the_bell = as_contributor.get("/notifications/").text
    for shown in (on_the_next_page, under_the_bell, letter.body, letter.alternatives[0].content):
        read = " ".join(html_text(shown).split())
        for number in range(1, 31):
            assert f"Phrase numéro {number} : le fraudeur insiste" in read.replace("\u00a0", " ")
        assert read.count("on rappelle soi-même.") in (
            30,
            31,
        )  # the letter begins with its first words, for the mailbox
