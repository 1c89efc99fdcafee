"""Searches without a result: what colleagues look for, and nobody has written. Stored without anybody's name.

What looks like a person's data is not stored at all. A search is shown from the second time on: what one person typed
once, perhaps by mistake, is nobody's affair. What is not asked again is forgotten.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from common import markup

if TYPE_CHECKING:
    from search.models import ZeroResultSearch  # noqa: F401 - named in a string

LONGEST, MOST_WORDS = 120, 14
SHOWN_FROM = 2
FORGOTTEN_AFTER, ONCE_FORGOTTEN_AFTER = timedelta(days=90), timedelta(days=14)
PERSONAL = re.compile(r"@|://|\bwww\.|(?:\d[\s.\-/]*){6,}")
LETTER = re.compile(r"[^\W\d_]{2}")


class ZeroResultSearchQuerySet(models.QuerySet["ZeroResultSearch"]):
    def note(self, text: str, *, at: date | None = None) -> None:
        """Counts a search that found nothing, unless it may say something about a person."""
        day, text = at or timezone.localdate(), " ".join(text.split())
        if not may_be_stored(text):
            return
        key = markup.title_key(text)[:200]
        again = {"count": F("count") + 1, "last_on": day, "done_on": None}
        if self.filter(key=key).update(**again):
            return
        try:
            with transaction.atomic():
                self.create(text=text, key=key, last_on=day)
        except IntegrityError:  # somebody else looked for it in the same instant
            self.filter(key=key).update(**again)

    def to_look_at(self) -> ZeroResultSearchQuerySet:
        """The most frequent first."""
        return self.filter(done_on=None, count__gte=SHOWN_FROM).order_by("-count", "-pk")

    def after(self, count: int, pk: int) -> ZeroResultSearchQuerySet:
        """What follows in the order of `to_look_at`."""
        return self.filter(models.Q(count__lt=count) | models.Q(count=count, pk__lt=pk))

    def settle(self, pk: int, *, at: date | None = None) -> bool:
        """An editor has done with it; it comes back when somebody looks for it again. False where it was not there."""
        return bool(self.filter(pk=pk, done_on=None).update(done_on=at or timezone.localdate()))

    def forget_old(self, *, today: date | None = None) -> int:
        day = today or timezone.localdate()
        old = models.Q(last_on__lt=day - FORGOTTEN_AFTER)
        once = models.Q(count__lt=SHOWN_FROM, last_on__lt=day - ONCE_FORGOTTEN_AFTER)
        return self.filter(old | once).delete()[0]


def may_be_stored(text: str) -> bool:
    """Whether a search may be stored: words, not many, no address, no number of a telephone or a file, nobody's surname."""
    words = text.split()
    if len(text) > LONGEST or len(words) > MOST_WORDS or not LETTER.search(text) or PERSONAL.search(text):
        return False
    surnames = models.Q()
    for word in {word.strip(".,;:!?«»\"'()") for word in words}:
        if word:
            surnames |= models.Q(last_name__iexact=word) | models.Q(username__iexact=word)
    return not User.objects.get_queryset().filter(surnames).exists()


def forget_old() -> int:
    """Removes the searches without a result that nobody has made for three months; returns how many."""
    rows: ZeroResultSearchQuerySet = apps.get_model("search", "ZeroResultSearch").objects.all()
    return rows.forget_old()
