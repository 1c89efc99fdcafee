"""Administrators read the guide's texts and editions, and have the PDF of an edition made again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from accounts.models import User
from guide.models import Edition, EditionFile, Nomination, Section, Tip, TipRevision
from guide.publication.forms import FORMS
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only
from tests.failed_tasks import FailedTasks
from tests.forms import set_form

Form, State = EditionFile.Form, EditionFile.State


@pytest.fixture
def tip(editor: User) -> Tip:
    tip = factories.create_tip(number=6, by=editor, title="Un conseil")
    tip.record_revision(body="Raccrochez.", author=editor, base_version=1, summary="plus court")
    return tip


@pytest.fixture
def edition(tip: Tip, editor: User, monkeypatch: pytest.MonkeyPatch, failed_tasks: FailedTasks) -> Edition:
    """A published edition whose PDF could not be made."""
    set_form(monkeypatch, "pdf", lambda guide, materials: 1 / 0)  # type: ignore[arg-type, return-value]
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    failed_tasks.expect("ZeroDivisionError")
    return edition


@pytest.fixture
def things(edition: Edition, tip: Tip, editor: User) -> list[Any]:
    page = factories.create_page(title="Une page proposée")
    nomination = Nomination.objects.nominate(page, by=editor, reason="Une bonne page.")
    section = Section.objects.in_order()[0]
    draft = Edition.objects.in_preparation()
    poll = factories.create_poll(page, factories.create_page(title="Une autre"), by=editor)
    ballot = poll.cast([poll.keys], by=editor)
    poll.close(by=editor)
    return [
        poll.candidates.earliest("pk"),
        poll,
        ballot,
        tip,
        tip.revision(2),
        section,
        section.revision(1),
        nomination,
        edition,
        draft,
        edition.files.get(form=Form.PDF),
    ]


def test_the_guide_is_for_administrators_alone(
    things: list[Model], as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    for thing in things:
        assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], thing)


@pytest.mark.once
def test_nothing_of_the_guide_is_written_from_the_admin(things: list[Model], as_administrator: Client) -> None:
    for thing in things:
        assert_read_only(as_administrator, thing)


@pytest.mark.once
def test_a_published_edition_still_says_what_it_said(edition: Edition, as_administrator: Client) -> None:
    before = edition.guide
    as_administrator.post(address(edition, "change"), {"title": "Un autre titre", "status": "draft"})
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.guide, edition.is_published) == (before, True)


@pytest.mark.once
def test_a_tip_leads_to_the_desk_to_its_history_and_to_its_revisions(tip: Tip, as_administrator: Client) -> None:
    text = as_administrator.get(address(tip, "change")).content.decode()
    assert f'href="{tip.get_absolute_url()}"' in text
    assert as_administrator.get(address(tip, "history")).headers["Location"] == tip.screen_url("history")
    link = f"{address(TipRevision)}?id__exact={tip.pk}"
    assert f'href="{link}"' in as_administrator.get(address(Tip)).content.decode()
    assert as_administrator.get(link).context["cl"].result_count == 2


@pytest.mark.once
def test_a_tip_shows_the_passages_that_it_rests_on(tip: Tip, as_administrator: Client) -> None:
    text = as_administrator.get(address(tip, "change")).content.decode()
    assert "Il se présente comme le service informatique." in text


def test_an_edition_leads_to_what_readers_get_and_the_draft_to_the_desk(
    edition: Edition, as_administrator: Client
) -> None:
    draft = Edition.objects.in_preparation()
    text = as_administrator.get(address(edition, "change")).content.decode()
    assert f'href="{edition.get_absolute_url()}"' in text
    assert (
        f'href="/curation/editions/{draft.number}/"' in as_administrator.get(address(draft, "change")).content.decode()
    )


def test_an_edition_says_which_of_its_files_failed_and_why(edition: Edition, as_administrator: Client) -> None:
    text = as_administrator.get(address(edition, "change")).content.decode()
    assert "ZeroDivisionError" in text
    failed = as_administrator.get(f"{address(EditionFile)}?state__exact=failed").context["cl"].queryset
    assert [file.form for file in failed] == [Form.PDF]


def make_again(client: Client, *files: EditionFile) -> str:
    data = {"action": "make_files_again", "_selected_action": [file.pk for file in files], "index": "0"}
    return client.post(address(EditionFile), data, follow=True).content.decode()


@pytest.mark.once
def test_a_pdf_that_failed_can_be_made_again(
    edition: Edition, as_administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_form(monkeypatch, "pdf", lambda guide, materials: {"guide.pdf": b"%PDF-1.7"})
    text = make_again(as_administrator, *edition.files.all())
    file = edition.files.get(form=Form.PDF)
    assert (file.state, file.problem, file.size) == (State.READY, "", 8)
    assert f"{len(FORMS)} fichiers" in text


@pytest.mark.once
def test_nothing_is_made_again_from_a_web_page_alone(edition: Edition, as_administrator: Client) -> None:
    make_again(as_administrator, edition.files.get(form=Form.WEB))
    assert edition.files.get(form=Form.PDF).state == State.FAILED


@pytest.mark.once
def test_an_editor_makes_nothing_again_here(
    edition: Edition, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_form(monkeypatch, "pdf", lambda guide, materials: {"guide.pdf": b"%PDF-1.7"})
    data = {"action": "make_files_again", "_selected_action": [file.pk for file in edition.files.all()], "index": "0"}
    assert as_editor.post(address(EditionFile), data).status_code in {302, 403}
    assert edition.files.get(form=Form.PDF).state == State.FAILED


@pytest.mark.once
def test_how_somebody_votes_is_not_read_before_the_vote_is_closed(as_administrator: Client, editor: User) -> None:
    poll = factories.create_poll(by=editor)
    ballot = poll.cast([poll.keys], by=editor)
    assert as_administrator.get(address(ballot, "change")).status_code == 302
    poll.close(by=editor)
    assert as_administrator.get(address(ballot, "change")).status_code == 200
