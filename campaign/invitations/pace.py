"""How fast letters really go out, where that is slower than was chosen, and what takes so long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.invitations.wave_letters import WaveLetterQuerySet

MEASURED = timedelta(minutes=2)
BEFORE = timedelta(minutes=10)
CLEARLY_SLOWER = 0.8


class HeldUpBy(models.TextChoices):
    SERVER = "server", _("the mail server")
    SITE = "site", _("the site")


class SendingTime:
    """The seconds in which some letters of a wave are sent, and how many of them the mail server takes."""

    def __init__(self, ends: float) -> None:
        self.begun, self.ends = time.monotonic(), ends
        self.letters, self.seconds_of_server = 0, 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends

    @contextmanager
    def of_server(self) -> Iterator[None]:
        """Counts a letter, and the time for which the server has it in its hands."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.letters += 1
            self.seconds_of_server += time.monotonic() - begun

    @property
    def held_up_by(self) -> str:
        """What took most of the time; the empty text where there was enough of it."""
        if not self.is_over or not self.letters:
            return ""
        is_server = self.seconds_of_server * 2 >= time.monotonic() - self.begun
        return (HeldUpBy.SERVER if is_server else HeldUpBy.SITE).value

    @property
    def seconds_a_letter(self) -> float:
        """Of what holds them up: of the server alone, or of all that the site does."""
        seconds = time.monotonic() - self.begun
        if self.held_up_by == HeldUpBy.SERVER:
            seconds = self.seconds_of_server
        return seconds / max(self.letters, 1)


def slower_pace(letters: WaveLetterQuerySet, chosen: int, *, at: datetime) -> int | None:
    """Returns how many of these have gone out a minute lately; None where that is about what was chosen, or they just began."""
    since = at - MEASURED
    if not letters.filter(claimed_at__gt=since - BEFORE, claimed_at__lte=since).exists():
        return None
    minutes = MEASURED / timedelta(minutes=1)
    pace = round(letters.filter(claimed_at__gt=since).count() / minutes)
    return pace if 0 < pace < chosen * CLEARLY_SLOWER else None
