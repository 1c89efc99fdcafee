"""What colleagues looked for in vain: words on which nobody has written, each as often and as lately as it says."""

from __future__ import annotations

from datetime import timedelta

from demo.stage import Stage
from search.models import ZeroResultSearch

LOOKED_FOR = {
    "montre connectée": (6, 56),
    "trottinette": (2, 41),
    "assistant vocal": (4, 55),
    "signature électronique": (3, 52),
    "balise gps": (3, 50),
    "imprimante wifi": (2, 57),
}
"""How often, and on which day of the campaign the last time."""


def look_in_vain(stage: Stage) -> None:
    for text, (times, day) in LOOKED_FOR.items():
        for earlier in reversed(range(times)):
            ZeroResultSearch.objects.note(text, at=stage.at(timedelta(days=day - earlier)).date())
