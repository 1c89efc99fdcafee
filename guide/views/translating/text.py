"""One text beside its translation: read by everybody who writes, translated by whoever translates.

The steps from what is in progress to what is printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, editors_only, is_editor, is_translator, translators_only
from common.forms.fields import add_error
from common.paging import parse_int
from common.words.language_names import name_in_sentence, name_of_language
from common.words.text_lists import side_by_side
from drafts import autosave
from drafts.sent_forms import accepted
from guide.translating import review
from guide.translating.aids import TranslationAids
from guide.translating.machine.proposals import may_be_proposed
from guide.translating.models import PendingTranslation, Suggestion
from guide.translating.progress import TextProgress, languages, progress_of
from guide.translating.querysets import LONGEST_TARGET, TargetsChanged, clean_target, known_segments
from guide.translating.target_forms import NoteForm, SuggestionForm, TargetsForm
from guide.translating.text_detail import (
    NO_AIDS,
    ParagraphDetail,
    TextDetail,
    shown_html,
    with_approved,
    with_suggestions,
)
from guide.translations.originals import Original, Text, original_at, originals
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentStatus, compared

REFUSED = 422
NOTES = ("review", "remark", "unconcerned")


@dataclass(frozen=True)
class Suggested:
    """The form in which somebody suggests another wording of a paragraph, where it is open."""

    paragraph: int = -1
    form: SuggestionForm | None = None
    draft_key: str = ""


@contributors_only
def translation(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """Its paragraphs with their translations, in boxes for whoever may translate."""
    progress = found_text(language, text)
    if not may_translate(request):
        if request.method == "POST":
            raise PermissionDenied
        return render_text(request, progress)
    key = draft_key(progress)
    draft = autosave.words(request, key)
    form = targets_form(progress, request.POST if request.method == "POST" else None, draft)
    if not form.is_valid():
        return render_text(request, progress, form=form)
    try:
        pending = _save(request, progress, form)
    except TargetsChanged as refusal:
        add_error(form, refusal)
        form.begin_again_from(refusal.theirs)
        return render_text(request, progress, form=form, theirs=refusal.theirs)
    except ValidationError as refusal:
        add_error(form, refusal)
        return render_text(request, progress, form=form)
    autosave.sent(request)
    if pending:
        messages.success(request, _("Saved. None of it is printed until somebody else has approved it."))
    else:
        messages.info(request, _("Nothing has changed"))
    return redirect("guide:translation", language, text)


def _save(request: HttpRequest, progress: TextProgress, form: TargetsForm) -> PendingTranslation | None:
    return PendingTranslation.objects.save_targets(
        progress.original.text,
        language=progress.language,
        source_version=form.cleaned_data["source_version"],
        typed=form.typed,
        by=actor(request),
    )


def found_text(language: str, text: str) -> TextProgress:
    """Returns a text in a language; raises Http404."""
    if language not in languages():
        raise Http404
    (known,) = progress_of([language])
    progress = next((one for one in known.texts if one.original.key == text), None)
    if progress is None:
        raise Http404
    return progress


def may_translate(request: HttpRequest) -> bool:
    return is_translator(request.user) or is_editor(request.user)


def draft_key(progress: TextProgress) -> str:
    return f"translation:{progress.language}:{progress.original.key}"


def targets_form(progress: TextProgress, data: Any, draft: dict[str, str]) -> TargetsForm:
    """Returns the form against the version of the original that stood beside what was typed, else against that of today."""
    sent = parse_int((data or draft).get("source_version", ""), digits=9)
    original = original_at(progress.original.text, progress.original.version if sent is None else sent)
    known = known_segments(progress.pending, progress.translation)
    status = compared(source_segments(original), known)
    return TargetsForm(data, status=status, version=original.version, language=progress.language, draft=draft)


def boxes_beside(request: HttpRequest, progress: TextProgress) -> TargetsForm:
    """Returns the form with what this person has typed into it, for a screen that another form of it was sent from."""
    return targets_form(progress, None, autosave.words_beside(request, draft_key(progress)))


def render_text(
    request: HttpRequest,
    progress: TextProgress,
    *,
    form: TargetsForm | None = None,
    theirs: dict[int, str] | None = None,
    notes: dict[str, NoteForm] | None = None,
    suggested: Suggested | None = None,
) -> HttpResponse:
    """Returns the screen of a text; with a form that was refused, what is wrong with it."""
    autosave.look_up(request, [note_key(progress, what) for what in NOTES])
    status = form.status if form else progress.status
    aids = TranslationAids(progress.original, progress.language).of(_as_typed(form)) if form else []
    paragraphs = [
        ParagraphDetail(
            place,
            one,
            box=form[f"target_{place}"] if form else None,
            still_right=form[f"still_{place}"] if form and f"still_{place}" in form.fields else None,
            theirs=(theirs or (form.theirs if form else {})).get(place),
            aids=aids[place] if form else NO_AIDS,
        )
        for place, one in enumerate(status.segments)
    ]
    with_approved(paragraphs, progress)
    rows = Suggestion.objects.open().of(progress.original.text).in_language(progress.language)  # type: ignore[attr-defined]
    with_suggestions(paragraphs, list(rows.select_related("by")))
    known = {what: note_form(request, progress, what) for what in NOTES} | (notes or {})
    suggested = suggested or Suggested()
    context = {
        "text": TextDetail(progress, actor(request), paragraphs),
        "form": form,
        "draft_key": draft_key(progress),
        "language_name": name_of_language(progress.language),
        "notes": known,
        "note_keys": {what: note_key(progress, what) for what in NOTES},
        "suggested": suggested,
        "may_propose": form is not None and may_be_proposed(progress),
    }
    shown = [form, suggested.form, *known.values()]
    status_code = REFUSED if any(one is not None and one.errors for one in shown) else 200
    return render(request, "guide/translating/translation.html", context, status=status_code)


def _as_typed(form: TargetsForm) -> list[SegmentStatus]:
    """The paragraphs with what stands in their boxes, which is not saved where it comes from a draft or a refused form."""
    return [
        replace(one, segment=replace(one.segment, target=str(form[f"target_{place}"].value() or "")))
        for place, one in enumerate(form.status.segments)
    ]


def note_key(progress: TextProgress, what: str) -> str:
    return f"{draft_key(progress)}:{what}"


def note_form(request: HttpRequest, progress: TextProgress, what: str, data: Any = None) -> NoteForm:
    """Returns the form of a remark: with a review, on the original, on a change of it."""
    words = autosave.words(request, note_key(progress, what)) if data is None else {}
    return NoteForm(data, auto_id=f"{what}_%s", initial=words)


# What may be wrong with the words in the box of a paragraph, while they are typed. Nothing is written.


@translators_only
@require_POST
def translation_check(request: HttpRequest, language: str, text: str, paragraph: int) -> HttpResponse:
    """The warnings about one paragraph, against the version of the original beside the box; with `as_read`, its words too."""
    original, segment = _found(request, language, text, paragraph)
    target = clean_target(request.POST.get("target", "")[:LONGEST_TARGET], segment.field)
    warnings = TranslationAids(original, language).warnings(replace(segment, target=target))
    context = {"warnings": warnings, "language": language}
    if "as_read" in request.POST:
        context["shown"] = shown_html(segment.field, target)
    return render(request, "guide/translating/paragraphs/_checked.html", context)


def _found(request: HttpRequest, language: str, text: str, paragraph: int) -> tuple[Original, Segment]:
    """Raises Http404."""
    now = next((one for one in originals() if one.key == text), None)
    if now is None or language not in languages():
        raise Http404
    version = parse_int(request.POST.get("source_version", ""))
    original = now if version is None else original_at(now.text, version)
    segments = source_segments(original)
    if paragraph >= len(segments):
        raise Http404
    return original, segments[paragraph]


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
        lambda: review.does_not_concern_translations(
            progress.original.text, by=actor(request), note=form.cleaned_data["note"]
        ),
    ):
        _message_unconcerned(request, progress.original.text)
        return redirect("guide:translation", language, text)
    return render_text(request, progress, form=boxes_beside(request, progress), notes={"unconcerned": form})


def _message_unconcerned(request: HttpRequest, text: Text) -> None:
    """What the editor has said, and what it says nothing about: paragraphs that nobody has translated yet."""
    missing = review.missing_paragraphs(text)
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
