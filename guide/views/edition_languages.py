"""The languages of the edition in preparation: which, how far each is, and what becomes of what is not ready."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import is_editor, translators_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import Edition
from guide.editions.language_status import LanguageStatus, TextStatus, language_statuses
from guide.translating.covers import cover_matches
from guide.translating.progress import TextProgress, progress_of
from guide.translating.target_forms import ChoiceForm, CoverForm, LanguagesForm
from guide.views.text_history import edition_in_preparation

REFUSED = 422


@translators_only
def languages(request: HttpRequest, number: int) -> HttpResponse:
    """Each language with how far it is; editors choose here which ones the edition comes out in."""
    if request.method == "POST" and not is_editor(request.user):
        raise PermissionDenied
    edition = edition_in_preparation(number)
    known = language_statuses(edition)
    chosen = [state.language for state in known]
    sent = request.POST if request.method == "POST" else None
    form = LanguagesForm(sent, edition=edition, initial={"languages": chosen})
    if form.is_valid():
        try:
            with form.unchanged():
                _choose(edition, set(form.cleaned_data["languages"]), set(chosen))
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("guide:edition_languages", number)
    context = {"edition": edition, "states": known}
    return show_form(request, form, "guide/translations/languages.html", context)


def _choose(edition: Edition, wanted: set[str], known: set[str]) -> None:
    for language in wanted - known:
        edition.speak(language)
    for language in known - wanted:
        edition.leave_out(language)


@translators_only
def language(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """One language: what its cover says, every text with its state, and what becomes of those that are not ready."""
    edition, state, not_ready = _found(number, language)
    key = f"edition:{edition.pk}:cover:{language}"
    is_cover = request.method == "POST" and "cover" in request.POST
    is_choice = request.method == "POST" and "choice" in request.POST
    if is_choice and not is_editor(request.user):
        raise PermissionDenied
    words = CoverForm(request.POST if is_cover else None, text=state.text, draft=autosave.words(request, key))
    choice = ChoiceForm(request.POST if is_choice else None, state=state)
    for form, save in ((words, edition.word_cover_in), (choice, edition.choose_for)):
        if accepted(request, form, _saving(save, language, form)):
            messages.success(request, _("Saved."))
            return redirect("guide:edition_language", number, language)
    context = _context(edition, state) | {"words": words, "choice": choice, "draft_key": key, "not_ready": not_ready}
    matches = cover_matches(state.text)
    context["lines"] = [(field, matches.get(field.name, [])) for field in words.visible_fields()]
    status = REFUSED if words.errors or choice.errors else 200
    return render(request, "guide/translations/language.html", context, status=status)


def _saving(save: Callable[..., object], language: str, form: CoverForm | ChoiceForm) -> Callable[[], object]:
    return lambda: save(language, **form.values)


def _found(number: int, language: str) -> tuple[Edition, LanguageStatus, list[TextProgress]]:
    """Returns, besides what an edition says of a language, the texts that are not ready, as the table of translations has them.

    Raises Http404 for a language that the edition does not come out in.
    """
    edition = edition_in_preparation(number)
    others = edition.texts.exclude(language=edition.language).defer("document")
    text = others.filter(language=language).first()
    if text is None:
        raise Http404
    (known,) = progress_of([language])
    lines = [TextStatus(one.original, one.translation) for one in known.texts]
    not_ready = [one for one, line in zip(known.texts, lines, strict=True) if line.state != "done"]
    return edition, LanguageStatus(text, lines), not_ready


def _context(edition: Edition, state: LanguageStatus) -> dict[str, object]:
    return {"edition": edition, "state": state, "language_name": name_of_language(state.language)}
