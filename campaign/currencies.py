"""The currency that costs are in: those that an organisation chooses from, and amounts as each language writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import (
    format_currency,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    get_territory_currencies,
)
from django.conf import settings
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language

from campaign.site_settings.current import current_settings
from common.words.time_zones import by_name

MOST_DECIMALS = 2  # that the database holds
NO_BREAK_SPACE = "\u00a0"


def site_currency() -> str:
    return current_settings().currency


def currencies(held: str) -> list[tuple[str, str]]:
    """Returns the choices, by name: what people pay with somewhere today, and the one that is chosen already."""
    return sorted(((code, label_of_currency(code)) for code in {*_in_use(), held}), key=by_name)


@cache
def _in_use() -> frozenset[str]:
    countries = (str(territory) for territory in Locale("en").territories)
    return frozenset(code for country in countries for code in get_territory_currencies(country))


def label_of_currency(code: str) -> str:
    """Returns "Swiss Franc (CHF)"; the code alone where the language has no name for it yet."""
    name = get_currency_name(code, locale=_spoken())
    return code if name == code else f"{capfirst(name)} ({code})"


def many_of(code: str) -> str:
    """Returns "Swiss francs", of which there are several."""
    return get_currency_name(code, count=2, locale=_spoken())


def decimals_of(code: str) -> int:
    return min(get_currency_precision(code), MOST_DECIMALS)


def amount_in_words(amount: Decimal) -> str:
    """Returns "€1,250.00", "1 250,00 CHF". Its spaces are those that the fonts of screens have."""
    written = format_currency(amount, site_currency(), locale=_spoken()).replace("\u202f", NO_BREAK_SPACE)
    return re.sub(r"(?<=[^\W\d_])(?=\d)", NO_BREAK_SPACE, written)


def plain_amount(amount: Decimal, code: str) -> str:
    """Returns 1250,50 as a box holds it."""
    digits = decimals_of(code)
    return number_format(round(amount, digits), decimal_pos=digits, use_l10n=True)


def ways_to_write(code: str) -> set[str]:
    """Returns what may stand beside an amount in this currency: its code, its signs, its names."""
    signs = {get_currency_symbol(code, locale=_locale(language)) for language, _name in settings.LANGUAGES}
    return {code, many_of(code), *(get_currency_name(code, count=n, locale=_spoken()) for n in (None, 1)), *signs}


def _spoken() -> Locale:
    return _locale(get_language() or "en")


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
