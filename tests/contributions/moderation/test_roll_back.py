"""Taking back everything that a person did in a period."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Endorsement, LogEntry, Page, RollBack, RollBackStep
from contributions.moderation.rolling_back import carrying_out
from contributions.moderation.rolling_back.carrying_out import runs
from contributions.moderation.rolling_back.models import RollBackEffect, RollBackObstacle, RollBackState
from contributions.moderation.rolling_back.requesting import confirm, request_roll_back
from contributions.moderation_log import LogAction
from tests import factories
from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db
BODY = "Un.\n\nDeux.\n\nTrois."


@pytest.fixture
def noon() -> datetime:
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def vandal(db: None) -> User:
    return factories.create_user(username="vandale")


@pytest.fixture
def page(contributor: User, noon: datetime) -> Page:
    return factories.create_page(title="Une page", body=BODY, author=contributor, at=noon - timedelta(days=9))


def ask(vandal: User, editor: User, noon: datetime) -> RollBack:
    period = {"since": noon - timedelta(hours=1), "until": noon + timedelta(hours=1)}
    asked = request_roll_back(vandal, by=editor, reason="Publicité.", **period)
    asked.refresh_from_db()
    return asked


def confirmed(asked: RollBack, editor: User) -> RollBack:
    confirm(asked, by=editor, token=asked.token())
    return RollBack.objects.get(pk=asked.pk)


def steps(asked: RollBack) -> dict[str, tuple[str, str]]:
    return {str(step.about): (step.kind, step.why) for step in asked.steps.for_lists()}


def test_versions_that_follow_each_other_are_one_run() -> None:
    assert runs([2, 3, 7, 9, 10]) == [(2, 3), (7, 7), (9, 10)]
    assert runs([4]) == [(4, 4)]


def test_the_list_changes_nothing(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    assert asked.state == RollBackState.SHOWN
    assert steps(asked) == {"Une page": (RollBackEffect.UNDO, "")}
    page.refresh_from_db()
    assert page.version == 2
    assert not LogEntry.objects.exists()


def test_what_she_changed_is_undone_and_what_others_changed_since_stays(
    page: Page, vandal: User, contributor: User, editor: User, noon: datetime
) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    factories.edit_page(page, f"{BODY}\n\nAchetez.\n\nVite.", author=vandal, at=noon)
    factories.edit_page(page, "Un peu.\n\nDeux.\n\nTrois.\n\nAchetez.\n\nVite.", author=contributor, at=noon)
    factories.edit_page(page, "Un peu.\n\nAchetez.\n\nTrois.\n\nAchetez.\n\nVite.", author=vandal, at=noon)
    asked = confirmed(ask(vandal, editor, noon), editor)
    page.refresh_from_db()
    assert page.body.split() == ["Un", "peu.", "Deux.", "Trois."]
    newest = page.revision(6)
    assert (newest.act, newest.author, newest.summary, newest.about_version) == (Act.UNDONE, editor, "Publicité.", 5)
    assert asked.state == RollBackState.DONE


def test_what_others_have_rewritten_since_is_left_and_said(
    page: Page, vandal: User, contributor: User, editor: User, noon: datetime
) -> None:
    factories.edit_page(page, "Un.\n\nDeux, achetez.\n\nTrois.", author=vandal, at=noon)
    factories.edit_page(page, "Un.\n\nDeux, n’achetez pas.\n\nTrois.", author=contributor, at=noon)
    asked = confirmed(ask(vandal, editor, noon), editor)
    assert steps(asked) == {"Une page": (RollBackEffect.LEAVE, RollBackObstacle.TOUCHED)}
    page.refresh_from_db()
    assert page.version == 3


def test_what_somebody_has_undone_already_is_left(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    page.undo(2, author=editor)
    assert steps(ask(vandal, editor, noon)) == {"Une page": (RollBackEffect.LEAVE, RollBackObstacle.NOTHING)}


def test_only_the_period_is_taken_back(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAvant.", author=vandal, at=noon - timedelta(days=2))
    factories.edit_page(page, f"{BODY}\n\nAvant.\n\nPendant.", author=vandal, at=noon)
    confirmed(ask(vandal, editor, noon), editor)
    page.refresh_from_db()
    assert page.body.split() == f"{BODY} Avant.".split()


def test_a_page_that_she_moved_stands_again_where_it_stood(
    page: Page, vandal: User, editor: User, noon: datetime
) -> None:
    page.move(title="Achetez", theme=factories.create_theme(number=3), author=vandal, at=noon)
    confirmed(ask(vandal, editor, noon), editor)
    page.refresh_from_db()
    assert (page.title, page.theme.number, page.body) == ("Une page", 2, BODY)


def test_a_title_that_another_page_has_by_now_is_not_taken(
    page: Page, vandal: User, contributor: User, editor: User, noon: datetime
) -> None:
    page.move(title="Achetez", theme=page.theme, author=vandal, at=noon)
    factories.create_page(title="Une page", author=contributor)
    assert steps(ask(vandal, editor, noon))["Achetez"] == (RollBackEffect.LEAVE, RollBackObstacle.TITLE)


def test_a_page_that_she_opened_is_hidden_unless_others_wrote_on_it(
    vandal: User, contributor: User, editor: User, noon: datetime
) -> None:
    hers = factories.create_page(title="À elle", author=vandal, at=noon)
    shared = factories.create_page(title="À tous", author=vandal, at=noon)
    factories.edit_page(shared, "Mieux.", author=contributor, at=noon)
    asked = confirmed(ask(vandal, editor, noon), editor)
    assert steps(asked) == {
        "À elle": (RollBackEffect.HIDE, ""),
        "À tous": (RollBackEffect.LEAVE, RollBackObstacle.WRITTEN_ON),
    }
    hers.refresh_from_db()
    assert hers.is_hidden
    assert hers.current_hiding is not None
    assert hers.current_hiding.reason == "Publicité."


def test_what_she_said_and_asked_is_hidden_and_what_she_corrected_is_looked_at(
    page: Page, vandal: User, editor: User, noon: datetime
) -> None:
    comment = factories.create_comment(page=page, author=vandal, body="Achetez.", at=noon)
    withdrawn = factories.create_comment(page=page, author=vandal, body="Retirée.", at=noon)
    withdrawn.withdraw(by=vandal)
    old = factories.create_comment(page=page, author=vandal, body="Avant.", at=noon - timedelta(days=2))
    old.revise_text(body="Avant, achetez.", author=vandal, base_version=1, at=noon)
    question = factories.create_question(text="Faut-il acheter ?", theme=page.theme, by=vandal, at=noon)
    asked = confirmed(ask(vandal, editor, noon), editor)
    assert steps(asked) == {
        "Achetez.": (RollBackEffect.HIDE, ""),
        "Retirée.": (RollBackEffect.LEAVE, RollBackObstacle.GONE),
        "Avant, achetez.": (RollBackEffect.LEAVE, RollBackObstacle.REVISED),
        "Faut-il acheter ?": (RollBackEffect.HIDE, ""),
    }
    comment.refresh_from_db()
    question.refresh_from_db()
    assert (comment.is_hidden, question.is_hidden) == (True, True)


def test_what_she_found_useful_stays(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    Endorsement.objects.endorse(page, by=vandal, at=noon)
    confirmed(ask(vandal, editor, noon), editor)
    assert Endorsement.objects.count() == 1


def test_what_changed_since_the_list_was_made_is_left_and_said(
    page: Page, vandal: User, contributor: User, editor: User, noon: datetime
) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    opened = factories.create_page(title="À elle", author=vandal, at=noon)
    comment = factories.create_comment(page=page, author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    factories.edit_page(page, f"Un peu.\n\n{BODY}\n\nAchetez.", author=contributor)
    factories.edit_page(opened, "Mieux.", author=contributor)
    comment.withdraw(by=vandal)
    asked = confirmed(asked, editor)
    assert set(steps(asked).values()) == {(RollBackEffect.LEAVE, RollBackObstacle.MEANWHILE)}
    page.refresh_from_db()
    opened.refresh_from_db()
    assert (page.version, opened.is_hidden) == (3, False)


def test_another_list_is_not_confirmed_nor_one_twice(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    token = asked.token()
    with pytest.raises(ValidationError):
        confirm(asked, by=editor, token="another")
    confirm(asked, by=editor, token=token)
    with pytest.raises(ValidationError):
        confirm(RollBack.objects.get(pk=asked.pk), by=editor, token=token)
    page.refresh_from_db()
    assert page.version == 3


def test_one_entry_of_the_log_says_all(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    factories.create_page(title="À elle", author=vandal, at=noon)
    asked = confirmed(ask(vandal, editor, noon), editor)
    entry = LogEntry.objects.get(act=LogAction.ROLL_BACK)
    assert (entry.by, entry.person, entry.reason) == (editor, vandal, "Publicité.")
    numbers = {name: entry.details[name] for name in ("roll_back", "undone", "hidden", "left")}
    assert numbers == {"roll_back": asked.pk, "undone": 1, "hidden": 1, "left": 0}


def test_it_can_be_undone_in_the_history(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    confirmed(ask(vandal, editor, noon), editor)
    page.refresh_from_db()
    page.undo(3, author=editor)
    assert page.body == f"{BODY}\n\nAchetez."


def test_a_worker_that_was_stopped_goes_on_and_does_nothing_twice(
    page: Page,
    vandal: User,
    editor: User,
    noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
    failed_tasks: FailedTasks,
) -> None:
    pages = [
        factories.create_page(title=f"Page {number}", body=BODY, author=editor, at=noon - timedelta(days=2))
        for number in range(4)
    ]
    for one in pages:
        factories.edit_page(one, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    do, done = carrying_out.do, []

    def do_two(step: RollBackStep, roll_back: RollBack) -> None:
        if len(done) == 2:
            raise SystemExit
        done.append(step.pk)
        do(step, roll_back)

    monkeypatch.setattr(carrying_out, "do", do_two)
    confirm(asked, by=editor, token=asked.token())
    failed_tasks.expect("SystemExit")  # said where administrators see it
    assert RollBack.objects.get(pk=asked.pk).state == RollBackState.RUNNING
    monkeypatch.setattr(carrying_out, "do", do)
    assert carrying_out.carry_out(RollBack.objects.select_related("by", "person").get(pk=asked.pk)) == 2
    assert {Page.objects.get(pk=one.pk).version for one in pages} == {3}
    assert LogEntry.objects.filter(act=LogAction.ROLL_BACK).count() == 1


def test_looking_up_goes_on_where_it_was_stopped(page: Page, vandal: User, editor: User, noon: datetime) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    RollBack.objects.filter(pk=asked.pk).update(state=RollBackState.LOOKING)
    assert carrying_out.look_up(RollBack.objects.get(pk=asked.pk)) == 1


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"reason": " "}, "Dites pourquoi"),
        ({"since": "2026-03-05T10:00", "until": "2026-03-04T10:00"}, "La fin précède le début."),
        ({"since": "hier"}, ""),
        ({"until": ""}, ""),
    ],
)
def test_a_form_that_makes_no_sense_is_given_back(
    as_editor: Client, vandal: User, fields: dict[str, str], word: str
) -> None:
    sent = {"since": "2026-03-04T10:00", "until": "2026-03-05T10:00", "reason": "Publicité."} | fields
    answer = as_editor.post("/contributors/vandale/roll-back/", sent)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not RollBack.objects.exists()


def test_the_screens_lead_from_the_question_to_the_end(
    as_editor: Client, page: Page, vandal: User, noon: datetime
) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    first = as_editor.get("/contributors/vandale/roll-back/")
    shown = {name: first.context["form"][name].value() for name in ("since", "until")}
    sent = {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in shown.items()}
    asked = as_editor.post("/contributors/vandale/roll-back/", sent | {"reason": "Publicité."}, follow=True)
    html = asked.content.decode()
    assert "1 page serait rétablie" in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" in html
    address = asked.request["PATH_INFO"]
    done = as_editor.post(f"{address}confirm/", {"token": asked.context["token"]}, follow=True)
    assert "Fait par Laurent C." in done.content.decode()
    page.refresh_from_db()
    assert page.version == 3


def test_while_the_worker_is_at_it_the_screen_says_how_far_it_is(
    as_editor: Client, page: Page, vandal: User, editor: User, noon: datetime
) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    RollBack.objects.filter(pk=asked.pk).update(state=RollBackState.RUNNING)
    html = as_editor.get(asked.get_absolute_url()).content.decode()
    assert '<progress max="1" value="0">' in html
    assert 'hx-trigger="every 2s"' in html
    part = as_editor.get(asked.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    as_editor.post(f"{asked.get_absolute_url()}go-on/")
    page.refresh_from_db()
    assert page.version == 3


def test_a_list_that_is_dropped_does_nothing(
    as_editor: Client, page: Page, vandal: User, editor: User, noon: datetime
) -> None:
    factories.edit_page(page, f"{BODY}\n\nAchetez.", author=vandal, at=noon)
    asked = ask(vandal, editor, noon)
    as_editor.post(f"{asked.get_absolute_url()}drop/")
    as_editor.post(f"{asked.get_absolute_url()}confirm/", {"token": asked.token()})
    page.refresh_from_db()
    assert page.version == 2


def test_the_screen_costs_the_same_however_long_the_list_is(
    as_editor: Client, vandal: User, editor: User, noon: datetime, django_assert_num_queries
) -> None:
    def grow(first: int) -> RollBack:
        for number in range(first, first + 4):
            factories.create_page(title=f"Page {number}", author=vandal, at=noon)
            factories.create_comment(author=vandal, body=f"Phrase {number}.", at=noon)
        return ask(vandal, editor, noon)

    # session with its person, the roll-back, its numbers, its list, its token; whether one may
    address = grow(0).get_absolute_url()
    with django_assert_num_queries(6):
        as_editor.get(address)
    address = grow(4).get_absolute_url()
    with django_assert_num_queries(6):
        as_editor.get(address)
