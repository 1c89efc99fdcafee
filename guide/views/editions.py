"""The edition in preparation: set up, previewed, published; and those that are out, which are only read.

The languages of the edition in preparation: which, how far each is, and what becomes of what is not ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, is_editor, translators_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from contributions.models import Image
from drafts import autosave
from drafts.sent_forms import accepted
from guide import serving
from guide.builds.disk import page_state, progress_of
from guide.builds.missing import make_failed_again
from guide.builds.preview.building import preview_folder, store_preview, web_files
from guide.desk.setup_steps import steps_of
from guide.editions import Edition
from guide.editions.forms import LICENCES, EditionForm, ImprintForm, PictureForm
from guide.editions.language_status import LanguageStatus, TextStatus, edition_languages, language_statuses
from guide.editions.proof.parts import guide_to_be
from guide.editions.renumbering import TipsWouldLosePlaces, VoteWouldLosePlace
from guide.editions.setup import SHARP_IN_PRINT, WIDTH_FOR_PRINT
from guide.tips.board import board_in_preparation
from guide.translating.covers import cover_matches
from guide.translating.progress import TextProgress
from guide.translating.progress import progress_of as texts_in
from guide.translating.target_forms import ChoiceForm, CoverForm, LanguagesForm
from guide.views.text_history import edition_in_preparation
from themes.models import Theme


@editors_only
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """The settings of the edition in preparation; what became of one that is out."""
    found = edition_or_404(number)
    if found.is_out:
        return _published(request, found)
    key = f"edition:{found.pk}:settings"
    form = EditionForm(request.POST or None, edition=found, draft=autosave.words(request, key))
    if request.method == "POST" and form.is_valid():
        try:
            _set_up(found, form, request)
        except (TipsWouldLosePlaces, VoteWouldLosePlace) as refusal:
            form.add_error(f"places_{refusal.theme.number}", refusal)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Saved."))
            return redirect("guide:edition", number)
    board = board_in_preparation()
    context = {"edition": found, "board": board, "steps": steps_of(found, board), "draft_key": key}
    return show_form(request, form, "guide/editions/edition.html", context)


def edition_or_404(number: int) -> Edition:
    """An edition by its number, without what it says; the draft is made when it is first asked for."""
    Edition.objects.in_preparation()
    return get_object_or_404(
        Edition.objects.for_lists().select_related("published_by", "proof_by", "withdrawn_by"), number=number
    )


def _set_up(edition: Edition, form: EditionForm, request: HttpRequest) -> None:
    sent = form.cleaned_data
    with form.unchanged():
        edition.describe(title=sent["title"], subtitle=sent["subtitle"], summary=sent["summary"])
        if form.counts:
            edition.allot(form.counts, by=actor(request))


def _published(request: HttpRequest, edition: Edition) -> HttpResponse:
    progress = progress_of(edition)
    context: dict[str, Any] = {"edition": edition, "progress": progress, "address": edition.get_absolute_url()}
    context["page_state"] = page_state(edition, (made.file for made in progress.files), edition.language)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "guide/editions/_files.html", context)
    context |= {"steps": edition.steps.select_related("by"), "languages": edition_languages(edition)}
    return render(request, "guide/editions/published.html", context)


@editors_only
def edition_preview(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the preview in the language in which the edition is written."""
    found = edition_or_404(number)
    return redirect(found) if found.is_out else redirect("guide:edition_preview_page", number, found.language)


