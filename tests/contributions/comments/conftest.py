"""The people and places of a talk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from contributions.models import Comment, Page
from tests import factories
from themes.models import Theme

type Say = Callable[..., Comment]


@pytest.fixture
def theme(db: None) -> Theme:
    return factories.create_theme()


@pytest.fixture
def page(theme: Theme) -> Page:
    return factories.create_page(theme=theme)


@pytest.fixture
def colleague(db: None) -> User:
    return factories.create_user(username="yves", last_name="Kerbrat", job="gestionnaire", site="Brest")


@pytest.fixture
def say(theme: Theme, colleague: User) -> Say:
    """Something said by a colleague under the theme, unless told otherwise."""

    def comment(body: str = "Je raccroche, toujours.", **fields: object) -> Comment:
        return Comment.objects.write(**{"theme": theme, "author": colleague, "body": body} | fields)

    return comment
