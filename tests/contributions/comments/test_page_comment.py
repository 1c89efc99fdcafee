"""What is said under a page, together with the page's versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.models import Comment, Page
from tests import cache_comparison, factories
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true", "accept-language": "fr"}


@pytest.mark.once
def test_it_stands_under_the_page(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(f"{page.get_absolute_url()}say/", {"body": "On m’a appelée."}, follow=True)
    comment = Comment.objects.get()
    assert comment.page == page
    assert response.redirect_chain[0][0].endswith(f"?sent={comment.pk}#comment-{comment.pk}")
    assert "C’est dit." in response.content.decode()


def test_a_page_hidden_meanwhile_gives_the_text_back_and_shows_nothing(
    as_contributor: Client, page: Page, editor: User
) -> None:
    page.hide(reason="doublon", by=editor)
    response = as_contributor.post(f"{page.get_absolute_url()}say/", {"body": "On m’a appelée."})
    html = response.content.decode()
    assert response.status_code == 422
    assert "On m’a appelée.</textarea>" in html
    assert page.title not in html
    assert "service informatique" not in html


@pytest.mark.once
def test_a_refused_text_comes_back_in_its_page(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(f"{page.get_absolute_url()}say/", {"body": ""})
    assert response.status_code == 422
    assert "service informatique" in response.content.decode()


def test_what_is_said_and_the_versions_are_one_list_the_newest_first(
    as_contributor: Client, say: Say, contributor: User
) -> None:
    now = timezone.now()
    page = factories.create_page(author=contributor, at=now - timedelta(days=5))
    say("Dit entre les deux.", page=page, at=now - timedelta(days=3))
    factories.edit_page(page, "Un autre texte.", author=contributor, at=now - timedelta(days=1), summary="plus court")
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    log = html.partition('id="log"')[2]
    assert "1 message et 2 versions" in html
    assert log.index("plus court") < log.index("Dit entre les deux.") < log.index("a ouvert la page, <")
    assert "?older=1&amp;newer=2" in log


def test_the_list_is_paged_and_shows_everything_once(as_contributor: Client, say: Say, contributor: User) -> None:
    moment = timezone.now() - timedelta(days=1)
    page = factories.create_page(author=contributor, at=moment)
    for number in range(15):  # all at one moment: the order has to hold by itself
        say(f"Dit {number:02}.", page=page, at=moment)
        factories.edit_page(page, f"Texte {number}.", author=contributor, at=moment, summary=f"fait {number:02}")
    address, shown = page.get_absolute_url(), []
    for _screen in range(2):
        html = as_contributor.get(address).content.decode()
        log = html.partition('id="log"')[2]
        shown += [text for n in range(15) for text in (f"Dit {n:02}.", f"fait {n:02}") if text in log]
        query = log.partition('rel="next" href="?')[2].partition("#")[0].replace("&amp;", "&")
        address = f"{page.get_absolute_url()}?{query}"
    assert sorted(shown) == sorted(text for n in range(15) for text in (f"Dit {n:02}.", f"fait {n:02}"))
    assert query == ""


@pytest.mark.once
def test_answers_stand_below_what_they_answer(as_contributor: Client, say: Say, page: Page) -> None:
    first = say("Pourquoi ?", page=page)
    say("Plus récent.", page=page)
    say("Parce que.", reply_to=first)
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    under = html.partition(f'id="under-{first.pk}"')[2].partition("</ol>")[0]
    assert "Parce que." in under
    assert html.count("Parce que.") == 1


@pytest.mark.once
def test_what_was_withdrawn_keeps_its_place_for_its_answers(
    as_contributor: Client, say: Say, page: Page, colleague: User
) -> None:
    first, alone = say("Pourquoi ?", page=page), say("Sans réponse.", page=page)
    say("Parce que.", reply_to=first)
    first.withdraw(by=colleague)
    alone.withdraw(by=colleague)
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    assert "Pourquoi ?" not in html.partition('id="log"')[2]
    assert "Son auteur a retiré ce texte." in html
    assert "Parce que." in html
    assert "Sans réponse." not in html


@pytest.mark.once
def test_its_author_sees_what_she_withdrew_and_may_put_it_back(sign_in, say: Say, page: Page, colleague: User) -> None:
    comment = say("Pourquoi ?", page=page)
    comment.withdraw(by=colleague)
    html = sign_in(colleague).get(page.get_absolute_url()).content.decode()
    assert f"/contributions/{comment.pk}/put-back/" in html


def test_it_costs_the_same_however_much_is_said(as_contributor: Client, say: Say, page: Page) -> None:
    def count() -> int:
        cache_comparison.forget()
        with CaptureQueriesContext(connection) as queries:
            as_contributor.get(page.get_absolute_url())
        return len(queries)

    say(reply_to=say("Pourquoi ?", page=page))
    count()
    few = count()
    for number in range(4):
        say(reply_to=say(f"Pourquoi {number} ?", page=page))
    assert count() == few


def test_no_text_is_read_that_is_not_shown(as_contributor: Client, say: Say, page: Page) -> None:
    say(page=page)
    with CaptureQueriesContext(connection) as queries:
        as_contributor.get(page.get_absolute_url())
    asked = [query["sql"] for query in queries if 'FROM "contributions_comment"' in query["sql"]]
    assert asked
    assert not [sql for sql in asked if '"contributions_comment"."body",' in sql]


@pytest.mark.once
def test_what_an_address_said_about_a_visitor_may_read(say: Say, page: Page) -> None:
    factories.change_site_settings(wiki_is_public=True)
    say(page=page)
    html = Client().get(page.get_absolute_url()).content.decode()
    assert "Je raccroche, toujours." in html
    assert "<textarea" not in html
