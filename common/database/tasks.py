"""Where tasks wait: in the table of django-tasks-db, whose rows are written without the ORM's words."""

from __future__ import annotations

from typing import Any

from django.tasks import Task
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from common.database import statements


class TaskBackend(DatabaseBackend):
    """As its own backend. Every save leaves a task: its row by the ORM was a tenth of it."""

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> Any:
        self.validate_task(task)
        row: DBTaskResult[Any, Any] = DBTaskResult(
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        statements.insert(row)
        row._state.adding = False
        result = row.task_result
        task_enqueued.send(type(self), task_result=result)
        return result
