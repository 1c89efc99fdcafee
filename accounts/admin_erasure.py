"""The administrators' act that erases people: a question that says what goes and what stays, then the act, logged."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import actor
from accounts.models import User
from common import markup

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
