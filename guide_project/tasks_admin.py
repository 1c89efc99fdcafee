"""The page of the tasks that the worker does, and where one failed, why: opened to administrators, who can run it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from accounts.administration import ReadOnly, name_fields
from guide_project.server.task_recovery import run_again

admin.site.unregister(DBTaskResult)

# The package has no words for people.
name_fields(
    DBTaskResult,
    id=_("number"),
    task_path=_("task"),
    status=_("state"),
    enqueued_at=_("asked for"),
    started_at=_("begun"),
    finished_at=_("ended"),
    run_after=_("not before"),
    priority=_("priority"),
    queue_name=_("queue"),
    backend_name=_("kept in"),
    args_kwargs=_("about"),
    return_value=_("result"),
    worker_ids=_("workers"),
    exception_class_path=_("error"),
    traceback=_("where it failed"),
)


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnly, DBTaskResultAdmin):
    list_display = ("task_path", "status", "enqueued_at", "started_at", "finished_at", "queue_name")  # type: ignore[assignment]
    list_filter = ("status", "queue_name")  # type: ignore[assignment]
    search_fields = ("task_path",)
    actions = ("run_again",)

    @admin.display(description=_("where it failed"))
    def formatted_traceback(self, obj: DBTaskResult[Any, Any]) -> str:
        return str(super().formatted_traceback(obj))

    @admin.display(description=_("not before"))
    def display_run_after(self, obj: DBTaskResult[Any, Any]) -> datetime | str:
        moment: datetime | str = super().display_run_after(obj)
        return moment

    @admin.action(description=_("Run the selected tasks again, if they failed"))
    def run_again(self, request: HttpRequest, tasks: QuerySet[Any]) -> None:
        number = sum(run_again(row) for row in tasks)
        done = ngettext("%(number)s task is run again.", "%(number)s tasks are run again.", number)
        self.message_user(request, done % {"number": number}, messages.SUCCESS)
