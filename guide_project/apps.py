from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.staticfiles import apps as staticfiles
from django.utils.translation import gettext_lazy as _
from django_tasks_db import apps as tasks

import common.paging.converters  # noqa: F401 - registers the converter <pk:…> before any addresses are read


class GuideProjectConfig(AppConfig):
    name = "guide_project"
    default = True

    def ready(self) -> None:
        """The admin has found every app's pages by now: the one of the tasks is replaced."""
        from guide_project import interface_languages, tasks_admin  # noqa: F401


class GuideAdminConfig(admin.AdminConfig):
    default = False
    default_site = "guide_project.admin.GuideAdminSite"


class GuideStaticFilesConfig(staticfiles.StaticFilesConfig):
    """What editions are printed with is no file that a browser asks for: 20 MB that need not be copied and compressed."""

    default = False
    ignore_patterns = [*staticfiles.StaticFilesConfig.ignore_patterns, "dist/fonts/print/*"]


class TasksConfig(tasks.TasksAppConfig):
    """The group of the tasks in the administration, named as everything else there."""

    default = False
    verbose_name = _("The background worker")  # type: ignore[assignment]  # translated when it is shown

    def ready(self) -> None:
        super().ready()
        names = self.get_model("DBTaskResult")._meta
        names.verbose_name, names.verbose_name_plural = _("task"), _("tasks")
