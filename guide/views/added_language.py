"""A language is added to an edition that is out: first what goes out in it, then it is confirmed.

What is asked where a language is added to an edition that is out.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import actor, editors_only
from campaign.languages import guide_languages
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.words.language_names import name_of_language
from drafts import autosave
from guide import serving
from guide.builds.preview.building import added_preview_file, page_of_preview, store_added_preview
from guide.editions import Edition, EditionText, LanguageNotAdded
from guide.editions.added_document import AddedDocument, CoverWords, digest_of, known_cover_words, with_marks
from guide.editions.added_language import AddedLanguage
from guide.translating.target_forms import CoverForm
from guide.translations.translated_texts import WhenOutdated
from guide.views.editions import edition_or_404
from guide.views.preview import IN_OUR_OWN_FRAME, never_stored


class AddedLanguageForm(CoverForm):
    """The words of the cover, and what becomes of the texts whose translation is not of the words of the edition.

    `seen` is the digest of what was shown where it is to be confirmed.
    """

    when_outdated = forms.ChoiceField(
        label=_("Where a translation is of another wording"),
        choices=[
            (WhenOutdated.ORIGINAL.value, WhenOutdated.ORIGINAL.label),
            (WhenOutdated.OLDER.value, _("Print the translation, under a note that says so")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of the texts whose translation is of another wording.")},
    )
    accept_missing = forms.BooleanField(
        error_messages={"required": _("Tick this, or translate the texts first.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, added: AddedLanguage, draft: dict[str, str]) -> None:
        words = known_cover_words(added.edition, added.language)
        text = EditionText(edition=added.edition, language=added.language, **words.values)
        super().__init__(data, text=text, draft=draft)
        if not added.in_state("reworded"):
            del self.fields["when_outdated"]
        if untranslated := added.in_state("missing", "other"):
            self.fields["accept_missing"].label = ngettext(
                "%(n)s text goes out in the language of the edition",
                "%(n)s texts go out in the language of the edition",
                len(untranslated),
            ) % {"n": len(untranslated)}
        else:
            del self.fields["accept_missing"]

    @property
    def cover(self) -> CoverWords:
        return CoverWords(**self.values)

    @property
    def choices(self) -> dict[str, Any]:
        """As `Edition.add_language` takes them."""
        sent = self.cleaned_data
        return {"when_outdated": sent.get("when_outdated", ""), "accept_missing": sent.get("accept_missing", False)}

    def hidden(self) -> list[forms.BoundField]:
        """What was sent, to be sent once more by whoever confirms it."""
        return [self[name] for name in self.fields if name != "seen"]


REFUSED = 422


@editors_only
def edition_add_language(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """What the edition would say in the language, and the words of its cover; a second POST confirms it."""
    found = edition_or_404(number)
    if language not in guide_languages():
        raise Http404
    if not found.is_published or language in found.languages:
        messages.info(request, gettext("The edition comes out in this language already, or cannot come out in it."))
        return redirect("guide:edition", number)
    added = AddedLanguage(found, language)
    key = f"edition:{found.pk}:language:{language}"
    form = AddedLanguageForm(
        request.POST if request.method == "POST" else None, added=added, draft=autosave.words(request, key)
    )
    context = _context(found, added) | {"form": form, "draft_key": key}
    if form.is_valid():
        if "confirmed" not in request.POST:
            return _to_confirm(request, added, form, context)
        try:  # what its cover says was compared when it was sent to be confirmed
            _add(request, found, language, form)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, gettext("The language is added: its files are being made."))
            return redirect("guide:edition", number)
    return show_form(request, form, "guide/editions/languages/add.html", context)


@editors_only
@require_safe
@csp_override(IN_OUR_OWN_FRAME)
@xframe_options_sameorigin
def edition_added_preview(request: HttpRequest, number: int, language: str, name: str) -> HttpResponseBase:
    """A file of the preview of a language that is to be added: for editors, and for the frames in which they look at it."""
    path = added_preview_file(number, language, name)
    if path is None or not edition_or_404(number).is_published:
        raise Http404
    return never_stored(serving.serve(request, path, is_public=False))


def _context(edition: Edition, added: AddedLanguage) -> dict[str, Any]:
    return {
        "edition": edition,
        "code": added.language,
        "language_name": name_of_language(added.language),
        "has_tips": added.has_tips,
        "done": added.in_state("done"),
        "missing": added.in_state("missing"),
        "other": added.in_state("other"),
        "reworded": added.in_state("reworded"),
        "errata": edition.errata.count(),
    }


def _to_confirm(
    request: HttpRequest, added: AddedLanguage, form: AddedLanguageForm, context: dict[str, Any]
) -> HttpResponse:
    notes = form.choices["when_outdated"] == WhenOutdated.OLDER
    try:
        if not added.has_tips:
            words = gettext("None of its tips would be in this language: translate them first.")
            raise LanguageNotAdded(words, code="nothing")
        guide = AddedDocument(added, form.cover.cleaned(), notes=notes, on=timezone.localdate()).guide()
    except ValidationError as refusal:
        add_error(form, refusal)
        return render(request, "guide/editions/languages/add.html", context, status=REFUSED)
    seen = digest_of(guide)
    context |= {"guide": guide, "seen": seen, "notes": notes, "shown": page_of_preview(seen)}
    response = render(request, "guide/editions/languages/confirm.html", context)
    store_added_preview(added.edition, added.edition.with_names(with_marks(guide, added, notes=notes)), seen)
    return response


def _add(request: HttpRequest, edition: Edition, language: str, form: AddedLanguageForm) -> None:
    seen = form.cleaned_data["seen"]
    edition.add_language(language, by=actor(request), cover=form.cover, seen=seen, **form.choices)
