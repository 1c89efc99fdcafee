"""What is rendered anew behind the answer: a text that has to wait is tried again, and not for ever."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

import markup
from contributions import rerendering
from contributions.pages.models import Page
from contributions.pages.tasks import render_again, render_pages_that_link
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tasks_wait(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "database.tasks.TaskBackend"}}


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Any:
    """As long as it holds a reason, every text is refused for it."""
    reasons: list[Any] = ["unavailable"]
    render = markup.render

    def perhaps(*args: Any, **kwargs: Any) -> markup.Rendered:
        if reasons:
            raise markup.RenderRefused(reasons[0])
        return render(*args, **kwargs)

    linking = factories.create_page(title="Une page", body="Voir [[La suite]].")
    factories.create_page(title="La suite", theme=linking.theme)
    monkeypatch.setattr(markup, "render", perhaps)
    DBTaskResult.objects.all().delete()
    return reasons


def waiting() -> list[DBTaskResult[Any, Any]]:
    return list(DBTaskResult.objects.filter(task_path=f"{rerendering.__name__}.try_again"))


def test_a_page_that_could_not_be_laid_out_just_now_is_tried_again_later(refused: list[str]) -> None:
    target = Page.objects.get(title="La suite")
    assert render_pages_that_link.func(target.pk) == 0
    (task,) = waiting()
    assert task.run_after - task.enqueued_at > rerendering.PAUSES[0] / 2
    refused.clear()
    assert rerendering.try_again.func(*task.args_kwargs["args"]) is True
    assert target.get_absolute_url() in Page.objects.get(title="Une page").body_html


def test_the_pauses_grow_and_the_tries_end(refused: list[str]) -> None:
    page = Page.objects.get(title="Une page")
    assert render_again.func(page.pk) is False
    tries = 0
    while task := next(iter(waiting()), None):
        tries += 1
        task.delete()
        assert rerendering.try_again.func(*task.args_kwargs["args"]) is False
    assert tries == len(rerendering.PAUSES)
    assert sorted(rerendering.PAUSES) == list(rerendering.PAUSES)


def test_a_text_that_is_refused_for_what_it_is_is_not_tried_again(refused: list[str]) -> None:
    refused[0] = "too_costly"
    assert render_again.func(Page.objects.get(title="Une page").pk) is False
    assert waiting() == []


def test_a_text_that_has_gone_meanwhile_is_no_error(refused: list[str]) -> None:
    assert rerendering.try_again.func("contributions.page", 0, 1) is False
    assert waiting() == []
