from typing import Any

from django.apps import AppConfig
from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        post_migrate.connect(create_roles, sender=self)


def create_roles(*, using: str, apps: Apps = current_apps, **_signal: Any) -> None:
    """Makes the groups of the roles that are not there, after each migration and each flush."""
    from accounts.models import Role  # models are not loaded when Django imports this module

    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
    except LookupError:  # migrated back to before there were groups
        return
    for role in Role:
        groups.get_or_create(name=role.value)
