"""The bibliography at the editors' desk: listed as it will be printed, typed by hand, brought in, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from common.html import sentence
from drafts import autosave
from drafts.sent_forms import accepted
from guide.bibliography import importer
from guide.bibliography.formatting import worded
from guide.bibliography.forms import KINDS, ReferenceForm, ReferenceImportForm
from guide.bibliography.models import Duplicate, Reference
from guide.editions import Edition

IMPORT = "bibliography:import"  # under which what is pasted is stored


@editors_only
def bibliography(request: HttpRequest) -> HttpResponse:
    """Every reference as the guide will print it."""
    edition = Edition.objects.in_preparation()
    rows = {reference.key: reference for reference in Reference.objects.all()}
    lines = worded({key: row.csl for key, row in rows.items()}, edition.language)
    entries = [(rows[key], mark_safe(html)) for key, html in lines]  # noqa: S308 - cleaned where it was worded
    context = {"edition": edition, "entries": entries, "kinds": KINDS}
    return render(request, "guide/bibliography/list.html", context)


@editors_only
def reference_add(request: HttpRequest) -> HttpResponse:
    """The fields of one kind; `same` accepts one that the bibliography seems to have."""
    kind = request.GET.get("type", "book")
    if kind not in KINDS:
        raise Http404
    key = f"reference:new:{kind}"
    form = ReferenceForm(_sent(request), kind=kind, csl={}, draft=autosave.words(request, key))
    accept = "same" in request.POST
    if form.is_valid():
        try:
            added = Reference.objects.add(form.csl, by=actor(request), accept_duplicate=accept)
        except ValidationError as refusal:
            add_error(form, refusal)
            return _form(request, form, key, None, is_same=isinstance(refusal, Duplicate))
        autosave.sent(request)
        messages.success(request, sentence(_("“%(title)s” is in the bibliography."), title=added.titled))
        return redirect("guide:bibliography")
    return _form(request, form, key, None)


@editors_only
def reference(request: HttpRequest, key: str) -> HttpResponse:
    """One reference: changed, or removed, which published editions do not notice."""
    found = get_object_or_404(Reference, key=key)
    if "remove" in request.POST:
        found.delete()
        messages.success(request, sentence(_("“%(title)s” is no longer in the bibliography."), title=found.titled))
        return redirect("guide:bibliography")
    draft_key = f"reference:{found.pk}"
    words = autosave.words(request, draft_key)
    form = ReferenceForm(_sent(request), kind=found.kind, csl=found.csl, draft=words, reference=found)
    if accepted(request, form, lambda: found.change(form.csl)):
        messages.success(request, _("Saved."))
        return redirect("guide:bibliography")
    return _form(request, form, draft_key, found)


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _form(
    request: HttpRequest, form: ReferenceForm, key: str, found: Reference | None, *, is_same: bool = False
) -> HttpResponse:
    context = {
        "reference": found,
        "kinds": KINDS,
        "kind": form.kind,
        "kind_name": KINDS.get(form.kind, form.kind),
        "draft_key": key,
        "is_same": is_same,
    }
    return show_form(request, form, "guide/bibliography/form.html", context)


@receives_files(lambda: importer.MOST_BYTES)
@editors_only
def bibliography_import(request: HttpRequest) -> HttpResponse:
    """Pasted or in a file; what comes in is shown first, with what is the matter with each entry."""
    if "confirmed" in request.POST:
        return _import_confirmed(request)
    files = request.FILES if request.method == "POST" else None
    form = ReferenceImportForm(_sent(request), files, initial=autosave.words(request, IMPORT))  # type: ignore[arg-type]
    if size_refused(request):
        add_error(form, ValidationError({"file": _("This is too long for a bibliography. Divide it into several.")}))
    elif form.is_valid():
        try:
            text = form.content
            found = importer.read_entries(text)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            context = {"found": found, "text": text, "number_taken": sum(one.will_be_taken for one in found)}
            return render(request, "guide/bibliography/import_preview.html", context)
    return _ask_again(request, form)


def _ask_again(request: HttpRequest, form: ReferenceImportForm) -> HttpResponse:
    context = {"draft_key": IMPORT}
    return show_form(request, form, "guide/bibliography/import.html", context)


def _import_confirmed(request: HttpRequest) -> HttpResponse:
    try:
        taken = importer.import_entries(request.POST["confirmed"], by=actor(request))
    except ValidationError as refusal:
        form = ReferenceImportForm({"text": request.POST["confirmed"]})
        add_error(form, refusal)
        return _ask_again(request, form)
    autosave.sent(request)
    messages.success(request, _("%(n)s references came in.") % {"n": taken})
    return redirect("guide:bibliography")
