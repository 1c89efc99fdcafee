"""Texts that wait at the desk, as they do in life: their versions unread, something to decide about each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contributions.models import Contribution, Page, Review
from guide.decisions.models import Matter
from tests import factories


def waits(text: Page | Contribution) -> Matter:
    """Each of its versions that nobody has read is to be read, as of its date."""
    place = "page" if isinstance(text, Page) else "contribution"
    Review.objects.wait_for(place, list(text.history.all()))
    return Matter.objects.of(text)


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def said_that_waits(author: User, **fields: Any) -> Contribution:
    said = factories.create_contribution(author=author, **fields)
    waits(said)
    return said


def page_that_waits(author: User, **fields: Any) -> Page:
    page = factories.create_page(author=author, **fields)
    waits(page)
    return page
