"""What raises stamps stands in the database: a migration that makes a table anew on SQLite takes its triggers away."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.models import User
from contributions.models import Contribution, Endorsement, Page, Stamp
from contributions.stamps.triggers import OF_THE_WIKI, OWN
from guide.stamps import OF_THE_GUIDE
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
    wanted = {name for trigger in [*OF_THE_WIKI, *OF_THE_GUIDE] for name in trigger.names()} | {OWN}
    assert wanted <= standing


def stamp_of(page: Page) -> int:
    return Page.objects.values_list("stamp", flat=True).get(pk=page.pk)


def of_site(name: str) -> int:
    return Stamp.objects.filter(name=name).values_list("number", flat=True).first() or 0


def test_whatever_is_written_about_a_page_raises_its_stamp_and_no_other(contributor: User) -> None:
    page, other = factories.create_page(), factories.create_page(title="Une autre")
    before, others = stamp_of(page), stamp_of(other)
    said = Contribution.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=contributor)
    after = stamp_of(page)
    assert after > before
    Endorsement.objects.bulk_create([Endorsement(contribution=said, person=factories.create_user(username="yves"))])
    assert stamp_of(page) > after
    assert stamp_of(other) == others


def test_what_goes_from_one_page_to_another_raises_both(contributor: User) -> None:
    page, other = factories.create_page(), factories.create_page(title="Une autre")
    said = Contribution.objects.write(theme=page.theme, page=page, body="Vu aussi.", author=contributor)
    before = stamp_of(page), stamp_of(other)
    Contribution.objects.filter(pk=said.pk).update(page=other)
    assert stamp_of(page) > before[0]
    assert stamp_of(other) > before[1]


def test_a_bare_update_of_a_page_raises_its_stamp() -> None:
    page = factories.create_page()
    before = stamp_of(page)
    Page.objects.filter(pk=page.pk).update(is_protected=True)
    assert stamp_of(page) == before + 1


def test_another_name_raises_the_stamp_of_people_and_a_visit_does_not(contributor: User) -> None:
    before = of_site("people")
    User.objects.filter(pk=contributor.pk).update(unread_count=3)
    assert of_site("people") == before
    User.objects.filter(pk=contributor.pk).update(last_name="Autre")
    assert of_site("people") == before + 1


def test_a_page_that_moves_raises_the_stamp_of_addresses_and_an_edit_does_not() -> None:
    page = factories.create_page()
    before = of_site("addresses")
    factories.edit_page(page, f"{page.body}\n\nPlus.")
    assert of_site("addresses") == before
    Page.objects.filter(pk=page.pk).update(slug="ailleurs")
    assert of_site("addresses") == before + 1


def test_a_theme_that_changes_raises_its_stamp() -> None:
    theme = factories.create_page().theme
    before = of_site("themes")
    Theme.objects.filter(pk=theme.pk).update(question="Et maintenant ?")
    assert of_site("themes") == before + 1
