"""What happens to an edition after it is out: errata, withdrawal, putting it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common import markup
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import Edition
from guide.editions.correction import FrozenPassage, passages_of
from guide.editions.lifecycle_forms import ErratumForm, WhyForm, WithdrawForm
from guide.views.editions import edition_or_404


@editors_only
def edition_errata(request: HttpRequest, number: int) -> HttpResponse:
    """`?language=` (empty for all) and `?text=` choose the text; then the sentence, and what it should have said."""
    found = edition_or_404(number)
    if not found.is_published:
        return redirect("guide:edition", number)
    language = request.GET.get("language", found.language)
    passages = _passages(found, language)
    passage = passages.get(request.GET.get("text", ""))
    languages = [(code, name_of_language(code)) for code in found.languages]
    context: dict[str, Any] = {"edition": found, "language": language, "languages": languages, "passage": passage}
    context |= {"passages": passages.values(), "errata": found.errata.select_related("by")}
    return _erratum(request, found, language, passage, context) if passage else _choosing(request, context)


def _choosing(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "guide/editions/errata.html", context)


def _passages(edition: Edition, language: str) -> dict[str, FrozenPassage]:
    try:
        return passages_of(edition.guide_in(language or edition.language))
    except (LookupError, ValueError):
        return {}


def _erratum(
    request: HttpRequest, edition: Edition, language: str, passage: FrozenPassage, context: dict[str, Any]
) -> HttpResponse:
    key = f"edition:{edition.pk}:erratum:{language}:{passage.anchor}"
    sent = request.POST if request.method == "POST" else None
    spoken = language or edition.language
    form = ErratumForm(sent, passage=passage, language=spoken, initial=autosave.words(request, key))
    context |= {"form": form, "draft_key": key, "preview": ()}
    if form.is_valid():
        if "preview" in request.POST:
            context["preview"] = markup.word_changes(form.cleaned_data["was"], form.cleaned_data["now"])
            return render(request, "guide/editions/errata.html", context)
        values = {"language": language, "anchor": passage.anchor, **form.cleaned_data}
        if accepted(request, form, lambda: edition.correct(by=actor(request), **values)):
            messages.success(request, _("The erratum stands on the edition."))
            return redirect("guide:edition_errata", edition.number)
    return show_form(request, form, "guide/editions/errata.html", context)


@editors_only
def edition_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a published edition away, with a notice; puts back one that was withdrawn, with a reason."""
    found = edition_or_404(number)
    if not found.is_out:
        return redirect("guide:edition", number)
    key = f"edition:{found.pk}:withdraw"
    sent, words = request.POST if request.method == "POST" else None, autosave.words(request, key)
    form = WhyForm(sent, initial=words) if found.is_withdrawn else WithdrawForm(sent, edition=found, initial=words)
    if done := accepted(request, form, lambda: _withdraw_or_put_back(found, form, request)):
        messages.success(request, done.result)
        return redirect("guide:edition", number)
    context = {"edition": found, "draft_key": key}
    return show_form(request, form, "guide/editions/withdraw.html", context)


def _withdraw_or_put_back(edition: Edition, form: WhyForm | WithdrawForm, request: HttpRequest) -> str:
    if isinstance(form, WhyForm):
        edition.reinstate(why=form.cleaned_data["why"], by=actor(request))
        return _("Its files are being made again: readers find it as soon as its page is there.")
    edition.withdraw(notice=form.cleaned_data["notice"], notices=form.notices, by=actor(request))
    return _("The edition is withdrawn: its readers find the notice.")
