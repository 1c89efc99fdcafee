"""Whoever wrote in a page that editors hide is told, why, and by whom; what she wrote stays in her ledger."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from guide.decisions import submission_sync
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(author=contributor)


def told(person: User) -> list[Notification]:
    return list(Notification.objects.of(person).filter(kind=NotificationKind.HIDDEN))


@pytest.mark.once
def test_whoever_wrote_in_it_reads_why_and_whom_to_ask(page: Page, contributor: User, editor: User) -> None:
    colleague = factories.create_user(username="yves")
    factories.edit_page(page, "Un autre texte, plus long.", author=colleague)
    page.hide(reason="Un client s’y reconnaît.", by=editor)
    for person in (contributor, colleague):
        one = told(person)[0]
        assert (one.excerpt, one.actor, one.personal) == ("Un client s’y reconnaît.", editor, True)
        assert page.title in one.sentence() and editor.public_name in one.sentence()


@pytest.mark.once
def test_nobody_is_told_of_her_own_act_nor_of_details(page: Page, editor: User) -> None:
    factories.edit_page(page, "Un texte.", author=editor)
    typist = factories.create_user(username="yves")
    factories.edit_page(page, "Un texte!", author=typist, is_minor=True)
    page.hide(reason="À revoir.", by=editor)
    assert told(editor) == told(typist) == []


@pytest.mark.once
def test_shown_again_nothing_is_told_of_it_and_hidden_again_it_is(page: Page, contributor: User, editor: User) -> None:
    page.hide(reason="À revoir.", by=editor)
    page.show(by=editor)
    assert told(contributor) == []
    page.hide(reason="Encore.", by=editor)
    assert [one.excerpt for one in told(contributor)] == ["Encore."]


def test_it_stays_in_her_ledger_and_leads_nowhere(
    page: Page, contributor: User, editor: User, sign_in: SignIn, as_contributor: Client
) -> None:
    for made in (page, factories.create_comment(author=contributor, page=page)):
        submission_sync.Submission.objects.of(made)
    page.hide(reason="À revoir.", by=editor)
    ledger = as_contributor.get("/guide/ledger/").text
    assert page.title in ledger and "Je raccroche" in ledger
    assert f'href="{page.get_absolute_url()}"' not in ledger
    stranger = sign_in(factories.create_user(username="yves"))
    assert page.title not in stranger.get("/guide/decisions/").text
