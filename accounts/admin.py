"""What the site has no screen for: setting a password, hiding a name, erasing somebody, what became of imported lists.

The administrators' act that erases people: a question that says what goes and what stays, then the act, logged.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashField, ReadOnlyPasswordHashWidget, UserChangeForm
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.access import actor
from accounts.administration import Editable, ReadOnlyAdmin
from accounts.models import PeopleImport, Role, User
from common import markup
from common.words.text_lists import side_by_side

TEMPLATE = "admin/erase_people.html"


@admin.action(description=gettext_lazy("Erase the selected people, for good"))
def erase(model_admin: Any, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
    """Asks first; what is sent with a reason and the tick is done. One's own account is left out."""
    others = people.filter(erased_at=None).exclude(pk=actor(request).pk)
    reason = markup.clean_text(request.POST.get("reason", "")).strip()
    if not others.exists():
        model_admin.message_user(
            request, _("There was nobody left to erase: you cannot erase yourself, or anybody twice."), messages.WARNING
        )
        return None
    if "erase" not in request.POST or not reason or "sure" not in request.POST:
        context = model_admin.admin_site.each_context(request) | {
            "title": _("Erase people"),
            "people": others,
            "reason": reason,
            "is_without_reason": "erase" in request.POST and not reason,
            "is_not_sure": "erase" in request.POST and "sure" not in request.POST,
            "opts": model_admin.model._meta,
        }
        return TemplateResponse(request, TEMPLATE, context)
    erased = list(others)
    for person in erased:
        person.erase(by=actor(request), reason=reason)
    done = ngettext("%(number)s person is erased.", "%(number)s people are erased.", len(erased))
    model_admin.message_user(request, done % {"number": len(erased)}, messages.SUCCESS)
    return None


def forget_name_in_admin_log(person: User) -> None:
    """For settings.ON_ERASURE: what administrators did with her account stays noted, under her pseudonym."""
    hers = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    hers.update(object_repr=str(person))


# The four groups belong to the code, and people's addresses to their accounts: neither has a page of its own.
for model in (Group, EmailAddress):
    admin.site.unregister(model)

# In the model, the field speaks to the person herself.
ATTRIBUTION = gettext_lazy("attribution")
LABELS = {"attribution": capfirst(ATTRIBUTION)}


class PasswordLink(ReadOnlyPasswordHashWidget):
    """Leads to where a new one is set, and says nothing of the one that there is: whoever has chosen one has come."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        beside_the_form = "../password/"  # as Django has it
        return render_to_string("accounts/password_link.html", {"address": beside_the_form})


class AppearanceForm(UserChangeForm[User]):
    password = ReadOnlyPasswordHashField(label=gettext_lazy("Password"), widget=PasswordLink)

    class Meta(UserChangeForm.Meta):
        labels = LABELS


class AttributionFilter(admin.ChoicesFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = str(ATTRIBUTION)


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, str(role.label)) for role in Role] + [("none", gettext("no role: reads only"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "none":
            return queryset.filter(groups=None)
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


NARROWED_BY = {"role", "is_active", "attribution", "site", "department", "language"}


@admin.register(User)
class PersonAdmin(Editable, UserAdmin[User]):
    """Nothing here tells who has signed in, or what anybody has done in silence: docs/topics/figures.md."""

    form = AppearanceForm
    list_display = ("username", "__str__", "email", "roles", "public_name", "is_active")
    list_display_links = ("username", "__str__")
    list_filter = ("is_active", RoleFilter, ("attribution", AttributionFilter))
    search_fields = (
        "username",
        "first_name",
        "last_name",
        "email",
        "job",
        "site",
        "department",
        "alias",
        "former_aliases__alias",
    )
    readonly_fields = ("__str__", "public_name", "alias", "given_up", "erased_at", "date_joined")
    filter_horizontal = ()
    actions = (erase,)
    fieldsets = (
        (None, {"fields": ("__str__", "password")}),
        (gettext_lazy("How the person appears"), {"fields": ("attribution", "public_name", "alias", "given_up")}),
        (gettext_lazy("Dates"), {"fields": ("date_joined", "erased_at")}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The site has a screen for it: accounts.people.views.people_list."""
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """An address could ask for any field of a person, and for whatever refers to her."""
        return lookup.partition("__")[0] in NARROWED_BY and super().lookup_allowed(lookup, value, request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """Of everybody the screens say that she has a password."""
        person = super().get_object(request, object_id, from_field)
        if person is not None:
            person.has_usable_password = lambda: True  # type: ignore[method-assign]
        return person

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        known = {group.name for group in person.groups.all()}
        return side_by_side(role.label for role in Role if role.value in known)

    @admin.display(description=gettext_lazy("appears as"))
    def public_name(self, person: User) -> str:
        return person.public_name

    @admin.display(description=gettext_lazy("former aliases"))
    def given_up(self, person: User) -> str:
        return side_by_side(person.former_aliases.all()) or "–"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """How a person appears changes everywhere at once."""
        if "attribution" in form.changed_data:
            obj.choose_attribution(obj.attribution)

    def get_actions(self, request: HttpRequest, action_location: Any = admin.ActionLocation.CHANGE_LIST) -> Any:
        """People are deleted one by one, if at all: see `delete_view`."""
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and obj != request.user

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        person = self.get_object(request, unquote(object_id))
        if person and self.has_delete_permission(request, person) and person.has_left_traces:
            words = gettext(
                "%(name)s has written here: deleting the account would erase who wrote it. Deactivate it instead, and "
                "choose “Without my name” if the name has to go."
            )
            self.message_user(request, words % {"name": person}, messages.ERROR)
            return redirect("admin:accounts_user_change", person.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with a person (notices that wait for her) is not listed: it is hers alone to see."""
        *_listed, protected = super().get_deleted_objects(objs, request)
        people = [str(person) for person in objs]
        return people, {User._meta.verbose_name_plural: len(people)}, set(), protected


@admin.register(PeopleImport)
class PeopleImportAdmin(ReadOnlyAdmin):
    """Who brought which list in, when, and how many people that concerned; its lines are on a screen of their own."""

    list_display = ("__str__", "by", "created_at", "confirmed_at", "undone_at", "counts")
    fields = ("name", "by", "created_at", "confirmed_at", "undone_at", "language", "role", "counts", "left_out")
