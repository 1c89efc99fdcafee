"""Feeds: valid Atom with identities that stay, for who may read, and nothing in them that nobody may read."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from contributions.models import FeedToken, Page, Watch
from contributions.moderation.hiding import hide_versions
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"
CANARY = "Salamandre"
NOW = timezone.now()


@pytest.fixture
def page(editor: User) -> Page:
    page = factories.create_page(author=editor, at=NOW - timedelta(hours=5))
    factories.edit_page(
        page, "Autre <b>chose</b>.", author=editor, summary="plus court & net", at=NOW - timedelta(hours=3)
    )
    factories.create_comment(page=page, author=editor, body="Je raccroche.", at=NOW - timedelta(hours=2))
    return page


@pytest.fixture
def token(contributor: User) -> str:
    return FeedToken.objects.make(by=contributor).token


def addresses(page: Page, editor: User) -> list[str]:
    return [
        "/feeds/changes.atom",
        f"/feeds/themes/{page.theme.slug}.atom",
        f"/feeds/pages/{page.pk}.atom",
        f"/feeds/people/{editor.handle}.atom",
        "/feeds/watchlist.atom",
    ]


def read(client: Client, path: str, token: str, **headers: str) -> ElementTree.Element:
    response = client.get(path, {"token": token}, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def assert_valid(feed: ElementTree.Element) -> None:
    """What RFC 4287 asks for: each identity once, moments with a zone, whole addresses, an author for every entry."""
    assert feed.tag == f"{ATOM}feed"
    ids = [feed.findtext(f"{ATOM}id")]
    assert feed.findtext(f"{ATOM}title")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        links = element.findall(f"{ATOM}link")
        assert [link.get("rel") for link in links].count("alternate") == 1
        assert all(str(link.get("href")).startswith("http://testserver/") for link in links)
        moment = parse_datetime(element.findtext(f"{ATOM}updated") or "")
        assert moment is not None
        assert timezone.is_aware(moment)
    for entry in feed.findall(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
    assert all(str(one).startswith("tag:guide.example,2026:") for one in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.once
def test_every_feed_is_valid_atom(
    client: Client, page: Page, editor: User, contributor: User, token: str, settings
) -> None:
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]
    Watch.objects.watch(page, by=contributor, at=NOW - timedelta(hours=1))
    factories.edit_page(page, "Encore.", author=editor)
    for path in addresses(page, editor):
        feed = read(client, path, token)
        assert_valid(feed)
        assert feed.findall(f"{ATOM}entry"), path


def test_an_empty_feed_is_valid_too_and_does_not_change_by_itself(client: Client, token: str) -> None:
    first = client.get("/feeds/changes.atom", {"token": token})
    assert_valid(ElementTree.fromstring(first.content))
    assert client.get("/feeds/changes.atom", {"token": token}).content == first.content


def test_an_entry_says_who_changed_what_in_plain_words(client: Client, page: Page, editor: User, token: str) -> None:
    comment, edited, opened = read(client, f"/feeds/pages/{page.pk}.atom", token).findall(f"{ATOM}entry")
    assert edited.findtext(f"{ATOM}author/{ATOM}name") == editor.public_name
    assert "plus court &amp; net" in (edited.findtext(f"{ATOM}summary") or "")
    assert "Je raccroche." in (comment.findtext(f"{ATOM}summary") or "")
    assert opened.findtext(f"{ATOM}title") == page.title


@pytest.mark.once
def test_whoever_is_mentioned_stands_in_feeds_by_the_name_of_today(
    client: Client, editor: User, contributor: User, token: str, settings
) -> None:
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]
    marie = factories.create_user(username="marie.dupont", first_name="Marie", last_name="Dupont")
    page = factories.create_page(author=editor, body="Merci @marie.dupont pour ces mots.")
    Watch.objects.watch(page, by=contributor, at=NOW - timedelta(hours=1))
    factories.create_comment(page=page, author=editor, body="Merci encore @marie.dupont, vraiment.")
    for path in addresses(page, editor):
        summaries = [entry.findtext(f"{ATOM}summary") or "" for entry in read(client, path, token).iter(f"{ATOM}entry")]
        assert any("@Marie D." in summary for summary in summaries), path
        assert not any("@…" in summary or marie.alias in summary for summary in summaries), path


@pytest.mark.once
def test_an_identity_outlives_a_move_and_another_name(client: Client, page: Page, editor: User, token: str) -> None:
    def ids() -> list[str | None]:
        return [entry.findtext(f"{ATOM}id") for entry in read(client, path, token).findall(f"{ATOM}entry")]

    path = f"/feeds/pages/{page.pk}.atom"
    before = ids()
    page.refresh_from_db()
    page.move(title="Un autre titre", theme=page.theme, author=editor)
    editor.choose_attribution("full")
    assert ids()[1:] == before


@pytest.mark.once
def test_hidden_things_and_minor_edits_stand_in_no_feed(
    client: Client, as_editor: Client, page: Page, editor: User, contributor: User, settings
) -> None:
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]
    Watch.objects.watch(page.theme, by=editor, at=NOW - timedelta(hours=1))
    hidden = factories.create_page(title=CANARY, body=CANARY, author=contributor)
    comment = factories.create_comment(page=hidden, author=contributor, body=CANARY)
    withdrawn = factories.create_comment(author=contributor, body=CANARY)
    withdrawn.withdraw(by=contributor)
    factories.edit_page(page, CANARY, author=contributor, summary=CANARY)
    factories.edit_page(page, "Sans.", author=contributor, summary=f"{CANARY} un détail", is_minor=True)
    hide_versions(page, [3], reason="secret", by=editor, with_summary=True)
    hidden.hide(reason="secret", by=editor)
    for token in (FeedToken.objects.make(by=editor).token, FeedToken.objects.make(by=contributor).token):
        for path in [*addresses(page, contributor), f"/feeds/people/{contributor.handle}.atom"]:
            assert CANARY not in client.get(path, {"token": token}).content.decode(), path
    assert client.get(f"/feeds/pages/{hidden.pk}.atom", {"token": token}).status_code == 404
    assert comment.pk  # told to nobody either


@pytest.mark.once
def test_who_has_no_right_is_refused_in_words(client: Client, page: Page, editor: User) -> None:
    for path in addresses(page, editor):
        for query in ({}, {"token": ""}, {"token": "x"}, {"token": "é\0"}, {"token": "x" * 500}):
            response = client.get(path, query)
            assert response.status_code == 403, path
            assert response.headers["Content-Type"].startswith("text/plain")


def test_a_revoked_token_and_that_of_a_stopped_account_open_nothing_at_once(
    client: Client, page: Page, contributor: User, token: str
) -> None:
    path = "/feeds/changes.atom"
    row = FeedToken.objects.get()
    other = FeedToken.objects.make(by=contributor)
    row.revoke(by=contributor)
    assert client.get(path, {"token": token}).status_code == 403
    assert client.get(path, {"token": other.token}).status_code == 200
    contributor.is_active = False
    contributor.save()
    assert client.get(path, {"token": other.token}).status_code == 403


@pytest.mark.once
def test_a_feed_sets_no_cookie_and_asks_for_no_session(client: Client, page: Page, token: str) -> None:
    answers = [client.get("/feeds/changes.atom", {"token": token})]
    factories.change_site_settings(wiki_is_public=True)
    answers.append(client.get("/feeds/changes.atom"))
    for answer in answers:
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert answers[0].headers["Cache-Control"] == "private, no-cache"


def test_a_public_wiki_is_read_without_a_token_but_not_what_somebody_follows(
    client: Client, page: Page, editor: User
) -> None:
    factories.change_site_settings(wiki_is_public=True)
    for path in addresses(page, editor)[:-1]:
        assert client.get(path).status_code == 200
    assert client.get("/feeds/watchlist.atom").status_code in {403, 404}


def test_somebody_who_is_signed_in_reads_them_in_the_browser(as_contributor: Client, page: Page, editor: User) -> None:
    for path in addresses(page, editor):
        assert as_contributor.get(path).status_code == 200


@pytest.mark.once
def test_what_has_not_changed_is_not_sent_again(client: Client, page: Page, editor: User, token: str) -> None:
    path = f"/feeds/pages/{page.pk}.atom"
    etag = client.get(path, {"token": token}).headers["ETag"]
    again = client.get(path, {"token": token}, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    factories.edit_page(page, "Encore.", author=editor)
    assert client.get(path, {"token": token}, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.once
def test_the_feed_of_somebody_anonymous_is_hers_by_alias_and_tells_no_name(
    client: Client, page: Page, editor: User, token: str
) -> None:
    before = read(client, f"/feeds/people/{editor.handle}.atom", token)
    editor.choose_attribution("anonymous")
    assert client.get(f"/feeds/people/{editor.username}.atom", {"token": token}).status_code == 404
    after = read(client, f"/feeds/people/{editor.alias}.atom", token)
    text = ElementTree.tostring(after, encoding="unicode")
    assert editor.first_name not in text
    assert editor.last_name not in text
    assert after.findtext(f"{ATOM}id") != before.findtext(f"{ATOM}id")


def test_signs_that_xml_cannot_hold_do_not_break_it(client: Client, editor: User, token: str) -> None:
    editor.first_name, editor.attribution = "Lau\x0brent\ufffe", "full"
    editor.save()
    page = factories.create_page(author=editor)
    assert_valid(read(client, f"/feeds/pages/{page.pk}.atom", token))


@pytest.mark.once
def test_a_feed_costs_the_same_however_much_there_is(client: Client, page: Page, editor: User, token: str) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(path, {"token": token})
        return len(queries)

    few = {path: cost(path) for path in addresses(page, editor) if cost(path)}
    for number in range(5):
        more = factories.create_page(title=f"Page {number}", author=editor)
        factories.create_comment(page=more, author=editor)
    assert {path: cost(path) for path in few} == few
    assert max(few.values()) <= 6
