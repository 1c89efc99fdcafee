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
from contributions.revision_views import add_error
from contributions.views.uploads.upload_handler import receives_files, size_refused
from drafts import autosave
from guide.editions import Edition
from guide.editions.language_status import LanguageStatus, TextStatus, language_statuses
from guide.languages import name_of_language
from guide.translating import archive, exporter, importer
from guide.translating.forms import ChoiceForm, CoverForm, LanguagesForm, TranslationForm, TranslationImportForm
from guide.translations.models import Translation
from guide.translations.querysets import TranslationChanged
from guide.views.lookup import edition_in_preparation

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
    words = CoverForm(request.POST if is_cover else None, text=state.text, draft=autosave.words(request, key))
    choice = ChoiceForm(request.POST if is_choice else None, state=state)
    for form, save in ((words, edition.word_cover_in), (choice, edition.choose_for)):
        if form.is_valid():
            try:
                with form.unchanged():
                    save(language, **form.values)
            except ValidationError as refusal:
                add_error(form, refusal)
                continue
            autosave.sent(request)
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
        initial=_known(line) | autosave.words(request, key),
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
            autosave.sent(request)
            messages.success(request, _("The translation is kept."))
            return redirect(_next_address(edition, state, line))
    context = _context(edition, state) | {"line": line, "form": form, "draft_key": key, "theirs": theirs}
    return render(request, "guide/translations/translation.html", context, status=REFUSED if form.errors else 200)


def _known(line: TextStatus) -> dict[str, object]:
    row = line.translation
    names = ("title", "short_title", "body", "quote")
    words = {name: getattr(row, name) for name in names} if row else {}
    return words | {"version": line.original.version, "seen": row.mark if row else ""}


def _record(request: HttpRequest, form: TranslationForm, line: TextStatus, language: str) -> None:
    Translation.objects.record(
        line.original.text,
        language=language,
        source_version=form.cleaned_data["version"] or 0,
        seen=form.cleaned_data["seen"],
        by=actor(request),
        **cast("Any", form.words),
    )


def _next_address(edition: Edition, state: LanguageStatus, done: TextStatus) -> str:
    """The language's list, at the text that was just kept."""
    return f"{reverse('guide:edition_language', args=[edition.number, state.language])}#{done.original.key}"


@translators_only
@require_safe
def language_export(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """Every text as a file, in one archive."""
    edition, _state = _found(number, language)
    name = f"edition-{number}-{language}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(exporter.archive_of(edition, language), content_type="application/zip", headers=headers)


@receives_files(lambda: archive.MOST_BYTES)
@translators_only
def language_import(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The archive comes back: first it is shown what becomes of each text, then it is taken over."""
    edition, state = _found(number, language)
    if "confirmed" in request.POST:
        return _import_confirmed(request, edition, state)
    form = TranslationImportForm(request.POST, request.FILES) if request.method == "POST" else TranslationImportForm()
    if size_refused(request):
        form.errors.pop("file", None)
        add_error(
            form,
            archive.UnreadableArchive(_("This file is too heavy: send back the archive with its text files alone.")),
        )
    elif form.is_valid():
        try:
            found = importer.read_import(edition, language, form.cleaned_data["file"].read())
        except archive.UnreadableArchive as refusal:
            add_error(form, refusal)
        else:
            context = _context(edition, state) | {"found": found, "confirmed": importer.form_value(found)}
            context["number_taken"] = sum(one.will_be_taken for one in found)
            return render(request, "guide/translations/import_preview.html", context)
    context = _context(edition, state) | {"form": form}
    return render(request, "guide/translations/import.html", context, status=REFUSED if form.errors else 200)


def _import_confirmed(request: HttpRequest, edition: Edition, state: LanguageStatus) -> HttpResponse:
    try:
        refused = importer.import_confirmed(edition, state.language, request.POST["confirmed"], by=actor(request))
    except archive.UnreadableArchive as refusal:
        form = TranslationImportForm({})
        form.errors.pop("file", None)
        add_error(form, refusal)
        return render(
            request, "guide/translations/import.html", _context(edition, state) | {"form": form}, status=REFUSED
        )
    if refused:
        context = _context(edition, state) | {"found": refused, "confirmed": "", "number_taken": 0}
        return render(request, "guide/translations/import_preview.html", context, status=REFUSED)
    messages.success(request, _("The translations are kept."))
    return redirect("guide:edition_language", edition.number, state.language)


def _found(number: int, language: str) -> tuple[Edition, LanguageStatus]:
    """Raises Http404 for a language that the edition does not come out in."""
    edition = edition_in_preparation(number)
    state = next((state for state in language_statuses(edition) if state.language == language), None)
    if state is None:
        raise Http404
    return edition, state


def _context(edition: Edition, state: LanguageStatus) -> dict[str, object]:
    return {"edition": edition, "state": state, "language_name": name_of_language(state.language)}
