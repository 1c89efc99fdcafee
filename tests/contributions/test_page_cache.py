"""What a reader is answered with from the page cache: hers are her name, her notices and her forms, and nothing of another's.

That it is otherwise what would be made for her is checked in all tests: see tests/cache_comparison.py.
"""

from __future__ import annotations

import gzip
import logging
import re

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Comment, Endorsement, Page, Passage, Watch
from contributions.views.pages import page_cache, page_detail
from tests import factories
from tests.as_read import as_read
from tests.cache_comparison import needs_page_cache
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


@pytest.fixture
def page() -> Page:
    return factories.create_page()


@pytest.fixture
def reader() -> User:
    return factories.create_contributor(username="aïcha.b'k", first_name="Aïcha", last_name="B<k>")


def cached_for(client: Client, page: Page, **headers: str) -> str:
    """The second answer, which is cached."""
    client.get(page.get_absolute_url())
    response = client.get(page.get_absolute_url(), headers=headers)
    content = gzip.decompress(response.content) if response.get("Content-Encoding") else response.content
    return content.decode()


@needs_page_cache
def test_two_readers_share_a_page_and_each_reads_her_own_name(
    page: Page, reader: User, sign_in: SignIn, contributor: User, django_assert_num_queries
) -> None:
    page = factories.create_page(title="D’une autre", author=factories.create_user(username="autrice"))
    sign_in(contributor).get(page.get_absolute_url())
    client = sign_in(reader)
    with django_assert_num_queries(2):  # session with its person, cache version; who has left marks is known
        html = client.get(page.get_absolute_url()).content.decode()
    assert "Aïcha B." in html
    assert 'href="/contributors/a%C3%AFcha.b&#x27;k/"' in html
    assert contributor.public_name not in html
    assert f'data-person="{reader.pk}"' in html


def test_every_form_has_the_readers_own_token_and_it_is_good(page: Page, sign_in: SignIn, reader: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader, backend="accounts.sessions.RolesBackend")
    tokens = set(TOKEN.findall(cached_for(client, page)))
    assert len(tokens) == 1 or not site.PAGE_CACHE_MEGABYTES  # what is made plainly masks it for each form
    for token in tokens:
        posted = client.post(f"{page.get_absolute_url()}endorse/", {"csrfmiddlewaretoken": token, "useful": "1"})
        assert posted.status_code == 302


def test_each_answer_has_one_time_tokens_of_its_own(page: Page, as_contributor: Client) -> None:
    tokens = [re.findall(r'name="token" value="([\w-]{36})"', cached_for(as_contributor, page)) for _ in range(2)]
    assert tokens[0] != tokens[1]


def test_whoever_takes_gzip_gets_the_same(page: Page, as_contributor: Client) -> None:
    plain = cached_for(as_contributor, page)
    packed = cached_for(as_contributor, page, accept_encoding="gzip, br")
    hers = re.compile(r'value="[\w-]{36,64}"')
    assert hers.sub("", as_read(packed)) == hers.sub("", plain)


def test_what_waits_to_be_told_is_told_on_a_cached_page(page: Page, as_contributor: Client, contributor: User) -> None:
    cached_for(as_contributor, page)
    User.objects.filter(pk=contributor.pk).update(unread_count=7)
    assert '<b aria-hidden="true">7</b>' in cached_for(as_contributor, page)


@pytest.mark.once
def test_what_a_reader_writes_she_reads_as_hers_and_others_as_anothers(
    page: Page, sign_in: SignIn, reader: User, contributor: User
) -> None:
    mine, theirs = sign_in(reader), sign_in(contributor)
    cached_for(mine, page)
    cached_for(theirs, page)
    comment = Comment.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=reader)
    edit = f"/contributions/{comment.pk}/edit/"
    assert edit in cached_for(mine, page)
    assert edit not in cached_for(theirs, page)
    assert "Vu aussi." in cached_for(theirs, page)


