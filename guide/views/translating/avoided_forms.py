"""The forms that are not to be used for the terms of the glossary, in a language."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import translators_only
from campaign.languages import first_language, guide_languages
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from drafts import autosave
from drafts.sent_forms import accepted
from guide.glossary.models import AvoidedForms
from guide.translating.avoided_forms import AvoidedFormsForm


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
