"""The languages of the edition in preparation: which, how far each is, and what becomes of what is not ready."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, is_editor, translators_only
from contributions.images.receiving import receives_files, size_refused
from contributions.revision_screens import add_error
from drafts import keeping
from guide.editions import Edition
from guide.making.making import name_of_language
from guide.translations import archive, giving_out, taking_in
from guide.translations.checking import Line, State, states
from guide.translations.forms import BringInForm, ChoiceForm, CoverForm, LanguagesForm, TranslationForm
from guide.translations.models import Translation
from guide.translations.querysets import TranslationChanged
from guide.views.finding import edition_in_preparation

REFUSED = 422


@translators_only
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Leads to the languages of the edition in preparation: the way in of whoever translates."""
    return redirect("guide:edition_languages", Edition.objects.in_preparation().number)


@translators_only
def languages(request: HttpRequest, number: int) -> HttpResponse:
    """Each language with how far it is; editors choose here which ones the edition comes out in."""
    if request.method == "POST" and not is_editor(request.user):
        raise PermissionDenied
    edition = edition_in_preparation(number)
    known = states(edition)
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
    context = {"edition": edition, "states": known, "form": form}
    return render(request, "guide/translations/languages.html", context, status=REFUSED if form.errors else 200)


def _choose(edition: Edition, wanted: set[str], known: set[str]) -> None:
    for language in wanted - known:
        edition.speak(language)
    for language in known - wanted:
        edition.leave_out(language)


@translators_only
def language(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """One language: what its cover says, every text with its state, and what becomes of those that are not ready."""
    edition, state = _found(number, language)
    key = f"edition:{edition.pk}:cover:{language}"
    is_cover = request.method == "POST" and "cover" in request.POST
    is_choice = request.method == "POST" and "choice" in request.POST
    if is_choice and not is_editor(request.user):
        raise PermissionDenied
    words = CoverForm(request.POST if is_cover else None, text=state.text, draft=keeping.words(request, key))
    choice = ChoiceForm(request.POST if is_choice else None, state=state)
    for form, save in ((words, edition.word_cover_in), (choice, edition.choose_for)):
        if form.is_valid():
            try:
                with form.unchanged():
                    save(language, **form.values)
            except ValidationError as refusal:
                add_error(form, refusal)
                continue
            keeping.sent(request)
            messages.success(request, _("Saved."))
            return redirect("guide:edition_language", number, language)
    context = _context(edition, state) | {"words": words, "choice": choice, "draft_key": key}
    status = REFUSED if words.errors or choice.errors else 200
    return render(request, "guide/translations/language.html", context, status=status)


@translators_only
def translation(request: HttpRequest, number: int, language: str, text: str) -> HttpResponse:
    """One text beside its original."""
    edition, state = _found(number, language)
    line = next((line for line in state.lines if line.original.key == text), None)
    if line is None:
        raise Http404
    key = f"translation:{language}:{text}"
    form = TranslationForm(
        request.POST if request.method == "POST" else None,
        original=line.original,
        language=language,
        initial=_known(line) | keeping.words(request, key),
    )
    theirs: Translation | None = None
    if form.is_valid():
        try:
            _record(request, form, line, language)
        except TranslationChanged as refusal:
            add_error(form, refusal)
            theirs = refusal.theirs
            form.begin_again_from(theirs)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            keeping.sent(request)
            messages.success(request, _("The translation is kept."))
            return redirect(_next_address(edition, state, line))
    context = _context(edition, state) | {"line": line, "form": form, "draft_key": key, "theirs": theirs}
    return render(request, "guide/translations/translation.html", context, status=REFUSED if form.errors else 200)


def _known(line: Line) -> dict[str, object]:
    row = line.translation
    names = ("title", "short_title", "body", "quote")
    words = {name: getattr(row, name) for name in names} if row else {}
    return words | {"version": line.original.version, "seen": row.mark if row else ""}


def _record(request: HttpRequest, form: TranslationForm, line: Line, language: str) -> None:
    Translation.objects.record(
        line.original.text,
        language=language,
        source_version=form.cleaned_data["version"] or 0,
        seen=form.cleaned_data["seen"],
        by=actor(request),
        **cast("Any", form.words),
    )


def _next_address(edition: Edition, state: State, done: Line) -> str:
    """The language's list, at the text that was just kept."""
    return f"{reverse('guide:edition_language', args=[edition.number, state.language])}#{done.original.key}"


@translators_only
@require_safe
def give_out(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """Every text as a file, in one archive."""
    edition, _state = _found(number, language)
    name = f"edition-{number}-{language}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(giving_out.archive_of(edition, language), content_type="application/zip", headers=headers)


@receives_files(lambda: archive.MOST_BYTES)
@translators_only
def take_in(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The archive comes back: first it is shown what becomes of each text, then it is taken over."""
    edition, state = _found(number, language)
    if "confirmed" in request.POST:
        return _taken_over(request, edition, state)
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm()
    if size_refused(request):
        form.errors.pop("file", None)
        add_error(form, archive.NotRead(_("This file is too heavy: send back the archive with its text files alone.")))
    elif form.is_valid():
        try:
            found = taking_in.brought_in(edition, language, form.cleaned_data["file"].read())
        except archive.NotRead as refusal:
            add_error(form, refusal)
        else:
            context = _context(edition, state) | {"found": found, "confirmed": taking_in.kept(found)}
            context["number_taken"] = sum(one.will_be_taken for one in found)
            return render(request, "guide/translations/brought.html", context)
    context = _context(edition, state) | {"form": form}
    return render(request, "guide/translations/take_in.html", context, status=REFUSED if form.errors else 200)


def _taken_over(request: HttpRequest, edition: Edition, state: State) -> HttpResponse:
    try:
        refused = taking_in.take_over(edition, state.language, request.POST["confirmed"], by=actor(request))
    except archive.NotRead as refusal:
        form = BringInForm({})
        form.errors.pop("file", None)
        add_error(form, refusal)
        return render(
            request, "guide/translations/take_in.html", _context(edition, state) | {"form": form}, status=REFUSED
        )
    if refused:
        context = _context(edition, state) | {"found": refused, "confirmed": "", "number_taken": 0}
        return render(request, "guide/translations/brought.html", context, status=REFUSED)
    messages.success(request, _("The translations are kept."))
    return redirect("guide:edition_language", edition.number, state.language)


def _found(number: int, language: str) -> tuple[Edition, State]:
    """Raises Http404 for a language that the edition does not come out in."""
    edition = edition_in_preparation(number)
    state = next((state for state in states(edition) if state.language == language), None)
    if state is None:
        raise Http404
    return edition, state


def _context(edition: Edition, state: State) -> dict[str, object]:
    return {"edition": edition, "state": state, "language_name": name_of_language(state.language)}
