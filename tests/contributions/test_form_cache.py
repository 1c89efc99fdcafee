"""The form of a page, from the cache. Every test compares it with a plain one (tests/cache_comparison.py)."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Page
from contributions.views.pages import form_cache
from drafts.models import Presence
from tests import factories
from tests.cache_comparison import needs_page_cache
from tests.contributions.test_page_edit import edit

pytestmark = [pytest.mark.django_db, needs_page_cache]

AWKWARD = "</textarea><script>«x»</script> & &amp; \"%s\" '{{ user }}' \\ 100 % \U0001f600"


def how_many() -> int:
    return len(form_cache.forms)


def text_of(client: Client, page: Page, **headers: str) -> str:
    response = client.get(edit(page), headers=headers)
    assert response.status_code == 200
    packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(response.content) if packed else response.content).decode()


def test_one_form_serves_all_pages_of_a_question_and_all_who_write(as_contributor: Client, sign_in) -> None:
    theme = factories.create_theme()
    pages = [
        factories.create_page(theme=theme, title=title, body=f"{AWKWARD}\n\n{title}")
        for title in ("L’appel « du » 'faux' technicien & \"co\" %s", "日本語 100 %", "x" * 150)
    ]
    marie = sign_in(factories.create_user(username="marie.o'x+1@a", first_name="<Marie>", last_name="O'Brien & fils"))
    for client in (as_contributor, marie):
        for page in pages:
            for packed in ("gzip", "identity"):
                Presence.objects.all().delete()
                assert f'value="{page.version}"' in text_of(client, page, **{"accept-encoding": packed})
    assert how_many() == 1


def test_languages_roles_and_questions_have_their_own(as_contributor: Client, as_editor: Client) -> None:
    page = factories.create_page()
    for client, language in ((as_contributor, "fr"), (as_contributor, "en"), (as_editor, "fr")):
        Presence.objects.all().delete()
        text_of(client, page, **{"accept-language": language})
    assert how_many() == 3


def test_somebody_anonymous_reads_her_own_name(as_contributor: Client, contributor: User) -> None:
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert contributor.alias in text_of(as_contributor, factories.create_page())
    assert how_many() == 1


def test_where_somebody_else_is_writing_it_is_made_for_this_once(as_contributor: Client, as_editor: Client) -> None:
    page = factories.create_page()
    text_of(as_editor, page)
    assert how_many() == 1
    assert "Laurent C.</b>" in text_of(as_contributor, page)


def test_a_text_that_looks_like_a_hole_stays_a_text(as_contributor: Client) -> None:
    page = factories.create_page(body=f"Un mot kept{'0' * 24}title0x et la suite.")
    assert f"kept{'0' * 24}title0x" in text_of(as_contributor, page)
