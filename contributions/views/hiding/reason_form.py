"""An act for which an editor gives a reason: one form, one answer, whatever is hidden or protected by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from contributions.moderation.hiding.errors import NewestVersion
from contributions.pages.traces import Hiding
from drafts import autosave

REASON_LENGTH = Hiding._meta.get_field("reason").max_length


class ReasonForm(forms.Form):
    """Why it is done. What a reason must be, the verbs say; `who_reads` says who reads it."""

    who_reads: ClassVar[Any] = ""
    reason = CleanCharField(label=_("Why?"), required=False, max_length=REASON_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.who_reads


def ask_reason[Form: forms.Form](
    request: HttpRequest,
    make_form: Callable[..., Form],
    act: Callable[[Form], object],
    *,
    key: str,
    template: str,
    context: dict[str, Any],
    success: str,
    back: str,
) -> HttpResponse:
    """Shows the form, its words stored as a draft under `key`; sent, does the act, says `success` and leads `back`."""
    sent = request.POST if request.method == "POST" else None
    form = make_form(sent, initial=autosave.words(request, key))
    if form.is_valid() and is_done(form, act):
        autosave.sent(request)
        messages.success(request, success)
        return HttpResponseRedirect(back)
    context |= {"draft_key": key}
    return show_form(request, form, template, context)


def is_done[Form: forms.Form](form: Form, act: Callable[[Form], object]) -> bool:
    """Whether the act was done; else the form says why not."""
    try:
        act(form)
    except NewestVersion as error:
        form.add_error(None, error)
    except ValidationError as error:
        add_error(form, error, field="reason" if getattr(error, "code", "") == "empty" else None)
    return form.is_valid()
