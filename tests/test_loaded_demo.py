"""The copies of the demo that tests stand on."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from campaign.site_settings.models import SiteSettings
from contributions.models import Page
from tests import factories
from tests.loaded_demo import Demo

pytestmark = pytest.mark.usefixtures("own_demo")


def test_all_threads_see_the_demo_of_a_test_that_has_one_of_its_own(own_demo: Demo) -> None:
    counted: list[int] = []
    factories.create_user(username="nouvelle")

    def count() -> None:
        counted.append(User.objects.count())
        connection.close()

    thread = Thread(target=count)
    thread.start()
    thread.join()
    assert counted == [487]
    assert "40 pages" in own_demo.said


def test_the_next_one_finds_it_as_it_was_loaded_with_its_settings_and_its_tasks() -> None:
    assert not User.objects.filter(username="nouvelle").exists()
    assert SiteSettings.objects.get().name in Client().get("/guide/fr/", follow=True).content.decode()
    assert Page.objects.count() == 40
    assert DBTaskResult.objects.filter(status="READY").exists()


def test_what_an_edition_has_is_read_in_the_files_of_the_copy(own_demo: Demo) -> None:
    assert Client().get("/guide/fr/").status_code == 200
    assert (own_demo.editions / "1" / "fr" / "index.html").exists()
