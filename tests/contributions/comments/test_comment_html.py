"""A comment is drawn in Python: what people typed is escaped, and it looks alike wherever it stands."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils.html import escape

from accounts.models import User
from contributions.models import Comment, Endorsement, Page
from tests import factories
from tests.conftest import SignIn
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.once

EVIL = """<script>alert("x")</script>'"""


@pytest.fixture
def evil(db: None) -> User:
    return factories.create_user(
        username="evil", first_name=EVIL, last_name=EVIL, job=EVIL, site=EVIL, attribution="full"
    )


def screens_of(comment: Comment, page: Page) -> list[str]:
    return [page.get_absolute_url(), page.screen_url("talk"), comment.get_absolute_url()]


def test_names_work_places_and_reasons_are_escaped(
    as_editor: Client, say: Say, page: Page, evil: User, editor: User
) -> None:
    comment = say(page=page, author=evil)
    say("Et moi donc.", author=evil, reply_to=comment)
    settled = say("C’est dit.", page=page, author=evil)
    settled.resolve(by=evil)
    hidden = say("Ceci est caché.", page=page, author=evil)
    hidden.hide(reason=EVIL, by=editor)
    for url in screens_of(comment, page) + screens_of(hidden, page) + screens_of(settled, page):
        html = as_editor.get(url).content.decode()
        assert escape(EVIL) in html
        assert "<script>alert" not in html


def test_titles_and_summaries_are_escaped(
    as_editor: Client, say: Say, page: Page, editor: User, colleague: User
) -> None:
    other = factories.create_page(theme=page.theme, title='Un titre & "l’autre"')
    comment = say(page=page)
    comment.incorporate(page=other, by=editor)
    page.revise(title=page.title, body="Un autre texte.", author=colleague, base_version=page.version, summary=EVIL)
    for url in (page.screen_url("talk"), comment.get_absolute_url()):  # a page tells of itself alone
        assert "Un titre &amp; " in as_editor.get(url).content.decode()
    html = as_editor.get(page.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(" in html
    assert "<script>alert" not in html


def test_the_screen_that_thanks_lead_back_to_is_escaped(as_contributor: Client, say: Say, page: Page) -> None:
    say(page=page)
    html = as_contributor.get(page.get_absolute_url() + '?x="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in html


def test_a_comment_is_the_same_wherever_it_stands(as_contributor: Client, say: Say, page: Page) -> None:
    comment = say(page=page)
    answer = say("Et moi donc.", reply_to=comment)
    on_page, in_discussion = (
        item_in(as_contributor.get(url).content.decode(), comment)
        for url in (page.get_absolute_url(), page.screen_url("talk"))
    )
    assert on_page.replace(page.get_absolute_url(), "") == in_discussion.replace(page.screen_url("talk"), "")
    url = reverse("contributions:comment_answers", args=[comment.pk])
    fetched = as_contributor.get(url, headers={"HX-Request": "true"}).content.decode()
    assert answer.anchor in fetched
    assert item_in(fetched, answer).replace(' tabindex="-1" autofocus', "").replace(url, "") in on_page.replace(
        page.get_absolute_url(), ""
    )


@pytest.mark.parametrize("name", ["contributor", "editor", "colleague"])
def test_every_address_of_a_comment_leads_to_a_view(
    sign_in: SignIn, say: Say, page: Page, name: str, contributor: User, editor: User, colleague: User
) -> None:
    comments = [say(page=page), say("Pourquoi ?", page=page), say("Et moi ?", page=page), say("Oh.", page=page)]
    say("Non.", reply_to=comments[0])
    comments[1].withdraw(by=comments[1].author)
    comments[2].hide(reason="Non.", by=editor)
    comments[3].resolve(by=editor)
    Endorsement.objects.endorse(comments[0], by=contributor)
    reader = {"contributor": contributor, "editor": editor, "colleague": colleague}[name]
    html = sign_in(reader).get(page.get_absolute_url()).content.decode()
    urls = set(re.findall(r'(?:href|action|hx-get|hx-post)="(/contributions/[^"?#]*)', html))
    assert len(urls) > 20
    assert {resolve(url).namespace for url in urls} == {"contributions"}


def item_in(html: str, comment: Comment) -> str:
    """The item of a comment in the HTML of a screen, without the tokens of its forms."""
    html = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", html)
    begin = html.rindex("<li", 0, html.index(f'id="{comment.anchor}"'))
    end = html.index(f'<div id="place-{comment.pk}">', begin)
    return " ".join(html[begin:end].split())
