"""A badge as a third person sees it: who is not signed in, on a telephone and at a desk, light and dark."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from accounts.models import User
from tests import factories
from tests.e2e.looking import Look
from tests.learning.badges.made import create_certificate, store_key
from tests.learning.sample_course import sample_course


def test_a_visitor_reads_a_badge_and_what_it_is_given_for(
    contributor: User, editor: User, new_context, settings, tmp_path: Path, look: Look
) -> None:
    settings.BADGE_KEYS_ROOT = tmp_path / "badge-keys"
    store_key()
    factories.create_themes()
    certificate = create_certificate(contributor, editor, sample_course(language="fr"), language="fr")
    page = new_context().new_page()
    page.goto(f"/badges/{certificate.uuid}/")
    expect(page.locator(".note.ok")).to_be_visible()
    picture = page.locator("article img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    look(page)
    page.locator("article a.tap").click()
    expect(page.locator("#tips")).to_be_visible()
    look(page)
    assert page.context.cookies() == []
