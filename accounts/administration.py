"""What the pages of the administrators' site share.

Rights there do not go by Django's permissions, model by model: an administrator may use every page, and nobody else any.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from accounts.access import is_administrator
from common.forms.unchanged import ChangedMeanwhile, RowForm, RowModelForm


def name_fields(model: type[models.Model], **labels: Any) -> None:
    """Gives fields a name for people, where the model that a package declares, or that no other screen shows, has none.

    Migrations compare what the model declares, and see nothing of it.
    """
    for name, label in labels.items():
        field: Any = model._meta.get_field(name)
        field.verbose_name = label


class ForAdministrators:
    """Mix in before a ModelAdmin or an inline."""

    opts: Any

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list is called by what it lists: Django's own words do not fit every noun, nor the order of words in Japanese."""
        titled = {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        answer: HttpResponse = super().changelist_view(request, titled)  # type: ignore[misc]
        return answer

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)


class UnchangedForm(RowForm):
    """What the admin site puts before the form of a row: its pages look and write in one transaction."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.row is not None and self.is_bound and not self.errors:
            try:
                self.check_unchanged()
            except ChangedMeanwhile as refusal:
                self.add_error(None, refusal)


class Editable(ForAdministrators):
    """Mix in before a ModelAdmin whose rows administrators write: of two who change one row, the second is shown the first."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        return type(form.__name__, (UnchangedForm, RowModelForm, form), {}) if obj is not None else form


class ReadOnly(ForAdministrators):
    """Shown, never written: what the site's verbs alone may change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin[Any]):
    list_per_page = 50

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """An address narrows a list by what it shows, and by nothing else of its rows: what is not shown would be told."""
        shown = {*self.get_list_display(request), *flatten_fieldsets(self.get_fieldsets(request))}
        shown.update(_name_of_filter(one) for one in self.get_list_filter(request))
        names = {"id", *(str(name).partition("__")[0] for name in shown)}
        return lookup.partition("__")[0] in names and super().lookup_allowed(lookup, value, request)


def _name_of_filter(listed: Any) -> str:
    """Of a filter as `list_filter` names it."""
    return str(getattr(listed, "parameter_name", listed[0] if isinstance(listed, tuple) else listed))


class ReadOnlyInline(ReadOnly, admin.TabularInline[Any, Any]):
    extra = 0
    can_delete = False


class RevisionedAdmin(ReadOnlyAdmin):
    """A text with numbered revisions: its own history on the site stands where the admin would show its log."""

    def history_address(self, obj: Any) -> str:
        return str(obj.screen_url("history"))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found: models.Model | None = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        return redirect(self.history_address(found))
