"""The guide as readers get it: in their language, each edition and its files, two editions beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from accounts.secret_addresses import unlogged
from campaign.languages import first_language
from campaign.site_settings.public_guide import guide_is_public
from common.markup.language import LANGUAGES
from common.paging import parse_int
from common.words.language_names import name_of_language, native_name
from guide import serving
from guide.builds.current import current_number, has_self_check, name_of, write_notice
from guide.builds.disk import folder, has_page, page_state
from guide.builds.missing import make_missing
from guide.distribution import visit_counter
from guide.editions import Edition, EditionFile
from guide.editions.comparison import compare
from guide.editions.language_status import files_with_additions, languages_given
from guide.publication.document import FORMER_NAMES
from guide.publication.document import PAGE as SELF_CHECK_PAGE
from guide.publication.forms import FOR_THE_PRINTER, FORMS
from themes.models import Theme

PARAMETER = "language"  # where the address itself names no language


def speak(request: HttpRequest, language: str) -> None:
    """Has whatever answers this request, its errors too, speak a language; nothing where the site does not speak it."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def in_language_of_guide[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """In the language that the address names, in its path or else as `?language=`."""

    @wraps(view)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = args[0]
        if isinstance(request, HttpRequest):
            speak(request, str(kwargs.get("language") or request.GET.get(PARAMETER, "")))
        return view(*args, **kwargs)

    return speaking


# What readers get: the editions as they lie on disk, without one query.


PAGE = "index.html"
FORM_OF = {form.name: kind for kind, form in FORMS.items() if form.heavy}


@require_safe
@in_language_of_guide
@guide_readers_only
def guide_current(request: HttpRequest) -> HttpResponse:
    """Leads to the current edition in the reader's language, or in its own; while there is none, to why."""
    number, language = current_number(), get_language() or first_language()
    if number is not None:
        return redirect("guide:guide_in_language", language if has_page(number, language) else first_language())
    edition = Edition.objects.instead_of_current(language)
    spoken = edition.cover_in(language).language if edition else first_language()
    return redirect("guide:guide_in_language", spoken)


@require_safe
@in_language_of_guide
@guide_readers_only
def guide_in_language(request: HttpRequest, language: str) -> HttpResponseBase:
    """The page of the current edition; where it does not come in this language, that of the newest that does.

    Codes on paper lead here, and paper is older than the current edition.
    """
    number = current_number()
    if number is not None and language in LANGUAGES and not has_page(number, language):
        older = Edition.objects.newest_in(language)
        if older and older.number != number:
            return redirect("guide:edition_in_language", older.number, language)
    return guide_file(request, language, PAGE)


