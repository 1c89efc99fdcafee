"""How far back figures go: a week, a month, or to the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

PERIODS = ("7", "30", "")


@dataclass(frozen=True)
class Period:
    """`days` as an address says it; empty from the beginning. Anything else is the beginning too."""

    days: str

    @classmethod
    def read(cls, days: str) -> Period:
        return cls(days if days in PERIODS else "")

    @property
    def since(self) -> date | None:
        """The first day of it, today being the last."""
        return timezone.localdate() - timedelta(days=int(self.days) - 1) if self.days else None

    @property
    def label(self) -> str:
        return {"7": _("Seven days"), "30": _("Thirty days")}.get(self.days, _("From the beginning"))


def choices() -> list[Period]:
    return [Period(days) for days in PERIODS]
