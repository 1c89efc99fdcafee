"""When `manage.py load_demo` refuses, and what its options do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from contributions.models import Page
from contributions.pages.page_links import render_pages_that_link
from demo import loading
from tests import factories


@pytest.fixture
def demo(settings: Any) -> None:
    settings.GUIDE_DEMO = True


@pytest.mark.django_db
def test_it_refuses_outside_the_demo(settings: Any) -> None:
    settings.GUIDE_DEMO = False
    with pytest.raises(CommandError, match="GUIDE_DEMO=1"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_refuses_where_there_are_people(demo: None) -> None:
    factories.create_user()
    with pytest.raises(CommandError, match="people or pages"):
        call_command("load_demo")
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_it_refuses_where_there_are_pages(demo: None) -> None:
    factories.create_page()
    with pytest.raises(CommandError, match="people or pages"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_what_fails_half_way_leaves_nothing_behind(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading, "write_pages", fail)
    with pytest.raises(RuntimeError):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_now_does_at_once_what_waits_for_the_worker(
    demo: None, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    linking = factories.create_page(title="Une page", body="Voir [[Une autre]].")

    def load() -> loading.Loaded:
        render_pages_that_link.enqueue(factories.create_page(title="Une autre").pk)
        return loading.Loaded(0, 2, 2, 0, 0, 0, 0, 0, SimpleNamespace(number=1))  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "load", load)
    call_command("load_demo", "--now")
    linking = Page.objects.get(pk=linking.pk)
    assert Page.objects.get(title="Une autre").get_absolute_url() in linking.body_html
