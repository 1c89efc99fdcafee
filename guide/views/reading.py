"""What readers get: the editions as they lie on disk, without one query."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from guide import publishing, serving
from guide.editions import Edition, EditionFile
from guide.making.disk import folder
from guide.publication.forms import FORMS

PAGE = "index.html"
FORM_OF = {form.name: kind for kind, form in FORMS.items() if form.heavy}


@require_safe
@guide_readers_only
def guide_current(request: HttpRequest) -> HttpResponse:
    """Leads to the current edition in the reader's language, or in its own."""
    number, language = publishing.current_number(), get_language() or settings.GUIDE_LANGUAGE
    has_own = number is not None and folder(number, language).is_dir()
    return redirect("guide:guide_in_language", language if has_own else settings.GUIDE_LANGUAGE)


@require_safe
@guide_readers_only
def guide_in_language(request: HttpRequest, language: str) -> HttpResponseBase:
    return guide_file(request, language, PAGE)


@require_safe
@guide_readers_only
def guide_file(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """A file of the current edition; a kind page as long as there is none."""
    number = publishing.current_number()
    if number is None:
        return render(request, "guide/not_yet.html", status=404)
    return _file_of(request, number, language, name)


@require_safe
@guide_readers_only
def edition_in_language(request: HttpRequest, number: int, language: str) -> HttpResponseBase:
    return edition_file(request, number, language, PAGE)


@require_safe
@guide_readers_only
def edition_file(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    """A file of an edition at its own address, which never changes; search engines are sent to the current one."""
    response = _file_of(request, number, language, name)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@guide_readers_only
def editions(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/editions.html", {"editions": Edition.objects.published().for_lists()})


def _file_of(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    where = folder(number, language)
    path = serving.file_in(where, name) or _made_again(number, language, name, where)
    if path is None:
        return _no_pdf(request, number, language, name)
    response = serving.serve(request, path, is_public=settings.GUIDE_IS_PUBLIC)
    response["Content-Language"] = language
    if not settings.GUIDE_IS_PUBLIC:
        response["X-Robots-Tag"] = "noindex"
    return response


def _made_again(number: int, language: str, name: str, where: Path) -> Path | None:
    """A file that the edition should have and that is gone from disk: made from the frozen document, once."""
    return serving.file_in(where, name) if publishing.make_missing(number, language, name) else None


def _no_pdf(request: HttpRequest, number: int, language: str, name: str) -> HttpResponse:
    """Says what keeps the PDF of a published edition; any other file does not exist."""
    pdfs = EditionFile.objects.filter(
        edition__status=Edition.Status.PUBLISHED, edition__number=number, language=language
    )
    pdf = pdfs.filter(form=FORM_OF[name]).select_related("edition").first() if name in FORM_OF else None
    if pdf is None:
        raise Http404
    is_failed = pdf.state == EditionFile.State.FAILED
    response = render(
        request, "guide/no_pdf.html", {"pdf": pdf, "is_failed": is_failed}, status=404 if is_failed else 503
    )
    response["Cache-Control"] = "no-store"
    if not is_failed:
        response["Retry-After"] = "30"
    return response
