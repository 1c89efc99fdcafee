"""The texts of a language as files: given out, brought back, looked at, taken over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, translators_only
from contributions.revision_views import add_error
from contributions.views.uploads.upload_handler import receives_files, size_refused
from guide.editions import Edition
from guide.languages import name_of_language
from guide.translating import archive, exporter, importer
from guide.translating.forms import TranslationImportForm
from guide.translating.progress import languages

REFUSED = 422


@translators_only
@require_safe
def translation_export(request: HttpRequest, language: str) -> HttpResponse:
    """Every text as a file, in one archive."""
    edition = _edition(language)
    name = f"edition-{edition.number}-{language}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(exporter.archive_of(edition, language), content_type="application/zip", headers=headers)


@receives_files(lambda: archive.MOST_BYTES)
@translators_only
def translation_import(request: HttpRequest, language: str) -> HttpResponse:
    """The archive comes back: first it is shown what becomes of each text, then it is taken over."""
    edition = _edition(language)
    if "confirmed" in request.POST:
        return _import_confirmed(request, edition, language)
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
            context = _context(language) | {"found": found, "confirmed": importer.form_value(found)}
            context["number_taken"] = sum(one.will_be_taken for one in found)
            return render(request, "guide/translating/import_preview.html", context)
    context = _context(language) | {"form": form}
    return render(request, "guide/translating/import.html", context, status=REFUSED if form.errors else 200)


def _import_confirmed(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    try:
        refused = importer.import_confirmed(edition, language, request.POST["confirmed"], by=actor(request))
    except archive.UnreadableArchive as refusal:
        form = TranslationImportForm({})
        form.errors.pop("file", None)
        add_error(form, refusal)
        context = _context(language) | {"form": form}
        return render(request, "guide/translating/import.html", context, status=REFUSED)
    if refused:
        context = _context(language) | {"found": refused, "confirmed": "", "number_taken": 0}
        return render(request, "guide/translating/import_preview.html", context, status=REFUSED)
    messages.success(request, _("The translations are drafts now: somebody sends them to review."))
    return redirect("guide:translation_language", language)


def _edition(language: str) -> Edition:
    """The edition in preparation; raises Http404 for a language that the guide is not translated into."""
    if language not in languages():
        raise Http404
    return Edition.objects.in_preparation()


def _context(language: str) -> dict[str, object]:
    return {"code": language, "language_name": name_of_language(language)}
