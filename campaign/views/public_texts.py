"""The texts about the site under « Réglages »: which are in the organisation's own words, and since when."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, administrators_only
from campaign.settings_history import changes_of_public_texts
from campaign.site_forms import PublicTextForm
from campaign.site_settings.public_texts import PublicText
from common.forms.screens import show_form
from common.paging import numbered_page
from drafts import autosave
from drafts.sent_forms import accepted

VERSIONS_AT_ONCE = 10
ADDRESSES = {"privacy": "privacy", "accessibility": "accessibility", "how-it-works": "how_it_works"}


@administrators_only
@require_safe
def public_texts(request: HttpRequest) -> HttpResponse:
    """Each text in each language of the site: its first wording, or the organisation's own words."""
    written = set(PublicText.objects.written().values_list("kind", "language"))
    languages = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
    texts = [
        {"kind": kind, "label": label, "address": ADDRESSES[kind], "languages": _states(kind, languages, written)}
        for kind, label in PublicText.Kind.choices
    ]
    return render(request, "campaign/public_texts/public_texts.html", {"texts": texts})


def _states(kind: str, languages: list[tuple[str, str]], written: set[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    return [(code, name, (kind, code) in written) for code, name in languages]


@administrators_only
@require_safe
def public_texts_history(request: HttpRequest) -> HttpResponse:
    """Who changed which text, and when; the newest first."""
    rows = PublicText.history.exclude(history_type="+").select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), VERSIONS_AT_ONCE)
    context = {"page": page, "versions": changes_of_public_texts(list(page))}
    return render(request, "campaign/public_texts/history.html", context)


@administrators_only
def public_text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """One text in one language."""
    if kind not in PublicText.Kind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    row, key = PublicText.objects.to_write(kind, language), f"public-text:{kind}:{language}"
    sent = request.POST if request.method == "POST" else None
    form = PublicTextForm(sent, row=row, words=autosave.words(request, key))
    if accepted(request, form, lambda: row.reword(form.cleaned_data["body"], by=actor(request)), markdown="body"):
        messages.success(request, _("Saved. Everybody sees it from now on."))
        return redirect("public_texts")
    context = {"text": row, "draft_key": key, "address": ADDRESSES[kind]}
    context["language_name"] = get_language_info(language)["name_local"]
    return show_form(request, form, "campaign/public_texts/public_text.html", context)