def test_a_hidden_page_is_gone_at_once(page: Page, as_contributor: Client, editor: User) -> None:
    cached_for(as_contributor, page)
    page.hide(reason="doublon", by=editor)
    assert as_contributor.get(page.get_absolute_url()).status_code == 404


def test_an_author_who_becomes_anonymous_is_anonymous_at_once(page: Page, as_contributor: Client) -> None:
    author = factories.create_contributor(username="nommee", first_name="Nadège", last_name="Quéré")
    Comment.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=author)
    assert "Nadège" in cached_for(as_contributor, page)
    author.attribution = Attribution.ANONYMOUS
    author.save()
    assert "Nadège" not in cached_for(as_contributor, page)


def test_a_visitor_is_answered_without_the_cache(page: Page) -> None:
    factories.change_site_settings(wiki_is_public=True)
    client = Client()
    cached_for(client, page)
    assert len(page_cache.pages) == 0


def test_where_the_cache_is_switched_off_nothing_is_cached(page: Page, as_contributor: Client, settings) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    assert page.title in cached_for(as_contributor, page)
    assert len(page_cache.pages) == 0


@needs_page_cache
def test_after_a_restart_a_page_is_not_made_again(page: Page, as_contributor: Client, monkeypatch) -> None:
    before = cached_for(as_contributor, page)
    page_cache.pages.clear()
    monkeypatch.setattr(page_cache, "page_for_many", None)
    tokens = re.compile(r'value="[\w-]{36,64}"')
    after = as_contributor.get(page.get_absolute_url()).content.decode()
    assert tokens.sub("", after) == tokens.sub("", before)


@needs_page_cache
def test_what_was_cached_before_a_backup_was_restored_is_not_shown_for_what_is_written_after_it(
    page: Page, as_contributor: Client, contributor: User
) -> None:
    """The database goes back; what is written next gets the same keys and numbers as what was lost."""
    other = factories.create_contributor(username="autre")
    with transaction.atomic():
        Comment.objects.write(theme=page.theme, page=page, body="Perdu depuis.", author=other)
        assert "Perdu depuis." in cached_for(as_contributor, page)
        transaction.set_rollback(True)
    page_cache.pages.clear()
    Comment.objects.write(theme=page.theme, page=page, body="Écrit après.", author=other)
    html = cached_for(as_contributor, page)
    assert "Écrit après." in html
    assert "Perdu depuis." not in html


@pytest.mark.once
@needs_page_cache
def test_whoever_has_left_marks_shares_the_page_and_reads_her_own_in_it(
    page: Page, sign_in: SignIn, reader: User, contributor: User
) -> None:
    other = factories.create_contributor(username="autre")
    said = Comment.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=other)
    hers = Comment.objects.write(theme=page.theme, page=page, body="Moi aussi.", author=reader)
    Endorsement.objects.endorse(said, by=reader)
    Watch.objects.watch(page, by=reader)
    neutral = factories.create_contributor(username="neutre")
    for client in map(sign_in, [neutral, contributor, other, reader]):
        cached_for(client, page)
    assert len(page_cache.pages) == 1
    html, of_another = cached_for(sign_in(reader), page), cached_for(sign_in(neutral), page)
    pressed = re.compile(rf'id="useful-comment-{said.pk}-button"\s+type="submit"\s+aria-pressed="true"')
    assert [bool(pressed.search(seen)) for seen in (html, of_another)] == [True, False]
    withdraw = f"/contributions/{hers.pk}/withdraw/"
    assert (withdraw in html, withdraw in of_another) == (True, False)
    assert len(set(TOKEN.findall(html))) == 1


