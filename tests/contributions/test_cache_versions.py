"""What leaves cache versions stands in the database: a migration that makes a table anew on SQLite takes its triggers away."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import OuterRef

from accounts.models import User
from contributions.cache_versions.models import CROWDED, NEWS, OF_THEMES, SITE
from contributions.cache_versions.triggers import OF_THE_SITE, OF_THE_WIKI, CacheVersionTrigger, install
from contributions.models import CacheVersion, Comment, Endorsement, Page
from contributions.recent_changes.entries import compact_versions_of_lists
from guide.cache_versions import OF_THE_GUIDE
from learning.courses.course_settings import OF_THE_COURSES
from tests import factories
from themes.models import Theme

pytestmark = pytest.mark.django_db

NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_every_trigger_is_in_place() -> None:
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    wanted = {name for trigger in [*OF_THE_WIKI, *OF_THE_GUIDE, *OF_THE_COURSES] for name in trigger.names()}
    assert wanted <= standing


def test_a_trigger_of_a_table_that_a_later_migration_creates_is_left_out_until_then() -> None:
    later = CacheVersionTrigger("contributions_not_yet", OF_THE_SITE)
    install(SimpleNamespace(connection=connection), [later])
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        assert not set(later.names()) & {name for (name,) in cursor.fetchall()}


def cache_version_of(page: Page) -> int:
    found: int = (
        Page.objects.annotate(cache_version=CacheVersion.objects.of(OuterRef("pk")))
        .values_list("cache_version", flat=True)
        .get(pk=page.pk)
    )
    return found


def of_site() -> int:
    found: int = Page.objects.annotate(cache_version=CacheVersion.objects.of(SITE)).values_list(
        "cache_version", flat=True
    )[0]
    return found


def test_whatever_is_written_about_a_page_changes_its_cache_version_and_no_other(contributor: User) -> None:
    page, other = factories.create_page(), factories.create_page(title="Une autre")
    before, others = cache_version_of(page), cache_version_of(other)
    comment = Comment.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=contributor)
    after = cache_version_of(page)
    assert after > before
    Endorsement.objects.bulk_create([Endorsement(comment=comment, person=factories.create_user(username="yves"))])
    assert cache_version_of(page) > after
    assert cache_version_of(other) == others


def test_what_goes_from_one_page_to_another_changes_both(contributor: User) -> None:
    page, other = factories.create_page(), factories.create_page(title="Une autre")
    comment = Comment.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=contributor)
    before = cache_version_of(page), cache_version_of(other)
    Comment.objects.filter(pk=comment.pk).update(page=other)
    assert cache_version_of(page) > before[0]
    assert cache_version_of(other) > before[1]


def test_a_bare_update_of_a_page_changes_its_cache_version() -> None:
    page = factories.create_page()
    before = cache_version_of(page)
    Page.objects.filter(pk=page.pk).update(is_protected=True)
    assert cache_version_of(page) > before


def test_another_name_changes_the_cache_version_of_the_site_and_a_visit_does_not(contributor: User) -> None:
    factories.create_page()
    before = of_site()
    User.objects.filter(pk=contributor.pk).update(unread_count=3)
    assert of_site() == before
    User.objects.filter(pk=contributor.pk).update(last_name="Autre")
    assert of_site() > before


def test_a_page_that_moves_changes_the_cache_version_of_the_site_and_an_edit_does_not() -> None:
    page = factories.create_page()
    before = of_site()
    factories.edit_page(page, f"{page.body}\n\nPlus.")
    assert of_site() == before
    Page.objects.filter(pk=page.pk).update(slug="ailleurs")
    assert of_site() > before


def test_a_theme_that_changes_changes_the_cache_version_of_the_site() -> None:
    theme = factories.create_page().theme
    before = of_site()
    Theme.objects.filter(pk=theme.pk).update(question="Et maintenant ?")
    assert of_site() > before


def test_of_two_changes_the_one_that_is_seen_later_counts_too() -> None:
    page = factories.create_page()
    late = CacheVersion.objects.create(page=page.pk)
    CacheVersion.objects.create(page=page.pk)
    with_both = cache_version_of(page)
    CacheVersion.objects.filter(pk=late.pk).delete()  # as before its transaction has ended
    assert cache_version_of(page) != with_both


def test_many_cache_versions_are_cleared_and_nothing_that_was_cached_counts_again(contributor: User) -> None:
    page, quiet = factories.create_page(), factories.create_page(title="Une autre")
    known = {cache_version_of(page)}
    for _number in range(CROWDED + 1):
        Page.objects.filter(pk=page.pk).update(is_protected=False)
        known.add(cache_version_of(page))
    as_it_was = cache_version_of(quiet)
    assert CacheVersion.objects.clear() == 3  # the page, the list of its theme, and what is new
    assert cache_version_of(page) not in known
    assert cache_version_of(quiet) == as_it_was
    assert CacheVersion.objects.filter(page=page.pk).count() == 1
    assert CacheVersion.objects.clear() == 0


def test_the_worker_replaces_many_cache_versions_of_lists_and_leaves_those_of_pages() -> None:
    page = factories.create_page()
    for _number in range(CROWDED + 1):
        Page.objects.filter(pk=page.pk).update(is_protected=False)
    before = set(CacheVersion.objects.values_list("page", "mark"))
    compact_versions_of_lists()
    left = CacheVersion.objects.values_list("page", "mark")
    assert {place for place, mark in left if (place, mark) not in before} == {NEWS, OF_THEMES - page.theme.pk}
    assert CacheVersion.objects.filter(page__in=[NEWS, OF_THEMES - page.theme.pk]).count() == 2
    assert CacheVersion.objects.filter(page=page.pk).count() > CROWDED
