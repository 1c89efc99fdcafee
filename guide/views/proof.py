"""The edition in preparation goes to proof, and back; what has changed since is taken in, or waits."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import Edition, EditionStep
from guide.editions.lifecycle_forms import ProofForm, TakeInForm
from guide.editions.proof import checklist
from guide.editions.proof.changes import Changed, changes_since
from guide.editions.proof.objections import Objections
from guide.views.editions import edition_or_404


@editors_only
def edition_proof(request: HttpRequest, number: int) -> HttpResponse:
    """Before it, what is still to be done, each with the way there, or why the guide goes on without it; then, what has
    changed since. `back` takes it back, `take_in` takes in what it names.
    """
    found = edition_or_404(number)
    if found.is_out:
        return redirect("guide:edition", number)
    return _in_proof(request, found) if found.is_in_proof else _before(request, found)


def _before(request: HttpRequest, edition: Edition) -> HttpResponse:
    key = f"edition:{edition.pk}:proof"
    sent = request.POST if request.method == "POST" and "back" not in request.POST else None
    form = ProofForm(sent, initial=autosave.words(request, key))
    if form.is_valid():
        try:
            edition.take_to_proof(by=actor(request), unread_reason=form.unread_reason, reasons=form.reasons)
        except ValidationError as refusal:
            add_error(form, refusal)
            form.checks = getattr(refusal, "checks", [])
        else:
            autosave.sent(request)
            messages.success(request, _("Edition %(number)s is in proof.") % {"number": edition.number})
            return redirect("guide:edition_proof", edition.number)
    form.checks = form.checks or checklist(edition)
    context = {"edition": edition, "draft_key": key}
    return show_form(request, form, "guide/editions/proof/proof.html", context)


def _in_proof(request: HttpRequest, edition: Edition) -> HttpResponse:
    wanted = request.POST.get("take_in", "")
    form = TakeInForm(request.POST if wanted else None)
    try:
        if "back" in request.POST:
            edition.back_from_proof(by=actor(request))
            messages.success(request, _("The edition is in preparation again."))
            return redirect("guide:edition_proof", edition.number)
        if accepted(request, form, lambda: edition.take_in(wanted, by=actor(request), **form.cleaned_data)):
            messages.success(request, _("It is in the proof now."))
            return redirect("guide:edition_proof", edition.number)
    except ValidationError as refusal:
        if not form.is_bound:
            messages.warning(request, refusal.messages[0])
            return redirect("guide:edition_proof", edition.number)
        add_error(form, refusal)
    taken = edition.steps.filter(what=EditionStep.What.TAKEN_IN, at__gte=edition.proof_at).select_related("by")
    objections = Objections(edition, edition.documents)
    rows = [
        (*_row(request, edition, change, form, wanted), objections.to(change.key)) for change in changes_since(edition)
    ]
    context = {"edition": edition, "wanted": wanted, "rows": rows, "taken_in": taken}
    return show_form(request, form, "guide/editions/proof/in_proof.html", context)


def _row(
    request: HttpRequest, edition: Edition, change: Changed, sent: TakeInForm, wanted: str
) -> tuple[Changed, TakeInForm, str]:
    """A change, the form that takes it in, and the key of its draft."""
    key = f"edition:{edition.pk}:take-in:{change.key}"
    if wanted == change.key:
        return change, sent, key
    name = f"why-{change.key}-%s".replace(":", "-")
    return change, TakeInForm(auto_id=name, initial=autosave.words(request, key)), key
