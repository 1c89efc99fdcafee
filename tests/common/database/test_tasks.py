"""The row of a task that is written without the ORM is the one that django-tasks-db writes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from contributions.events import dispatch
from guide_project import settings as real_settings

pytestmark = pytest.mark.django_db

TOLD = {"label": "contributions.page", "pk": 12, "version": 3, "what": "edited", "by": None, "at": "2026-11-24T10:00"}


def written(settings: Any, backend: str, **options: Any) -> dict[str, Any]:
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": []}}
    result = dispatch.using(**options).enqueue(TOLD | {"what": 'L’été, « 100 % » "x"'})
    row = DBTaskResult.objects.get(pk=result.id)
    assert (result.status, result.args) == (TaskResultStatus.READY, row.args_kwargs["args"])
    assert abs(row.enqueued_at - timezone.now()) < timedelta(minutes=1)
    return model_to_dict(row, fields=[field.name for field in DBTaskResult._meta.fields if field.name != "id"])


@pytest.mark.parametrize("options", [{}, {"priority": 7, "run_after": timezone.now() + timedelta(days=1)}])
def test_a_task_is_stored_as_its_own_backend_stores_it(settings, options: dict[str, Any]) -> None:
    ours = written(settings, real_settings.TASKS["default"]["BACKEND"], **options)
    theirs = written(settings, "django_tasks_db.DatabaseBackend", **options)
    assert real_settings.TASKS["default"]["BACKEND"] == "campaign.site_settings.current.TaskBackend"
    assert ours == theirs
