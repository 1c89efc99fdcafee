"""What the first wordings of the texts about the site say, as it is done and set: no number stands in a template."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from accounts import devices
from accounts.small_groups import FEWEST_PEOPLE, STEP
from campaign.site_settings.current import current_settings
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
