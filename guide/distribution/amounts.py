"""An amount in the currency of the site, as people write it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import reduce
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.currencies import decimals_of, many_of, plain_amount, ways_to_write
from common.forms.fields import CleanCharField

BETWEEN_THOUSANDS = re.compile(r"[\s'’]")
AMOUNT = re.compile(r"\d{0,11}(\.\d*)?", re.ASCII)
IN_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+", re.ASCII)
FROM_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # as Japanese keyboards write


class AmountField(CleanCharField):
    """Takes 4 250,50 €, 4250.5, CHF 4'250.50, 12,000円. The last comma or point parts the decimals, where there are any."""

    def __init__(self, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        label = _("Cost, in %(currency)s") % {"currency": many_of(currency)}
        super().__init__(label=label, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(value, self.currency) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        typed = self._without_signs(super().to_python(value))
        if not typed:
            return None
        decimals = decimals_of(self.currency)
        plain = _in_plain_digits(typed, decimals)
        if not AMOUNT.fullmatch(plain) or plain == "." or len(plain.partition(".")[2]) > decimals:
            raise ValidationError(self._words(), code="amount")
        return Decimal(plain)

    def _without_signs(self, typed: str) -> str:
        signs = sorted(map(_bare, ways_to_write(self.currency)), key=len, reverse=True)
        return reduce(lambda left, sign: left.replace(sign, ""), signs, _bare(typed))

    def _words(self) -> str:
        example = plain_amount(Decimal("4250.50"), self.currency)
        said = {"currency": many_of(self.currency), "example": example}
        return _("Write an amount in %(currency)s, such as %(example)s.") % said


def _bare(typed: str) -> str:
    return BETWEEN_THOUSANDS.sub("", typed.translate(FROM_FULL_WIDTH)).casefold()


def _in_plain_digits(typed: str, decimals: int) -> str:
    if not decimals:
        return re.sub("[.,]", "", typed) if IN_THOUSANDS.fullmatch(typed) else typed
    whole, sign, rest = typed.replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{rest}" if sign else rest
