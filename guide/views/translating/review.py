"""The steps from what is in progress to what is printed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, translators_only
from common.paging import parse_int
from common.words.language_names import name_in_sentence
from common.words.text_lists import side_by_side
from drafts.sent_forms import accepted
from guide.translating import review, unconcerned
from guide.translating.progress import TextProgress
from guide.translations.one_text import Text
from guide.views.translating.text import boxes_beside, found_text, note_form, render_text


@translators_only
@require_POST
def translation_review(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """It is complete: somebody else may read it."""
    return _step(
        request,
        language,
        text,
        review.ask_for_review,
        _("It waits for somebody else to approve it."),
        takes_note=True,
        only_saved=True,
    )


@translators_only
@require_POST
def translation_approve(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """The guide says it from now on."""
    said = _("Approved: the guide says it from now on.")
    return _step(request, language, text, review.approve, said, only_saved=True)


@translators_only
@require_POST
def translation_send_back(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """Something is to be changed first."""
    return _step(request, language, text, review.send_back, _("Sent back, with your remark."), takes_note=True)


@translators_only
@require_POST
def translation_take_back(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """It was sent too early."""
    return _step(request, language, text, review.take_back, _("It is a draft again."))


@translators_only
@require_POST
def translation_discard(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """It was begun by mistake, or is not worth going on with."""
    return _step(request, language, text, review.discard, _("The draft is discarded."))


@editors_only
@require_POST
def original_unconcerned(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """The last changes of the original say nothing else to whoever reads a translation, in no language."""
    progress = found_text(language, text)
    form = note_form(request, progress, "unconcerned", request.POST)
    if accepted(
        request,
        form,
        lambda: unconcerned.does_not_concern_translations(
            progress.original.text, by=actor(request), note=form.cleaned_data["note"]
        ),
    ):
        _message_unconcerned(request, progress.original.text)
        return redirect("guide:translation", language, text)
    return render_text(request, progress, form=boxes_beside(request, progress), notes={"unconcerned": form})


def _message_unconcerned(request: HttpRequest, text: Text) -> None:
    """What the editor has said, and what it says nothing about: paragraphs that nobody has translated yet."""
    missing = unconcerned.missing_paragraphs(text)
    if not missing:
        messages.success(request, _("Noted: translations of this text are up to date."))
        return
    of_a_language = pgettext("a language, and how many paragraphs", "%(language)s (%(n)s)")
    found = [of_a_language % {"language": name_in_sentence(code), "n": n} for code, n in missing.items()]
    words = _("Noted: what is translated of this text is up to date. Paragraphs without a translation: %(languages)s.")
    messages.warning(request, words % {"languages": side_by_side(found)})


def _step(
    request: HttpRequest,
    language: str,
    text: str,
    verb: Callable[..., object],
    said: str,
    *,
    takes_note: bool = False,
    only_saved: bool = False,
) -> HttpResponse:
    progress = found_text(language, text)
    if progress.pending is None:
        messages.warning(request, _("Somebody has changed this translation meanwhile: look at it as it is now."))
        return redirect("guide:translation", language, text)
    form = note_form(request, progress, "review", request.POST)
    version = parse_int(request.POST.get("seen", ""), digits=9) or 0
    if form.is_valid():
        words = {"note": form.cleaned_data["note"]} if takes_note else {}

        def step() -> None:
            if only_saved:
                _check_saved(request, progress)
            verb(progress.pending, by=actor(request), seen=version, **words)

        if accepted(request, form, step):
            messages.success(request, said)
            return redirect("guide:translation_language", language)
    return render_text(
        request, found_text(language, text), form=boxes_beside(request, progress), notes={"review": form}
    )


def _check_saved(request: HttpRequest, progress: TextProgress) -> None:
    """Raises ValidationError where this person has typed something that is not saved: no step would be one of that."""
    if boxes_beside(request, progress).has_unsaved_words:
        words = _("What you typed is not saved yet: save it first, or throw the draft away.")
        raise ValidationError(words, code="unsaved")
