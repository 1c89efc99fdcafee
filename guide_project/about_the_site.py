"""What the site says of itself to everybody: « Your data », « Accessibility », « How it works ».

What the first wordings of the texts about the site say, as it is done and set: no number stands in a template.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_safe

from accounts import devices
from accounts.small_groups import FEWEST_PEOPLE, STEP
from campaign.site_settings.current import current_settings
from campaign.site_settings.public_texts import PublicText
from campaign.training.room import voters
from drafts.models import RETENTION_DAYS as DRAFT_DAYS
from notifications.mail.outbox import RETENTION_DAYS as LETTER_DAYS
from notifications.querysets import RETENTION_DAYS_READ, RETENTION_DAYS_UNREAD
from search.zero_results import FORGOTTEN_AFTER

DAY = 24 * 60 * 60


def facts() -> dict[str, Any]:
    """Returns what is set of the site, for how many days or months what is kept, and to which hosts anything is sent."""
    decided = current_settings()
    return {
        "publisher": decided.publisher or decided.name,
        "contact": decided.contact_address,
        "guide_is_public": decided.guide_is_public,
        "wiki_is_public": decided.wiki_is_public,
        "answer_days": decided.answer_days,
        **retention(),
        "smallest_group": FEWEST_PEOPLE,
        "step": STEP,
        "record_store": _host(settings.RECORD_STORE_URL),
        "record_store_names_people": settings.RECORD_STORE_NAMES_PEOPLE,
        "translation_server": _host(settings.TRANSLATION_SERVER_URL),
    }


def retention() -> dict[str, int]:
    """Returns for how long what is kept, by what the jobs that delete it go by."""
    return {
        "session_days": settings.SESSION_COOKIE_AGE // DAY,
        "device_days": devices.SECONDS // DAY,
        "csrf_days": settings.CSRF_COOKIE_AGE // DAY,
        "room_cookie_days": voters.LASTS.days,
        "vote_days": voters.RETENTION.days,
        "draft_days": DRAFT_DAYS,
        "read_notice_days": RETENTION_DAYS_READ,
        "notice_days": RETENTION_DAYS_UNREAD,
        "letter_days": LETTER_DAYS,
        "search_days": FORGOTTEN_AFTER.days,
        "attendance_months": settings.ATTENDANCE_MONTHS,
        "answers_months": settings.COURSE_ANSWERS_MONTHS,
        "invitation_months": settings.INVITATION_MONTHS,
    }


def _host(address: str) -> str:
    return urlsplit(address).netloc if address else ""


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
