"""What any colleague may say about a translation and its original, and what translators answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, translators_only
from campaign.languages import first_language, guide_languages
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from drafts import autosave
from drafts.sent_forms import accepted
from guide.glossary.models import AvoidedForms
from guide.translating import suggestions
from guide.translating.machine.proposals import request_proposals
from guide.translating.models import Suggestion
from guide.translating.progress import languages, progress_of
from guide.translating.target_forms import SuggestionForm
from guide.translating.terms import AvoidedFormsForm
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


# A machine is asked for proposals, in the background: for all that is missing in a language, or for one text.


@translators_only
@require_POST
def translation_proposals(request: HttpRequest, language: str) -> HttpResponse:
    """Every text of a language in which a paragraph is missing."""
    if language not in languages():
        raise Http404
    (known,) = progress_of([language])
    _say(request, request_proposals(known.texts, by=actor(request)))
    return redirect("guide:translation_language", language)


@translators_only
@require_POST
def translation_text_proposals(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """One text."""
    _say(request, request_proposals([found_text(language, text)], by=actor(request)))
    return redirect("guide:translation", language, text)


def _say(request: HttpRequest, asked: int) -> None:
    if not asked:
        messages.warning(request, _("There is nothing to ask a machine about at the moment."))
        return
    words = ngettext(
        "A machine is asked about %(n)s text. Its proposals will stand in the drafts within minutes.",
        "A machine is asked about %(n)s texts. Its proposals will stand in the drafts within minutes.",
        asked,
    )
    messages.success(request, words % {"n": asked})


# The forms that are not to be used for the terms of the glossary, in a language.


@translators_only
def avoided_forms(request: HttpRequest, language: str) -> HttpResponse:
    """A box for each term of the glossary, with what it is called in the language and the texts in which such a form stands."""
    if language not in guide_languages():
        raise Http404
    row, key = AvoidedForms.objects.of(language), f"avoided-forms:{language}"
    sent = request.POST if request.method == "POST" else None
    form = AvoidedFormsForm(sent, row=row, draft=autosave.words(request, key))
    if accepted(request, form, lambda: row.avoid(form.values)):
        messages.success(request, _("Saved."))
        return redirect("guide:avoided_forms", language)
    context = {"code": language, "draft_key": key}
    context |= {"language_name": name_of_language(language), "own": first_language()}
    return show_form(request, form, "guide/translating/avoided_forms.html", context)
