"""What any colleague may say about a translation and its original, and what translators answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, translators_only
from drafts import autosave
from drafts.sent_forms import accepted
from guide.translating import suggestions
from guide.translating.models import Suggestion
from guide.translating.target_forms import SuggestionForm
from guide.views.translating.text import (
    Suggested,
    boxes_beside,
    draft_key,
    found_text,
    may_translate,
    note_form,
    render_text,
)


@contributors_only
def translation_suggest(request: HttpRequest, language: str, text: str, paragraph: int) -> HttpResponse:
    """Another wording for one paragraph."""
    progress = found_text(language, text)
    if paragraph >= len(progress.status.segments):
        raise Http404
    segment = progress.status.segments[paragraph].segment
    key = f"{draft_key(progress)}:suggest-{paragraph}"
    known = {"wording": segment.target} | autosave.words(request, key)
    form = SuggestionForm(request.POST if request.method == "POST" else None, initial=known)
    if accepted(
        request,
        form,
        lambda: suggestions.suggest(
            progress.original.text,
            language=language,
            segment=segment,
            wording=form.cleaned_data["wording"],
            by=actor(request),
        ),
    ):
        messages.success(request, _("Thank you. A translator reads it, and you are told what becomes of it."))
        return redirect("guide:translation", language, text)
    return render_text(request, progress, suggested=Suggested(paragraph, form, key))


@contributors_only
@require_POST
def original_remark(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """Something of the original is not clear, or not right: the editors are told."""
    progress = found_text(language, text)
    form = note_form(request, progress, "remark", request.POST)
    if accepted(
        request,
        form,
        lambda: suggestions.remark_on_original(
            progress.original.text, by=actor(request), note=form.cleaned_data["note"]
        ),
    ):
        messages.success(request, _("The editors are told."))
        return redirect("guide:translation", language, text)
    boxes = boxes_beside(request, progress) if may_translate(request) else None
    return render_text(request, progress, form=boxes, notes={"remark": form})


@contributors_only
@require_POST
def suggestion_withdraw(request: HttpRequest, language: str, text: str, pk: int) -> HttpResponse:
    """Whoever suggested it takes it back."""
    suggestion = get_object_or_404(Suggestion, pk=pk, language=language)
    if suggestion.by_id != actor(request).pk:
        raise PermissionDenied
    try:
        suggestions.withdraw(suggestion, by=actor(request))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, _("Your suggestion is taken back."))
    return redirect("guide:translation", language, text)


@translators_only
@require_POST
def suggestion_answer(request: HttpRequest, language: str, text: str, pk: int) -> HttpResponse:
    """Taken over into what is in progress, or not."""
    suggestion = get_object_or_404(Suggestion, pk=pk, language=language)
    try:
        if "take" in request.POST:
            suggestions.take(suggestion, by=actor(request))
            messages.success(request, _("Taken over: it is part of the draft, and its author is thanked."))
        else:
            suggestions.refuse(suggestion, by=actor(request))
            messages.success(request, _("It is not taken over."))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("guide:translation", language, text)