@editors_only
def edition_preview_page(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The web page exactly as it will be published; what it shows is stored beside the editions, named after its content."""
    found = edition_or_404(number)
    if found.is_out:
        return redirect(found)
    if language not in found.languages:
        raise Http404
    files = dict(web_files(found, guide_to_be(found, language)))
    page = files.pop("index.html")
    store_preview(files)
    return _private(HttpResponse(page))


@editors_only
def edition_preview_file(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    if name == "index.html":
        return edition_preview_page(request, number, language)
    path = serving.file_in(preview_folder(), name)
    if path is None:
        raise Http404
    return serving.serve(request, path, is_public=False)


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


@editors_only
@require_POST
def edition_retry(request: HttpRequest, number: int) -> HttpResponse:
    """Has the files that failed made again."""
    found = get_object_or_404(Edition.objects.published(), number=number)
    make_failed_again(found)
    messages.info(request, _("It is being made again."))
    return redirect("guide:edition", number)


# The small screens of the edition in preparation: its imprint, the picture on its cover and those of its chapters.


PICTURES_AT_ONCE = 24


@editors_only
def edition_imprint(request: HttpRequest, number: int) -> HttpResponse:
    """Publisher, place, licence, ISBN, contact and credits."""
    edition = edition_in_preparation(number)
    key = f"edition:{edition.pk}:imprint"
    sent = request.POST if request.method == "POST" else None
    form = ImprintForm(sent, edition=edition, draft=autosave.words(request, key))
    if accepted(request, form, lambda: edition.word_imprint(**form.values)):
        messages.success(request, _("Saved."))
        return redirect("guide:edition", number)
    context = {"edition": edition, "licences": LICENCES, "draft_key": key}
    return show_form(request, form, "guide/editions/preparation/imprint.html", context)


@editors_only
def edition_pictures(request: HttpRequest, number: int) -> HttpResponse:
    """Each question with the picture at the head of its chapter, or its motif."""
    edition = edition_in_preparation(number)
    images = {row.theme_id: row.image for row in edition.illustrations.select_related("image")}
    rows = [(theme, images.get(theme.pk)) for theme in Theme.objects.all()]
    return render(request, "guide/editions/preparation/pictures.html", {"edition": edition, "rows": rows})


@editors_only
def edition_cover(request: HttpRequest, number: int) -> HttpResponse:
    """The picture on the cover, chosen from those of the site."""
    return _pick(request, edition_in_preparation(number), None)


@editors_only
def edition_picture(request: HttpRequest, number: int, theme: int) -> HttpResponse:
    """The picture of one question."""
    return _pick(request, edition_in_preparation(number), get_object_or_404(Theme, number=theme))


def _pick(request: HttpRequest, edition: Edition, theme: Theme | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = PictureForm(sent, edition=edition, theme=theme, by=actor(request))
    if form.is_valid():
        try:
            with form.unchanged():
                _choose(edition, theme, form.cleaned_data["picture"])
        except ValidationError as refusal:
            add_error(form, refusal)
            edition.refresh_from_db(fields=["cover_image"])
        else:
            messages.success(request, _("Saved."))
            return redirect(
                *(("guide:edition_pictures", edition.number) if theme else ("guide:edition", edition.number))
            )
    question = request.GET.get("q", "")[:200]
    rows = Image.objects.for_reader(request.user).in_sight().search(question).mine_first(actor(request))
    context = {
        "edition": edition,
        "theme": theme,
        "chosen": edition.picture_of(theme),
        "pictures": Paginator(rows, PICTURES_AT_ONCE).get_page(request.GET.get("page")),
        "question": question,
        "least": WIDTH_FOR_PRINT,
        "sharp": SHARP_IN_PRINT,
    }
    return show_form(request, form, "guide/editions/preparation/pick.html", context)


def _choose(edition: Edition, theme: Theme | None, image: Image | None) -> None:
    """Raises ValidationError for a picture that may not be shown here."""
    if theme:
        edition.illustrate(theme, image)
    else:
        edition.show_on_cover(image)


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
                _choose_languages(edition, set(form.cleaned_data["languages"]), set(chosen))
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("guide:edition_languages", number)
    context = {"edition": edition, "states": known}
    return show_form(request, form, "guide/translations/languages.html", context)


def _choose_languages(edition: Edition, wanted: set[str], known: set[str]) -> None:
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
    (known,) = texts_in([language])
    lines = [TextStatus(one.original, one.translation) for one in known.texts]
    not_ready = [one for one, line in zip(known.texts, lines, strict=True) if line.state != "done"]
    return edition, LanguageStatus(text, lines), not_ready


def _context(edition: Edition, state: LanguageStatus) -> dict[str, object]:
    return {"edition": edition, "state": state, "language_name": name_of_language(state.language)}
