"""A tip in place 6 that the editor wrote, and a second editor who can approve it."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Role, User
from common.markup import TextQuote
from guide.models import ReviewLink, Tip
from guide.reviewing import steps
from guide.reviewing.remarks import sentences_of
from tests.conftest import SignIn
from tests.factories import create_tip, create_user

BODY = "Raccrochez d’abord. Puis rappelez le numéro que vous connaissez.\n\nUn vrai service **attend** toujours."


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez", body=BODY)


@pytest.fixture
def other(db: None) -> User:
    return create_user(username="nadia", last_name="Berger", role=Role.EDITOR)


@pytest.fixture
def third(db: None) -> User:
    return create_user(username="paul", last_name="Morin", role=Role.EDITOR)


@pytest.fixture
def as_other(other: User, sign_in: SignIn) -> Client:
    return sign_in(other)


@pytest.fixture
def in_review(tip: Tip, editor: User) -> Tip:
    steps.ask_for_review(tip, by=editor)
    return tip


@pytest.fixture
def link(tip: Tip, editor: User) -> tuple[ReviewLink, str]:
    """The link of the legal department, and its token."""
    return ReviewLink.objects.make(tip, name="Service juridique", days=7, by=editor)


def sentence(tip: Tip, number: int) -> TextQuote:
    return sentences_of(tip.body)[number - 1].anchor
