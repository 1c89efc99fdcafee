"""What is rendered anew behind the answer: a text that has to wait is tried again, and not for ever."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.models import Attribution
from common import markup
from contributions import mentions as mention_tasks
from contributions import rerendering
from contributions.mentions import render_texts_that_mention
from contributions.pages import page_links as page_tasks
from contributions.pages.models import Page
from contributions.pages.page_links import render_again, render_pages_that_link
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tasks_wait(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "common.database.tasks.TaskBackend", "QUEUES": []}}


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


def tasks_done(task: Any) -> list[int]:
    """Does the tasks of this kind that wait, until none does; returns how many texts each rendered."""
    done = []
    while row := DBTaskResult.objects.filter(task_path=task.module_path).first():
        row.delete()
        done.append(task.func(*row.args_kwargs["args"]))
    return done


def test_many_pages_that_link_to_one_are_rendered_by_several_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_tasks, "TEXTS_A_TASK", 2)
    linking = [factories.create_page(title=f"Page {number}", body="Voir [[La suite]].") for number in (3, 1, 2)]
    DBTaskResult.objects.all().delete()
    target = factories.create_page(title="La suite", theme=linking[0].theme)
    assert [done for done in tasks_done(render_pages_that_link) if done] == [2, 1]
    for page in linking:
        page.refresh_from_db()
        assert target.get_absolute_url() in page.body_html


def test_many_texts_that_mention_somebody_are_rendered_by_several_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mention_tasks, "TEXTS_A_TASK", 2)
    marie = factories.create_user(first_name="Marie", last_name="Curie", attribution=Attribution.FULL)
    words = f"Demandez à @[{marie.alias}]."
    texts: list[Any] = [factories.create_page(title=f"Page {number}", body=words) for number in range(2)]
    texts.append(factories.create_comment(theme=texts[0].theme, author=marie, body=words))
    assert all("Curie" in text.body_html for text in texts)
    DBTaskResult.objects.all().delete()
    marie.choose_attribution(Attribution.ANONYMOUS)
    assert tasks_done(render_texts_that_mention) == [2, 1]
    for text in texts:
        text.refresh_from_db()
        assert "Curie" not in text.body_html
