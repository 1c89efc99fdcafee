"""The texts of a language as files: given out, brought back, looked at, taken over.

An archive of text files is looked at text by text (`importer`); XLIFF and PO, paragraph by paragraph (`exchange`).

Which text of the guide is how far in which language.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, contributors_only, translators_only
from common.files.download_names import attachment
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from common.words.language_names import name_of_language
from guide.editions import Edition
from guide.translating import exchange, exporter, importer
from guide.translating.covers import COVER, CoverProgress, covers_of
from guide.translating.exchange_files import MOST_BYTES, UnreadableExchange
from guide.translating.importer import ParagraphPreview
from guide.translating.machine.proposals import may_be_proposed
from guide.translating.progress import TextProgress, languages, progress_of
from guide.translating.table_groups import groups_of
from guide.translating.target_forms import FilterForm, TranslationImportForm
from guide.translating.unit_outcomes import UnitOutcome

REFUSED = 422
XLIFF = "application/xliff+xml; charset=utf-8"
TYPES = {
    "zip": "application/zip",
    "xliff-2.0": XLIFF,
    "xliff-1.2": XLIFF,
    "po": "text/x-gettext-translation; charset=utf-8",
}


@translators_only
@require_safe
def translation_export(request: HttpRequest, language: str) -> HttpResponse:
    """Every text: each as a file in one archive, or `?format=` says in which of the formats of agencies, all in one."""
    edition = _edition(language)
    format = request.GET.get("format", "zip")
    if format not in TYPES:
        raise Http404
    title = _("Edition %(number)s") % {"number": edition.number}
    name = attachment(title, language, ending=exchange.FORMATS.get(format, format))
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    is_archive = format == "zip"
    content = exporter.archive_of(edition, language) if is_archive else exchange.write_file(edition, language, format)
    return HttpResponse(content, content_type=TYPES[format], headers=headers)


@receives_files(lambda: MOST_BYTES)
@translators_only
def translation_import(request: HttpRequest, language: str) -> HttpResponse:
    """A file comes back: first it is shown what becomes of each text or paragraph, then it is taken over."""
    edition = _edition(language)
    if "confirmed" in request.POST:
        return _import_confirmed(request, edition, language)
    if "paragraphs" in request.POST:
        return _paragraphs_confirmed(request, edition, language)
    form = TranslationImportForm(request.POST, request.FILES) if request.method == "POST" else TranslationImportForm()
    if size_refused(request):
        form.errors.pop("file", None)
        add_error(
            form, UnreadableExchange(_("This file is too large: a translation file can have at most 5 MB."), "heavy")
        )
    elif form.is_valid():
        try:
            return _preview(request, edition, language, form.cleaned_data["file"].read())
        except (exporter.UnreadableArchive, UnreadableExchange) as refusal:
            add_error(form, refusal)
    return _form_again(request, language, form)


def _form_again(request: HttpRequest, language: str, form: TranslationImportForm) -> HttpResponse:
    context = _context(language)
    return show_form(request, form, "guide/translating/files/import.html", context)


def _refused_again(request: HttpRequest, language: str, refusal: ValidationError) -> HttpResponse:
    form = TranslationImportForm({})
    form.errors.pop("file", None)
    add_error(form, refusal)
    return _form_again(request, language, form)


def _preview(request: HttpRequest, edition: Edition, language: str, content: bytes) -> HttpResponse:
    """What becomes of a file. Raises UnreadableArchive or UnreadableExchange."""
    if not content.startswith(b"PK"):
        outcomes, confirmed = exchange.preview_of(edition, language, exchange.read_file(content))
        return _paragraphs(request, language, outcomes, confirmed=confirmed)
    found = importer.read_import(edition, language, content)
    context = _context(language) | {"found": found, "confirmed": importer.form_value(found)}
    context["number_taken"] = sum(one.will_be_taken for one in found)
    return render(request, "guide/translating/files/import_preview.html", context)


def _paragraphs(request: HttpRequest, language: str, outcomes: list[UnitOutcome], *, confirmed: str) -> HttpResponse:
    context = _context(language) | {"preview": ParagraphPreview(outcomes), "confirmed": confirmed}
    return render(
        request, "guide/translating/files/paragraph_preview.html", context, status=200 if confirmed else REFUSED
    )


def _paragraphs_confirmed(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    try:
        refused = exchange.take_over(edition, language, request.POST["paragraphs"], by=actor(request))
    except UnreadableExchange as refusal:
        return _refused_again(request, language, refusal)
    if refused:
        return _paragraphs(request, language, refused, confirmed="")
    _tell(request, exchange.keys_of(request.POST["paragraphs"]))
    return redirect("guide:translation_language", language)


def _import_confirmed(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    try:
        refused = importer.import_confirmed(edition, language, request.POST["confirmed"], by=actor(request))
    except exporter.UnreadableArchive as refusal:
        return _refused_again(request, language, refusal)
    if refused:
        context = _context(language) | {"found": refused, "confirmed": "", "number_taken": 0}
        return render(request, "guide/translating/files/import_preview.html", context, status=REFUSED)
    _tell(request, importer.keys_of(request.POST["confirmed"]))
    return redirect("guide:translation_language", language)


def _tell(request: HttpRequest, taken: set[str]) -> None:
    """Says what became of the texts with these keys: a cover has neither drafts nor a review."""
    if taken - {COVER}:
        messages.success(request, _("The translations are drafts now: somebody sends them to review."))
    if COVER in taken:
        messages.success(request, _("The words of the cover count at once: covers are not reviewed."))


def _edition(language: str) -> Edition:
    """The edition in preparation; raises Http404 for a language that the guide is not translated into."""
    if language not in languages():
        raise Http404
    return Edition.objects.in_preparation()


def _context(language: str) -> dict[str, object]:
    return {"code": language, "language_name": name_of_language(language)}


@contributors_only
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """All texts in all languages; `?state=` and `?kind=` leave out what is not asked for.

    A language that nobody has begun, and in which the edition in preparation does not come out, is a link only.
    """
    found = progress_of(languages())
    covers = covers_of(Edition.objects.in_preparation(), languages())
    known = [one for one in found if one.is_begun or one.language in covers] or found
    rows = list(zip(*(one.texts for one in known), strict=True))
    filters = FilterForm(request.GET)
    groups = groups_of(rows, lambda text: _is_wanted(text, filters))
    groups[0].covers = [_asked_for(covers.get(one.language), filters) for one in known]
    context = {
        "languages": known,
        "not_begun": [one.language for one in found if one not in known],
        "names": [name_of_language(one.language) for one in known],
        "groups": [group for group in groups if not group.is_empty],
        "is_filtered": any(filters.chosen(name) for name in ("state", "kind")),
        "filters": filters,
    }
    return render(request, "guide/translating/translations.html", context)


@contributors_only
@require_safe
def translation_language(request: HttpRequest, language: str) -> HttpResponse:
    """One language: its texts, with what is left of each, and its files."""
    if language not in languages():
        raise Http404
    (known,) = progress_of([language])
    filters = FilterForm(request.GET)
    context = {
        "progress": known,
        "code": language,
        "language_name": name_of_language(language),
        "texts": [text for text in known.texts if _is_wanted(text, filters)],
        "cover": _asked_for(covers_of(Edition.objects.in_preparation(), [language]).get(language), filters),
        "filters": filters,
        "may_propose": any(may_be_proposed(text) for text in known.texts),
    }
    return render(request, "guide/translating/translation_language.html", context)


def _is_wanted(text: TextProgress, filters: FilterForm) -> bool:
    return filters.chosen("state") in {"", text.state} and filters.chosen("kind") in {"", text.original.kind}


def _asked_for(cover: CoverProgress | None, filters: FilterForm) -> CoverProgress | None:
    """The cover, None where the edition in preparation does not come out in its language, or it is not asked for."""
    is_wanted = cover and not filters.chosen("kind") and filters.chosen("state") in {"", cover.state}
    return cover if is_wanted else None
