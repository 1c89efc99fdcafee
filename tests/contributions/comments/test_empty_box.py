"""The box of a page in which nothing stands: drawn once, it says what the template says to each reader of each page."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from accounts.models import User
from contributions.models import Page
from contributions.views.comments.forms import box_of_page
from drafts.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'(name="(?:csrfmiddlewaretoken|token|draft_writing)"\s+value=")[\w-]+"')
AWKWARD = "<script>«x»</script> & \"%s\" '{{ user }}'"


def asking(person: User, address: str = "/x/?talk=%22%3C2"):  # type: ignore[no-untyped-def]
    request = RequestFactory().get(address)
    request.user = person
    return request


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", TOKENS.sub(r"\1", html))


@pytest.mark.once
@pytest.mark.parametrize("language", ["fr", "en", "ja"])
def test_it_is_the_template_filled_in(language: str) -> None:
    people = [
        factories.create_contributor(username="o'x+1", first_name=AWKWARD[:30], last_name="O'Brien & fils"),
        factories.create_editor(username="marie"),
    ]
    pages = [factories.create_page(title=title) for title in ("Une page", "日本語 100 %")]
    pages[0].title = AWKWARD
    with override(language):
        for person, page in [(person, page) for person in people for page in pages]:
            request = asking(person)
            box = box_of_page(request, page)
            assert box.html
            template = "contributions/comments/box/_box.html"
            assert plain(box.html) == plain(render_to_string(template, {"box": replace(box, html="")}, request))
            tokens = TOKENS.findall(box.html)
            assert len(tokens) == 3
            assert box.html != box_of_page(request, page).html  # the tokens of each box are its own


def test_a_box_with_words_in_it_is_drawn_by_itself(page: Page, contributor: User) -> None:
    Draft.objects.store(contributor, key=f"page:{page.pk}:say", writing=uuid4(), fields={"body": "Commencé"})
    assert not box_of_page(asking(contributor), page).html
    request = RequestFactory().post("/x/", {"draft_key": f"page:{page.pk}:say"})
    request.user = contributor
    assert not box_of_page(request, page).html
