from django.apps import AppConfig
from django.contrib.admin import apps as admin


class GuideProjectConfig(AppConfig):
    name = "guide_project"
    default = True

    def ready(self) -> None:
        """The admin has found every app's pages by now: the one of the tasks is replaced."""
        from guide_project import tasks_admin  # noqa: F401


class GuideAdminConfig(admin.AdminConfig):
    default = False
    default_site = "guide_project.admin.GuideAdminSite"
