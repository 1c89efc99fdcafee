"""The page of the tasks that the worker does, and where one failed, why: opened to administrators, who can run it again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from accounts.administration import ReadOnly
from guide_project.task_recovery import run_again

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnly, DBTaskResultAdmin):
    search_fields = ("task_path",)
    actions = ("run_again",)

    @admin.action(description=_("Run the selected tasks again, if they failed"))
    def run_again(self, request: HttpRequest, tasks: QuerySet[Any]) -> None:
        number = sum(run_again(row) for row in tasks)
        done = ngettext("%(number)s task is run again.", "%(number)s tasks are run again.", number)
        self.message_user(request, done % {"number": number}, messages.SUCCESS)
