"""What a view has to say about drafts: which one goes on, and that its text has been sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import actor
from accounts.models import User
from common.paging import parse_int
from drafts.field_texts import may_be_stored
from drafts.models import LARGEST_SEQUENCE, Draft


def draft_in(request: HttpRequest, key: str) -> Draft | None:
    """The draft that `?draft=` asks to go on with, if it is this person's and of this form."""
    writing = writing_in(request.GET.get("draft", ""))
    if request.method != "GET" or writing is None or not isinstance(request.user, User):
        return None
    taken = incorporated(request, key)
    return taken if taken and taken.writing == writing else _take_up(request, key, writing)


def waiting(request: HttpRequest, key: str) -> Draft | None:
    """The draft to put back into a small form: the one that is asked for, else the newest that waits."""
    if request.method != "GET" or not isinstance(request.user, User):
        return None
    return draft_in(request, key) or incorporated(request, key) or _take_up(request, key)


def words(request: HttpRequest, key: str, form: type[forms.BaseForm] | None = None) -> dict[str, str]:
    """The words of the waiting draft, for a form's `initial`.

    A `form` with boxes is named: a browser sends nothing of a box that is not ticked, so the draft of such a form has none of
    it, and what stands in the row, ticked, would come back. Of several boxes of one name a draft has one: those stay as the row
    has them.
    """
    draft = waiting(request, key)
    if draft is None:
        return {}
    several = _fields_of(form, forms.SelectMultiple, forms.CheckboxSelectMultiple)
    typed = {name: text for name, text in draft.fields.items() if name not in several}
    return dict.fromkeys(_fields_of(form, forms.CheckboxInput), "") | typed


def words_beside(request: HttpRequest, key: str) -> dict[str, str]:
    """The words of the waiting draft of a form that comes back with its page because another form of it was sent."""
    draft = incorporated(request, key) or _take_up(request, key)
    return draft.fields if draft else {}


def look_up(request: HttpRequest, keys: Sequence[str]) -> None:
    """Finds the waiting drafts of several small forms of one page, before `words` is asked for each; one query."""
    if request.method == "GET" and isinstance(request.user, User):
        found = Draft.objects.newest_of_each(request.user, keys)
        drafts: dict[str, Draft | None] = request.__dict__.setdefault("_drafts", {})
        drafts.update({key: found.get(key) for key in keys if key not in drafts})


def _fields_of(form: type[forms.BaseForm] | None, *widgets: type[forms.Widget]) -> list[str]:
    fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
    return [name for name, field in fields.items() if isinstance(field.widget, widgets)]


def incorporated(request: HttpRequest, key: str) -> Draft | None:
    """The draft whose words stand in the form of this page; the form's own fields name it."""
    drafts: dict[str, Draft | None] = getattr(request, "_drafts", {})
    return drafts.get(key)


def _take_up(request: HttpRequest, key: str, writing: UUID | None = None) -> Draft | None:
    drafts: dict[str, Draft | None] = request.__dict__.setdefault("_drafts", {})
    if writing is None and key in drafts:
        return drafts[key]
    assert isinstance(request.user, User)  # noqa: S101  # the callers have looked
    if writing is None:
        drafts[key] = Draft.objects.newest_waiting_for(request.user, key)
    else:
        drafts[key] = Draft.objects.waiting_for(request.user, key).filter(writing=writing).first()
    return drafts[key]


def sent(request: HttpRequest) -> None:
    """The text of the posted form has been saved: its draft is over."""
    writing = writing_in(request.POST.get("draft_writing", ""))
    if writing and isinstance(request.user, User):
        Draft.objects.end(request.user, writing=writing)
        request.__dict__["_draft_sent"] = True


def posted_in(request: HttpRequest, key: str) -> tuple[UUID, str] | None:
    """The sitting, and its place in the order, of a form that comes back; None once its text has been sent."""
    writing = writing_in(request.POST.get("draft_writing", ""))
    if writing is None or request.POST.get("draft_key") != key or hasattr(request, "_draft_sent"):
        return None
    return writing, request.POST.get("draft_sequence", "")


def writing_in(text: str) -> UUID | None:
    """The sitting that a form or an address names; None where it is none."""
    try:
        return UUID(text) if text.isascii() and len(text) == 36 else None
    except ValueError:
        return None


def store_posted(request: HttpRequest) -> Draft:
    """Stores the whole posted form; where it comes back it goes on with this draft. Raises ValidationError."""
    draft = store_fields(request, {name: value for name, value in request.POST.items() if may_be_stored(name)})
    if not draft.ended_at:
        request.__dict__.setdefault("_drafts", {})[draft.key] = draft
    return draft


def store_fields(request: HttpRequest, fields: Mapping[str, Any], *, hand: str = "") -> Draft:
    """Stores these words as the draft that the posted form names. Raises ValidationError."""
    post = request.POST
    writing = writing_in(post.get("draft_writing", ""))
    if writing is None:
        raise ValidationError(_("This form has no name by which it could be saved as a draft."), code="odd")
    base = _number(post.get("draft_base") or post.get("draft_sequence", ""))
    return Draft.objects.store(
        actor(request),
        key=post.get("draft_key", ""),
        writing=writing,
        fields=fields,
        sequence=_number(post["draft_sequence"]) if hand and "draft_sequence" in post else base + 1,
        base=base,
        hand=hand,
        label=post.get("draft_label", ""),
        url=post.get("draft_url", ""),
    )


def _number(text: str) -> int:
    return min(parse_int(text, digits=19) or 0, LARGEST_SEQUENCE - 1)
