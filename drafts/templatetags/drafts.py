"""What makes a form store what is typed into it: `<form data-draft>`, its hidden fields, its state, and what waits."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context

from accounts.models import User
from common.caching import placeholders
from drafts import autosave
from drafts.models import Draft

register = template.Library()


@register.inclusion_tag("drafts/_fields.html", takes_context=True)
def draft_fields(context: Context, key: str, label: object = "", draft: Draft | None = None) -> dict[str, Any]:
    """The hidden fields of a form that is autosaved; `key` names the form, `label` is how its draft is listed.

    A form that comes back goes on with its own sitting; one that a draft was put into, with the draft's. Where `draft` is
    given, the form may hold other words than it (merged ones): the script stores them at once.
    """
    request: HttpRequest = context["request"]
    is_given = draft is not None
    draft = draft or autosave.draft_in(request, key) or autosave.incorporated(request, key)
    values: dict[str, Any] = {"key": key, "label": str(label), "url": address_of(request)}
    if draft:
        return values | {"writing": draft.writing, "sequence": draft.sequence, "is_posted": is_given}
    if posted := autosave.posted_in(request, key):
        return values | {"writing": posted[0], "sequence": posted[1], "is_posted": True}
    return values | {"writing": placeholders.one_time_token("writing"), "sequence": 0}


@register.inclusion_tag("drafts/_state.html", takes_context=True)
def draft_state(
    context: Context, form: str = "", key: str = "", draft: Draft | None = None, told: str = ""
) -> dict[str, Any]:
    """Where the draft stands, in words. `form` is the id of the form where the tag stands outside of it.

    With the `key` of a form that a draft was put into, or with that draft, it says when this was stored, or `told`.
    """
    request: HttpRequest = context["request"]
    draft = draft or autosave.incorporated(request, key)
    return {"form": form, "told": (told or draft.told) if draft else "", "user": request.user}


@register.inclusion_tag("drafts/_offer.html", takes_context=True)
def draft_offer(context: Context, key: str) -> dict[str, Any]:
    """The drafts that wait for this form: to go on with one, or to throw it away."""
    request: HttpRequest = context["request"]
    is_asked = request.method == "GET" and isinstance(request.user, User)
    drafts = list(Draft.objects.waiting_for(request.user, key)) if is_asked else []  # type: ignore[arg-type]
    taken = autosave.draft_in(request, key) or autosave.incorporated(request, key)
    waiting = [draft for draft in drafts if taken is None or draft.pk != taken.pk]
    return {"drafts": waiting, "taken": taken, "here": address_of(request), "request": request}


@register.simple_tag(takes_context=True)
def waiting_draft(context: Context, key: str) -> Draft | None:
    """The draft to put back into a small box, `{{ draft.fields.body }}`; `draft_fields` then goes on with it. One query."""
    return autosave.waiting(context["request"], key)


def address_of(request: HttpRequest) -> str:
    """The address of this page, without the draft that it was asked for."""
    query = request.GET.copy()
    query.pop("draft", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
