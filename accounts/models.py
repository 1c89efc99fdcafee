"""Who: a person, how she wants to be named, and her roles (which access.py alone reads)."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The names of the four groups."""

    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    ADMINISTRATOR = "administrator", _("administrator")


class Attribution(models.TextChoices):
    """How a person appears beside what she wrote."""

    FULL = "full", _("First name and surname")
    INITIAL = "initial", _("First name and initial")
    ANONYMOUS = "anonymous", _("Without my name")


class PersonQuerySet(models.QuerySet["User"]):
    def with_roles(self) -> PersonQuerySet:
        """Each person with her roles, in the same query: `role_editor` and so on, which access.py reads."""
        groups = Group.objects.filter(user=OuterRef("pk"))
        return self.annotate(**{f"role_{role.value}": Exists(groups.filter(name=role.value)) for role in Role})

    def having(self, role: Role) -> PersonQuerySet:
        return self.filter(groups__name=role.value, is_active=True)

    def by_handle(self, handle: str) -> PersonQuerySet:
        """The person behind a public address: a user name, or the alias of somebody who stays anonymous."""
        named = models.Q(username=handle) & ~models.Q(attribution=Attribution.ANONYMOUS)
        return self.filter(named | models.Q(alias=handle, attribution=Attribution.ANONYMOUS))


class PersonManager(UserManager["User"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def with_roles(self) -> PersonQuerySet:
        return self.get_queryset().with_roles()

    def having(self, role: Role) -> PersonQuerySet:
        return self.get_queryset().having(role)

    def by_handle(self, handle: str) -> PersonQuerySet:
        return self.get_queryset().by_handle(handle)


def new_alias() -> str:
    return "x" + secrets.token_hex(5)


class Scheme(models.TextChoices):
    AUTO = "", _("As on my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractUser):
    """A person. Accounts come from an administrator, a command or the company's directory: nobody signs up."""

    attribution = models.CharField(
        _("how I appear"), max_length=10, choices=Attribution.choices, default=Attribution.INITIAL
    )
    job = models.CharField(_("job"), max_length=120, blank=True)
    site = models.CharField(_("place of work"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="fr")
    scheme = models.CharField(_("light or dark"), max_length=5, choices=Scheme.choices, default="", blank=True)
    alias = models.CharField(_("opaque address"), max_length=16, unique=True, default=new_alias, editable=False)
    notices_waiting = models.PositiveIntegerField(default=0, editable=False)

    known_roles: frozenset[str] | None = None  # what access.py has read, as long as this object lives

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("people")  # type: ignore[assignment]

    @property
    def is_anonymous_author(self) -> bool:
        return self.attribution == Attribution.ANONYMOUS

    @property
    def public_name(self) -> str:
        """The name as the person chose to be named; never empty."""
        if self.is_anonymous_author:
            return str(_("An anonymous colleague"))
        if not self.first_name or not self.last_name:
            return self.first_name or self.last_name or self.username
        if self.attribution == Attribution.INITIAL:
            return f"{self.first_name} {self.last_name[0]}."
        return f"{self.first_name} {self.last_name}"

    @property
    def public_place(self) -> str:
        """Where the person works; nothing for somebody who stays anonymous."""
        return "" if self.is_anonymous_author else self.site

    @property
    def handle(self) -> str:
        """What stands in public addresses: the user name, or the alias of somebody who stays anonymous."""
        return self.alias if self.is_anonymous_author else self.username

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.username[:2].upper()

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def has_left_traces(self) -> bool:
        """Whether the site names the person beside something she did: deleting her would erase who did it."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self}).exists()
            for relation in self._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ForeignObjectRel) and relation.on_delete not in {None, models.CASCADE}
        )

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuses to delete somebody who has left traces: deactivate her instead."""
        if self.has_left_traces:
            raise ValidationError(
                _("This person has written here: deactivate the account instead."), code="has_written"
            )
        return super().delete(*args, **kwargs)

    def choose_attribution(self, attribution: str, **details: Any) -> None:
        """Changes how the person appears, everywhere at once; `details` are other preferences saved with it."""
        with transaction.atomic():
            self.attribution = attribution
            for name, value in details.items():
                setattr(self, name, value)
            self.save(update_fields=["attribution", *details])
            for path in settings.WAKE_AFTER_ATTRIBUTION:
                import_string(path)(self)
