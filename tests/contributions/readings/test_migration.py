"""What was found useful before readers were counted is ranked when the site is brought up to date."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from accounts.models import User
from contributions.models import Endorsement, PageReading, PageStanding
from tests import factories


def test_earlier_endorsements_count_as_readers_and_rank_their_pages(contributor: User, editor: User) -> None:
    page = factories.create_page(author=factories.create_user(username="lucie"))
    Endorsement.objects.bulk_create([Endorsement(person=person, page=page) for person in (contributor, editor)])
    migration = import_module("contributions.migrations.0006_what_was_found_useful")
    for _ in range(2):
        migration.rank(apps, None)
    standing = PageStanding.objects.get()
    assert (standing.useful, standing.readers, standing.theme) == (2, 2, page.theme)
    assert not PageReading.objects.read(page, by=editor)