@require_safe
@in_language_of_guide
@guide_readers_only
def guide_file(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """A file of the current edition. While there is none: that the newest is being made, or why it was withdrawn; before the
    first a kind page.
    """
    number = current_number()
    if number is None:
        edition = Edition.objects.instead_of_current(language)
        if edition is None:
            return render(request, "guide/editions/nothing_published.html", {"themes": Theme.objects.all()}, status=404)
        number = edition.number
    return _file_of(request, number, language, name)


@require_safe
@in_language_of_guide
@guide_readers_only
def edition_in_language(request: HttpRequest, number: int, language: str) -> HttpResponseBase:
    return edition_file(request, number, language, PAGE)


@require_safe
@in_language_of_guide
@guide_readers_only
def edition_file(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    """A file of an edition at its own address, which never changes; search engines are sent to the current one."""
    return _file_of(request, number, language, name, is_found=False)


@require_safe
@in_language_of_guide
@guide_readers_only
def editions(request: HttpRequest) -> HttpResponse:
    """All that are out, each with its languages and forms; of one that was withdrawn, the notice."""
    rows = Edition.objects.out().for_lists().prefetch_related(Prefetch("files", files_with_additions()), "errata")
    listed = [ListedEdition(edition, get_language() or first_language()) for edition in rows]
    current = next((one.edition.number for one in listed if one.is_readable), None)
    context = {"editions": listed, "current": current, "asked": request.GET.get(PARAMETER, "")}
    return render(request, "guide/editions/editions.html", context)


@dataclass(frozen=True)
class ListedLanguage:
    """What there is of an edition in a language: its name for itself, its files, and when it was added, if it came later."""

    code: str
    name: str
    files: list[tuple[EditionFile, str]]
    added_on: date | None


@dataclass
class ListedEdition:
    """An edition in the list, without a query of its own; `wanted` is what its reader reads."""

    edition: Edition
    wanted: str

    @property
    def is_readable(self) -> bool:
        return self.edition.is_published and self.edition.served_at is not None

    @cached_property
    def pages(self) -> dict[str, Any]:
        """Its web pages by their language: see `files_with_additions`."""
        return {file.language: file for file in self.edition.files.all() if file.form == EditionFile.Form.WEB}

    @property
    def language(self) -> str:
        """In which it is offered to be read: its reader's, where it comes out in it."""
        return self.edition.cover_in(self.wanted).language

    @property
    def title(self) -> str:
        return self.edition.cover_in(self.wanted).title

    @property
    def notice(self) -> tuple[str, str]:
        """What is said of one that was withdrawn, and in which language."""
        return self.edition.notice_in(self.wanted)

    @property
    def page_state(self) -> str:
        return page_state(self.edition, self.edition.files.all(), self.language)

    @property
    def has_pdf(self) -> bool:
        ready = (self.language, EditionFile.Form.PDF, EditionFile.State.READY)
        return any((file.language, file.form, file.state) == ready for file in self.edition.files.all())

    @property
    def has_self_check(self) -> bool:
        return has_self_check(self.edition.number, self.language)

    @property
    def self_check_page(self) -> str:
        return name_of(SELF_CHECK_PAGE, self.edition.number, self.language)

    @property
    def languages(self) -> list[ListedLanguage]:
        """Those in which something is ready, its own first."""
        files = (file for file in self.edition.files.all() if file.form not in FOR_THE_PRINTER)
        ready = [file for file in files if file.state == EditionFile.State.READY]
        own = self.edition.language
        codes = sorted({file.language for file in ready}, key=lambda code: (code != own, code))
        return [
            ListedLanguage(
                code,
                native_name(code),
                [(file, FORMS[file.form].name) for file in ready if file.language == code],
                date.fromisoformat(added) if (added := getattr(self.pages.get(code), "added_on", None)) else None,
            )
            for code in codes
        ]


def _file_of(request: HttpRequest, number: int, language: str, name: str, *, is_found: bool = True) -> HttpResponseBase:
    where = folder(number, language)
    if name == FORMER_NAMES[SELF_CHECK_PAGE] and not (where / name).is_file() and (where / SELF_CHECK_PAGE).is_file():
        return redirect("guide:edition_file", number, language, SELF_CHECK_PAGE)
    found = serving.find(where, name) or _made_again(number, language, name, where) or _notice(number, language, where)
    if found is None:
        response: HttpResponseBase = _not_there(request, number, language, name)
        if not is_found:
            response["X-Robots-Tag"] = "noindex"
        return response
    path, status = found
    is_public = guide_is_public()
    response = serving.serve(request, path, is_public=is_public, language=language, is_found=is_found, status=status)
    if (form := serving.form_of(name)) and serving.is_read(response.status_code, response.items()):
        visit_counter.note(request.META, edition=number, language=language, form=form)
    return response


def _notice(number: int, language: str, where: Path) -> tuple[Path, int] | None:
    """That of an edition that was withdrawn, where it is gone from disk: written again."""
    if not Edition.objects.filter(status=Edition.Status.WITHDRAWN, number=number, texts__language=language).exists():
        return None
    write_notice(number, language)
    return serving.find(where, PAGE)


def _made_again(number: int, language: str, name: str, where: Path) -> tuple[Path, int] | None:
    """A file that the edition should have and that is gone from disk: made from the frozen document, once."""
    return serving.find(where, name) if make_missing(number, language, name) else None


def _is_to_come(file: EditionFile) -> bool:
    """Whether its language is being added to an edition that readers have: it is not there before its page is."""
    edition = file.edition
    return edition.served_at is not None and file.language not in languages_given(edition)


def _not_there(request: HttpRequest, number: int, language: str, name: str) -> HttpResponse:
    """Says why a page or a PDF of a published edition is not there. Raises Http404 for any other file."""
    form = "web" if name == PAGE else FORM_OF.get(name)
    pdfs = EditionFile.objects.filter(
        edition__status=Edition.Status.PUBLISHED, edition__number=number, language=language
    )
    pdf = pdfs.filter(form=form).select_related("edition").first() if form else None
    if pdf is None or (form == EditionFile.Form.WEB and pdf.state != EditionFile.State.WAITING) or _is_to_come(pdf):
        return _other_languages(request, number, language, name)
    is_failed = pdf.state == EditionFile.State.FAILED
    response = render(
        request,
        "guide/editions/file_not_ready.html",
        {"pdf": pdf, "is_failed": is_failed, "has_page": has_page(number, language)},
        status=404 if is_failed else 503,
    )
    response["Cache-Control"] = "no-store"
    if is_failed:
        return response
    response["Retry-After"] = "10" if form == EditionFile.Form.WEB else "30"
    return unlogged(response)  # Django takes each 503 for an error; this one is ordinary waiting


def _other_languages(request: HttpRequest, number: int, language: str, name: str) -> HttpResponse:
    """Where an edition has no page in a language: those in which it has one, at the same address but for the language. Raises
    Http404 for another file, and where there are none.
    """
    codes = [code for code in LANGUAGES if has_page(number, code)]
    if name != PAGE or language not in LANGUAGES or not codes:
        raise Http404
    languages = [(code, native_name(code), request.path.replace(f"/{language}/", f"/{code}/")) for code in codes]
    return render(request, "guide/editions/other_languages.html", {"languages": languages}, status=404)


# Two editions, tip by tip, for whoever may read the guide.


@require_safe
@in_language_of_guide
@guide_readers_only
def editions_compare(request: HttpRequest) -> HttpResponse:
    """`?older=1&newer=2&language=fr`; without them, the two newest, in the guide's language."""
    editions = list(Edition.objects.published().defer("names"))
    newer = _chosen(request, editions, "newer", editions[:1])
    older = _chosen(request, editions, "older", [one for one in editions if newer and one.number < newer.number][:1])
    context: dict[str, Any] = {"editions": editions, "older": older, "newer": newer}
    if older and newer:
        spoken = [code for code in newer.languages if code in older.languages]
        language = request.GET.get("language", spoken[0] if spoken else first_language())
        if language not in spoken:
            raise Http404
        context |= {"comparison": compare(older.guide_in(language), newer.guide_in(language)), "language": language}
        context["languages"] = [(code, name_of_language(code)) for code in spoken]
    return render(request, "guide/editions/comparison/comparison.html", context)


def _chosen(request: HttpRequest, editions: list[Edition], name: str, otherwise: list[Edition]) -> Edition | None:
    """The edition that the address names; raises Http404 for one that readers do not have."""
    text = request.GET.get(name, "")
    if not text:
        return next(iter(otherwise), None)
    number = parse_int(text, digits=9)
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise Http404
    return found
