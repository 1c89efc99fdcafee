from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.staticfiles import apps as staticfiles


class GuideProjectConfig(AppConfig):
    name = "guide_project"
    default = True

    def ready(self) -> None:
        """The admin has found every app's pages by now: the one of the tasks is replaced."""
        from guide_project import tasks_admin  # noqa: F401


class GuideAdminConfig(admin.AdminConfig):
    default = False
    default_site = "guide_project.admin.GuideAdminSite"


class GuideStaticFilesConfig(staticfiles.StaticFilesConfig):
    """What editions are printed with is no file that a browser asks for: 20 MB that need not be copied and compressed."""

    default = False
    ignore_patterns = [*staticfiles.StaticFilesConfig.ignore_patterns, "dist/fonts/print/*"]