@pytest.mark.once
@needs_page_cache
def test_whoever_follows_a_page_has_it_made_for_nobody_else(
    page: Page, reader: User, sign_in: SignIn, as_contributor: Client, monkeypatch
) -> None:
    page = factories.create_page(title="Suivie", author=factories.create_user(username="autrice"))
    client, pressed = sign_in(reader), re.compile(rf'id="watch-page-{page.pk}-button"[^>]*aria-pressed="(\w+)"')
    assert pressed.findall(cached_for(client, page)) == ["false"]
    monkeypatch.setattr(page_cache, "page_for_many", lambda _make: pytest.fail("made again"))
    for follow, shown in ((Watch.objects.watch, "true"), (Watch.objects.stop, "false")):
        follow(page, by=reader)
        assert pressed.findall(cached_for(client, page)) == [shown]
        assert pressed.findall(cached_for(as_contributor, page)) == ["false"]


@pytest.mark.once
@needs_page_cache
def test_whoever_reads_a_page_is_counted_there_and_has_it_made_for_nobody(
    reader: User, sign_in: SignIn, as_contributor: Client, contributor: User, monkeypatch
) -> None:
    page = factories.create_page(title="Lue", author=factories.create_user(username="autrice"))
    Endorsement.objects.endorse(page, by=contributor)
    client, address = sign_in(reader), f"{page.get_absolute_url()}read/"
    for one in (client, as_contributor):
        assert "Utile à 1 personne." in cached_for(one, page)
    monkeypatch.setattr(page_cache, "page_for_many", lambda _make: pytest.fail("made again"))
    assert client.post(address).status_code == 204
    for one in (client, as_contributor):
        html = cached_for(one, page)
        assert "Utile à 1 personne sur les 2 qui ont lu cette page." in html
        assert html.count(f'action="{address}"') == 1


@needs_page_cache
def test_readers_who_prefer_other_colours_or_follow_less_share_a_page(
    page: Page, reader: User, sign_in: SignIn, contributor: User, monkeypatch
) -> None:
    page = factories.create_page(title="Pour tous", author=factories.create_user(username="autrice"))
    User.objects.filter(pk=reader.pk).update(scheme="dark", watches_what_i_join=False)
    assert "data-scheme" not in cached_for(sign_in(contributor), page)
    monkeypatch.setattr(page_cache, "page_for_many", lambda _make: pytest.fail("made again"))
    assert '<html lang="fr" data-scheme="dark">' in sign_in(reader).get(page.get_absolute_url()).content.decode()


def test_what_she_follows_by_taking_part_shows_as_her_preferences_say(
    page: Page, reader: User, sign_in: SignIn, contributor: User
) -> None:
    page = factories.create_page(title="Suivie", author=factories.create_user(username="autrice"))
    Watch.objects.take_part(page, by=reader)
    cached_for(sign_in(contributor), page)
    client = sign_in(reader)
    pressed = re.compile(rf'id="watch-page-{page.pk}-button"[^>]*aria-pressed="(\w+)"')
    assert pressed.findall(cached_for(client, page)) == ["true"]
    User.objects.filter(pk=reader.pk).update(watches_what_i_join=False)
    assert pressed.findall(cached_for(client, page)) == ["false"]


@needs_page_cache
def test_whoever_agrees_with_a_passage_has_a_page_of_her_own(page: Page, sign_in: SignIn, reader: User) -> None:
    cached_for(sign_in(factories.create_contributor(username="autre")), page)
    passage = Passage.objects.at(page, exact=page.body.split(".")[0])
    Endorsement.objects.endorse(passage, by=reader)
    cached_for(sign_in(reader), page)
    assert reader.pk in page_cache.marks_on(page.pk, 0).outside


@needs_page_cache
def test_where_her_own_regions_cannot_be_made_she_has_a_page_of_her_own(
    page: Page, sign_in: SignIn, reader: User, monkeypatch, caplog
) -> None:
    hers = Comment.objects.write(theme=page.theme, page=page, body="Moi aussi.", author=reader)
    cached_for(sign_in(factories.create_contributor(username="neutre")), page)
    monkeypatch.setattr(page_detail, "own_regions", lambda request, page: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert f"/contributions/{hers.pk}/withdraw/" in cached_for(sign_in(reader), page)
    assert "ZeroDivisionError" in caplog.text
