"""The lines of lists are cached by all that they say: each is the one that would be drawn now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse, set_script_prefix
from django.utils import timezone

from accounts.models import Attribution, User
from contributions.cached_urls import cached_reverse
from contributions.models import Page, Patrol, Question
from contributions.moderation.hiding import hide_versions
from tests import factories
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(title="Une page", author=contributor, at=timezone.now() - timedelta(days=3))
    factories.edit_page(
        page, "Autrement.", author=contributor, summary="plus clair", at=timezone.now() - timedelta(days=2)
    )
    factories.create_comment(author=contributor, page=page)
    factories.create_question(by=contributor)
    return page


def rename(page: Page, author: User) -> None:
    page.record_revision(title="Un autre titre", body=page.body, author=author, base_version=page.version)


def go_unnamed(page: Page, author: User) -> None:
    User.objects.filter(pk=author.pk).update(attribution=Attribution.ANONYMOUS, alias="k-123")


def stop(page: Page, author: User) -> None:
    User.objects.filter(pk=author.pk).update(is_active=False)


def take_back(page: Page, author: User) -> None:
    page.contributions.get().withdraw(by=author)


def say_otherwise(page: Page, author: User) -> None:
    comment = page.contributions.get()
    comment.revise(title="", body="Je dis autre chose.", author=author, base_version=comment.version)


def retitle(page: Page, author: User) -> None:
    Theme.objects.filter(pk=page.theme_id).update(short_title="Autrement dit", slug="autrement")


def reword(page: Page, author: User) -> None:
    Question.objects.update(text="Et autrement ?")


def hide_words(page: Page, author: User) -> None:
    hide_versions(page, [1], reason="un secret", by=factories.create_editor())


def put_in_guide(page: Page, author: User) -> None:
    factories.create_tip(number=6, page=page)


def read_everything(page: Page, author: User) -> None:
    editor = User.objects.filter(username="laurent").first() or factories.create_editor()
    for name, rows in (("page", page.history.all()), ("comment", page.contributions.get().history.all())):
        Patrol.objects.mark(name, list(rows), by=editor)


@pytest.mark.parametrize(
    "change",
    [rename, go_unnamed, stop, take_back, say_otherwise, retitle, reword, hide_words, put_in_guide, read_everything],
)
def test_what_is_cached_is_what_would_be_drawn(
    change: Callable[[Page, User], None], page: Page, contributor: User, client: Client
) -> None:
    client.force_login(factories.create_contributor(username="lise"))
    shown(client, page)
    change(page, contributor)
    page.theme.refresh_from_db()
    cached = shown(client, page)
    caches["template_fragments"].clear()
    assert shown(client, page) == cached


def test_what_an_editor_has_read_says_so_at_once(page: Page, contributor: User, as_editor: Client) -> None:
    for change in (read_everything, go_unnamed, rename):
        change(page, contributor)
        cached = shown(as_editor, page)
        caches["template_fragments"].clear()
        assert shown(as_editor, page) == cached


def test_what_is_cached_for_readers_is_not_what_editors_see(
    page: Page, as_contributor: Client, as_editor: Client
) -> None:
    factories.create_tip(number=6, page=page)
    before = shown(as_editor, page)
    shown(as_contributor, page)
    assert shown(as_editor, page) == before


def shown(client: Client, page: Page) -> list[str]:
    """The lists of the two screens, without what differs from request to request."""
    found = []
    for address in ("/recent-changes/", page.theme.get_absolute_url()):
        client.cookies.pop("changes_seen", None)
        html = client.get(address).content.decode()
        found.append(html[html.index("<main") : html.index("</main>")])
    return [without_tokens(html) for html in found]


def without_tokens(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "token" not in line)


def test_an_address_is_what_reverse_says() -> None:
    for name, args in [("page", ("theme", "une-page")), ("comment", (7,)), ("contributor", ("léa",))]:
        assert cached_reverse(f"contributions:{name}", *args) == reverse(f"contributions:{name}", args=args)


def test_an_address_follows_the_prefix_of_the_site() -> None:
    cached_reverse("contributions:comment", 7)
    set_script_prefix("/guide-du-bon-sens/")
    try:
        assert cached_reverse("contributions:comment", 7).startswith("/guide-du-bon-sens/")
    finally:
        set_script_prefix("/")
