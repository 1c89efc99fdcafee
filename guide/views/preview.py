"""Every form of the edition in preparation beside each other, as its editors see them before anybody else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import editors_only
from common.files.download_names import inline
from common.words.language_names import name_of_language
from guide import serving
from guide.builds.preview import state as states
from guide.builds.preview.building import has_changed, request_preview
from guide.builds.preview.state import PreviewState
from guide.editions import AlreadyPublished, Edition, EditionFile
from guide.publication.forms import FORMS
from guide.views.editions import edition_or_404

AT_A_TIME = 20
DRAWN = ("pdf", "large", "imposed", "booklet", "poster", "leaflet", "cover", "share")  # as they stand on the screen
IN_OUR_OWN_FRAME = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}


@editors_only
def edition_forms(request: HttpRequest, number: int) -> HttpResponse:
    """The forms as they were made last, or how far they are; a POST has them made. While it lasts htmx asks for its part."""
    found = edition_or_404(number)
    if found.is_out:
        return redirect("guide:edition", number)
    language = _language(found, request.GET.get("language", ""))
    if request.method == "POST":
        return _asked(request, found, language)
    state = states.read_state(number, language)
    if request.htmx and state and state.is_being_made:  # type: ignore[attr-defined]
        return render(request, "guide/editions/forms/_progress.html", {"edition": found, "state": state})
    response = render(request, "guide/editions/forms/forms.html", _context(found, language, state))
    if request.htmx:  # type: ignore[attr-defined]
        response["HX-Refresh"] = "true"  # it is over: the whole screen has something new to show
    return response


def _context(edition: Edition, language: str, state: PreviewState | None) -> dict[str, Any]:
    others = [(code, name_of_language(code)) for code in edition.languages]
    context: dict[str, Any] = {"edition": edition, "in_language": language, "languages": others, "state": state}
    if state:
        by_name = {form.form: form for form in state.forms}
        context["drawn"] = [by_name[form] for form in DRAWN]
        context["web"], context["epub"] = by_name["web"], by_name["epub"]
        context["plain"] = [by_name[form] for form in ("docx", "markdown", "json")]
        context["has_changed"] = has_changed(state, edition)
        context["is_lost"] = not state.is_done and not state.is_being_made
    return context


def _asked(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    try:
        is_new = request_preview(edition, language)
    except AlreadyPublished as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("guide:edition", edition.number)
    if not is_new:
        messages.info(request, _("It is being made already: somebody else has asked for it."))
    return redirect(f"{reverse('guide:edition_forms', args=[edition.number])}?language={language}")


def _language(edition: Edition, asked: str) -> str:
    """One that the edition comes out in: the one that is asked for, or its own."""
    return asked if asked in edition.languages else edition.language


@editors_only
@require_safe
def edition_form_pages(request: HttpRequest, number: int, language: str, form: str) -> HttpResponse:
    """All pages of a form, twenty at a time."""
    state = states.read_state(number, language)
    if state is None or form not in FORMS or not state.of(form).pictures:
        raise Http404
    asked, shown = request.GET.get("from", "1"), state.of(form)
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    first = min(max(1, first), len(shown.pictures))
    pictures = [*enumerate(shown.pictures, 1)][first - 1 : first - 1 + AT_A_TIME]
    following = first + AT_A_TIME if first + AT_A_TIME <= len(shown.pictures) else None
    context = {
        "edition": edition_or_404(number),
        "in_language": language,
        "form": shown,
        "pictures": pictures,
        "first": first,
    }
    context |= {"following": following, "before": max(1, first - AT_A_TIME) if first > 1 else None}
    return render(request, "guide/editions/forms/pages.html", context)


@editors_only
@require_safe
@csp_override(IN_OUR_OWN_FRAME)
@xframe_options_sameorigin
def edition_form_file(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    """A file of the preview, for editors, and for the frames in which they look at its web page."""
    state = states.read_state(number, language)
    path = serving.file_in(state.folder, name) if state else None
    if path is None:
        raise Http404
    response = never_stored(serving.serve(request, path, is_public=False))
    if state and (made := next((one for one in state.forms if one.name == name), None)):
        what, ending = EditionFile.Form(made.form).saved_name, path.suffix.removeprefix(".")
        response["Content-Disposition"] = inline(what, number, language, ending=ending)
    return response


def never_stored(response: HttpResponseBase) -> HttpResponseBase:
    """A file of a preview, of which no browser keeps a copy and no search engine takes note."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
