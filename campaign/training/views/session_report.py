"""What stays of a session: its summary and its slides."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import markup
from accounts.access import actor, organisers_only
from campaign.training.forms import SummaryForm
from campaign.training.summaries import summarise
from campaign.training.views.resolvers import session_at
from drafts import autosave
from form_rules.fields import add_error
from form_rules.render_refusals import refusal as refusal_of_text

NOT_SAVED = 422


@organisers_only
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = session_at(pk), f"session:{pk}:summary"
    form = SummaryForm(request.POST or None, instance=session_at(pk), initial=autosave.words(request, key))
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                summarise(found, form.cleaned_data["summary"], by=actor(request))
        except markup.RenderRefused as refused:
            add_error(form, refusal_of_text(refused), field="summary")
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"form": form, "session": found, "draft_key": key}
    return render(request, "campaign/training/session_summary.html", context, status=NOT_SAVED if form.errors else 200)
