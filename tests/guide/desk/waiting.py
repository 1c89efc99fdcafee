"""Texts that wait at the desk, as they do in life: their versions unread, something to decide about each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contributions.models import Comment, Page, Patrol
from guide.decisions.models import Submission
from tests import factories


def waits(text: Page | Comment) -> Submission:
    """Each of its versions that nobody has read is to be read, as of its date."""
    place = "page" if isinstance(text, Page) else "comment"
    Patrol.objects.wait_for(place, list(text.history.all()))
    return Submission.objects.of(text)


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def waiting_comment(author: User, **fields: Any) -> Comment:
    comment = factories.create_comment(author=author, **fields)
    waits(comment)
    return comment


def page_that_waits(author: User, **fields: Any) -> Page:
    page = factories.create_page(author=author, **fields)
    waits(page)
    return page
