"""What the pages of the administrators' site share.

Rights there do not go by Django's permissions, model by model: an administrator may use every page, and nobody else any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten, flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from accounts.access import is_administrator
from common.forms.unchanged import ChangedMeanwhile, RowForm, RowModelForm
from common.words.language_names import name_of_language


def name_fields(model: type[models.Model], **labels: Any) -> None:
    """Gives fields a name for people, where the model that a package declares, or that no other screen shows, has none.

    Migrations compare what the model declares, and see nothing of it.
    """
    for name, label in labels.items():
        field: Any = model._meta.get_field(name)
        field.verbose_name = label


LONG = (models.TextField, models.JSONField)


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
    """What a list and the page of a row show is read off the model; a class says what it shows otherwise.

    A model with anything that administrators must not see names in `fields` what they do.
    """

    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields or _who_beside_when([field.name for field in _own_columns(self.model)])

    def get_list_display(self, request: HttpRequest) -> Any:
        """What stands in a line: no texts."""
        if list(self.list_display) != ["__str__"]:
            return self.list_display
        return [field.name for field in self._shown(request) if not isinstance(field, LONG)]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """By kind, by question, by language, by date; by whether something has happened."""
        if self.list_filter:
            return self.list_filter
        shown = [field for field in self._shown(request) if _is_filtered_by(field)]
        return [(field.name, admin.EmptyFieldListFilter) if field.null else field.name for field in shown]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        listed = set(self.get_list_display(request))
        return self.list_select_related or [
            field.name for field in _own_columns(self.model) if field.is_relation and field.name in listed
        ]

    def view_on_site(self, obj: Any) -> str | None:
        return str(obj.get_absolute_url()) if hasattr(obj, "get_absolute_url") else None

    def _shown(self, request: HttpRequest) -> list[Any]:
        shown = flatten(list(self.get_fields(request)))
        return [field for field in _own_columns(self.model) if field.name in shown]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """An address narrows a list by what it shows, and by nothing else of its rows: what is not shown would be told."""
        shown = {*self.get_list_display(request), *flatten_fieldsets(self.get_fieldsets(request))}
        shown.update(_name_of_filter(one) for one in self.get_list_filter(request))
        names = {"id", *(str(name).partition("__")[0] for name in shown)}
        return lookup.partition("__")[0] in names and super().lookup_allowed(lookup, value, request)


def _own_columns(model: type[models.Model]) -> list[Any]:
    """All but a number that only the database knows."""
    return [field for field in model._meta.concrete_fields if field.is_relation or not field.primary_key]


def _who_beside_when(names: list[str]) -> list[Any]:
    """Puts a person and the moment into one line: `by` and `at`, `closed_by` and `closed_at`."""
    moments = {name: f"{name.removesuffix('by')}at" for name in names if name == "by" or name.endswith("_by")}
    beside = {who: when for who, when in moments.items() if when in names}
    return [(name, beside[name]) if name in beside else name for name in names if name not in beside.values()]


def _is_filtered_by(field: Any) -> bool:
    is_kind = bool(field.choices) or isinstance(field, models.BooleanField) or field.name in {"theme", "language"}
    return is_kind or isinstance(field, models.DateField)


def _name_of_filter(listed: Any) -> str:
    """Of a filter as `list_filter` names it."""
    return str(getattr(listed, "parameter_name", listed[0] if isinstance(listed, tuple) else listed))


class LanguageFilter(admin.AllValuesFieldListFilter):
    """Offers languages by name; what is in none has the sign for "nothing", where Django's link would be without a word."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        everything, *languages = super().choices(changelist)
        yield everything
        for one in languages:
            yield one | {
                "display": name_of_language(str(one["display"])) if one["display"] else self.empty_value_display
            }


admin.FieldListFilter.register(
    lambda field: field.name == "language" and not field.choices, LanguageFilter, take_priority=True
)


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
