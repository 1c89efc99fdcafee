"""People, themes and questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from contributions.models import Page, Question
from tests import factories
from themes.models import Theme

type Ask = Callable[..., Question]

FACEBOOK = "Dois-je devenir ami avec mon fils sur Facebook ?"


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
def ask(theme: Theme, colleague: User) -> Ask:
    """Something that a colleague asks under the theme, unless told otherwise."""

    def asked(text: str = FACEBOOK, **fields: Any) -> Question:
        return Question.objects.ask(**{"text": text, "theme": theme, "by": colleague} | fields)

    return asked
