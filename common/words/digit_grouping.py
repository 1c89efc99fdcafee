"""Numbers as the reader's language writes them: `grouped(7000)` is "7 000" in French and "7,000" in English."""

from __future__ import annotations

from typing import Final

from django.utils.formats import number_format

__all__ = ["Figure", "grouped"]

MINUS: Final = "−"


def grouped(number: int) -> str:
    """Returns the number with its thousands apart; what is less than nothing has a real minus sign."""
    return number_format(number, use_l10n=True, force_grouping=True).replace("-", MINUS)


class Figure(int):
    """A number that is shown grouped, and that plural forms are chosen by: `{% blocktranslate count n=readers|figure %}`."""

    __slots__ = ()

    def __str__(self) -> str:
        return grouped(int(self))
