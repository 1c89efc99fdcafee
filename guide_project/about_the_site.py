"""What the site says of itself to everybody: « Your data », « Accessibility », « How it works »."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_safe

from campaign.site_settings.public_texts import PublicText
from guide_project.public_facts import facts


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is known of people, who sees it, and for how long it is kept."""
    return _shown(request, PublicText.Kind.PRIVACY, "public_texts/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, what it lacks, and who is told."""
    return _shown(request, PublicText.Kind.ACCESSIBILITY, "public_texts/accessibility.html")


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """How a text becomes a tip of the guide."""
    return _shown(request, PublicText.Kind.HOW_IT_WORKS, "public_texts/how_it_works.html")


def _shown(request: HttpRequest, kind: PublicText.Kind, first_wording: str) -> HttpResponse:
    """In the reader's language, or the one that the address asks for, as the guide and letters do in theirs."""
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else get_language()):
        return _rendered(request, kind, first_wording)


def _rendered(request: HttpRequest, kind: PublicText.Kind, first_wording: str) -> HttpResponse:
    """The organisation's own words in this language, else the first wording, which says where own words are."""
    written = {text.language: text for text in PublicText.objects.written().filter(kind=kind)}
    known = facts()
    context: dict[str, Any] = {"kind": kind, "heading": kind.label, "contact": known["contact"]}
    if own := written.get(get_language() or ""):
        return render(request, "public_texts/own_words.html", context | {"text": own})
    own_words_in = [code for code, _name in settings.LANGUAGES if code in written]
    context["own_words_in"] = [(code, get_language_info(code)["name_local"]) for code in own_words_in]
    return render(request, first_wording, context | {"facts": known})
