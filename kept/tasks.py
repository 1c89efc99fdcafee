"""Where tasks wait: in the table of django-tasks-db, whose rows are written with words that are kept."""

from __future__ import annotations

from typing import Any

from django.tasks import Task
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.compat import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from kept import rows


class KeptBackend(DatabaseBackend):
    """As its own backend. Every save leaves a task: its row by the ORM was a tenth of it."""

    def _task_to_db_task(self, task: Task[..., Any], args: Any, kwargs: Any) -> DBTaskResult[Any, Any]:
        row: DBTaskResult[Any, Any] = DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        rows.insert(row)
        row._state.adding = False
        return row
