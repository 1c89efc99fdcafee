"""The reasons that editors choose from: added, reworded, put in order, retired. Those of old decisions stay as they are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import editors_only
from common.forms.screens import show_form
from common.forms.seen_order import seen_order
from drafts import autosave
from drafts.sent_forms import accepted
from guide.decisions.forms import ReasonForm
from guide.decisions.models import Reason
from guide.decisions.reasons import proposed_reasons


@editors_only
def reasons(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more, which may begin with a proposal; it comes last."""
    key = "reason:new"
    offered, retired = list(Reason.objects.offered()), list(Reason.objects.retired())
    proposals = proposed_reasons({reason.label for reason in (*offered, *retired)})
    begun = next((reason.values for reason in proposals if reason.key == request.GET.get("proposal")), {})
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial=begun or autosave.words(request, key, ReasonForm)
    )
    if accepted(request, form, lambda: Reason.objects.add(form.instance)):
        messages.success(request, _("Saved."))
        return redirect("guide:reasons")
    context = {
        "offered": offered,
        "seen": seen_order(row.pk for row in offered),
        "retired": retired,
        "proposals": proposals,
        "draft_key": key,
    }
    return show_form(request, form, "guide/decisions/reasons.html", context)


@editors_only
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """One reason: its words; POST with `move` (up, down) or `retire` (1, 0) puts it in order, or out of the list."""
    found = get_object_or_404(Reason, pk=pk)
    if request.method == "POST" and _is_moved(found, request):
        return redirect("guide:reasons")
    key = f"reason:{found.pk}"
    form = ReasonForm(request.POST or None, instance=found, initial=autosave.words(request, key, ReasonForm))
    if accepted(request, form, lambda: form.instance.save(update_fields=form.Meta.fields)):
        messages.success(request, _("Saved."))
        return redirect("guide:reasons")
    context = {"reason": found, "draft_key": key}
    return show_form(request, form, "guide/decisions/reason.html", context)


def _is_moved(reason: Reason, request: HttpRequest) -> bool:
    if "move" in request.POST:
        try:
            Reason.objects.move(reason, up=request.POST["move"] == "up", seen=request.POST.get("seen"))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    elif "retire" in request.POST:
        reason.retire() if request.POST["retire"] == "1" else reason.offer_again()
    else:
        return False
    return True
