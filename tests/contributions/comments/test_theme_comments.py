"""The discussion of a question: what was said under it, not under its pages."""

from __future__ import annotations

import pytest
from django.test import Client

from contributions.models import Page
from tests import factories
from tests.contributions.comments.conftest import Say
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_it_shows_what_was_said_under_the_question_alone(
    as_contributor: Client, say: Say, theme: Theme, page: Page
) -> None:
    say("Sous la question.")
    say("Sous une page.", page=page)
    html = as_contributor.get(f"/wiki/{theme.slug}/talk/").content.decode()
    assert "Sous la question" in html
    assert "Sous une page" not in html
    assert 'id="say"' in html
    assert "show=gone" not in html


def test_it_can_be_read_when_writing_is_closed(as_contributor: Client, say: Say, theme: Theme) -> None:
    say("Un mot.")
    factories.close_writing()
    html = as_contributor.get(f"/wiki/{theme.slug}/talk/").content.decode()
    assert "Un mot." in html
    assert 'id="say"' not in html


def test_an_unknown_question_has_none(as_contributor: Client, theme: Theme) -> None:
    assert as_contributor.get("/wiki/inconnue/talk/").status_code == 404
