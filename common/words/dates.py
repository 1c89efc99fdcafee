"""Days and times in the words of the reader's language: `full_date(day)` is "24 November 2026" or 2026年11月24日.

How a language orders them stands in its catalogue, in the letters of Django's date formats. What Django's formats do not
know (the French « 1er », the Italian « 1º » and small initials) stands here, in one place.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

FIRST_OF_A_MONTH = {"fr": "1er", "it": "1º"}
ITALIAN_WEEKDAYS = "(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
ELISIONS = {
    "it": [
        (re.compile(r"\bil (?=(?:8|11)\b)"), "l’"),
        (re.compile(r"\b(d?a|de)l (?=(?:8|11)\b)", re.IGNORECASE), r"\1ll’"),
        (re.compile(rf"\b(d?a)l (?={ITALIAN_WEEKDAYS})", re.IGNORECASE), r"\1 "),
        (re.compile(r"\bdi Il "), "del "),
    ],
    "fr": [(re.compile(r"\bde (?=[AEIOUYÉÎÅ])"), "d’"), (re.compile(r"\bde Le "), "du ")],
}
DAY_OF_A_MONTH = re.compile(r"\b(\d{1,2}(?:er|º)?) (?=[^\W\d])")
AS_IN_ENGLISH = {"", "en", "fr", "it"}
"""Languages that write a date in the order and with the signs of the English messages."""
SMALL_INITIALS = {"it", "pl", "pt"}
"""Languages whose months and weekdays Django begins with a capital, and people do not."""


def local_day(moment: date | datetime) -> date:
    """Returns the day of a moment by the clock of the site; a day is what it is."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def weekday(moment: date | datetime) -> str:
    """Returns "Monday"."""
    return written(local_day(moment), "l")


def day_and_month(moment: date | datetime) -> str:
    """Returns "24 November"."""
    return written(local_day(moment), _format(pgettext("format of a day", "j F"), "j F", "MONTH_DAY_FORMAT"))


def day_in_figures(moment: date | datetime) -> str:
    """Returns "24/11"."""
    return written(local_day(moment), pgettext("format of a day in figures", "j/n"))


def full_date(moment: date | datetime) -> str:
    """Returns "24 November 2026"."""
    return written(local_day(moment), _format(pgettext("format of a date", "j F Y"), "j F Y", "DATE_FORMAT"))


def month_and_year(moment: date | datetime) -> str:
    """Returns "November 2026"."""
    return written(local_day(moment), _format(pgettext("format of a month", "F Y"), "F Y", "YEAR_MONTH_FORMAT"))


def full_day(day: date) -> str:
    """Returns "Monday 24 November", with the year when it is another one."""
    if day.year == timezone.localdate().year:
        return written(day, pgettext("format of a full day", "l j F"))
    return written(day, pgettext("format of a full day with its year", "l j F Y"))


def _format(translated: str, english: str, django: str) -> str:
    """Returns a format of the catalogue; of a language that has none there, what Django knows of it."""
    code = (get_language() or "").partition("-")[0]
    return translated if translated != english or code in AS_IN_ENGLISH else str(get_format(django))


def time_of_day(moment: datetime | time) -> str:
    """Returns "16:20" of a moment by the clock of the site; a time of day is what it is."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return _time(time(local.hour, local.minute), pgettext("format of a time", "H:i"), get_language())


def date_and_time(moment: datetime) -> str:
    """Returns "24 November 2026 at 16:20"."""
    return _("%(day)s at %(time)s") % {"day": full_date(moment), "time": time_of_day(moment)}


def elided(phrase: str) -> str:
    """Returns an Italian « il 8 novembre » as « l’8 novembre », « heure de Athènes » as « heure d’Athènes ».

    And « fino al 8 » as « fino all’8 », « dal domenica » as « da domenica ».
    """
    for pattern, short in ELISIONS.get((get_language() or "").partition("-")[0], []):
        phrase = pattern.sub(short, phrase)
    return phrase


def written(day: date, format_: str) -> str:
    """Returns a day in one of Django's date formats, with what the language asks for besides."""
    return _written(day, format_, get_language() or "")


@lru_cache(maxsize=2_000)
def _written(day: date, format_: str, language: str) -> str:
    words, code = date_format(day, format_), language.partition("-")[0]
    if code in SMALL_INITIALS:
        words = words.lower()
    if day.day == 1 and code in FIRST_OF_A_MONTH:
        words = re.sub(r"\b1 (?=\D)", f"{FIRST_OF_A_MONTH[code]} ", words, count=1)
    return DAY_OF_A_MONTH.sub("\\1\u00a0", words)


@lru_cache(maxsize=4_000)
def _time(local: time, format_: str, _language: str | None) -> str:
    return time_format(local, format_)
