"""A colleague's sentence is printed with her consent to these very words, which she can take back until then."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.name_order import whole_name
from guide.reviewing import notify
from guide.reviewing.models import Consent
from guide.tips.models import Tip

State = Consent.State


def ask(tip: Tip, *, by: User | None, at: datetime) -> None:
    """Asks whoever is quoted, unless she was asked about these words before; who quotes herself agrees by doing so."""
    person = tip.quoted_person
    if not tip.quote or person is None or by is None:
        return
    is_herself = person.pk == by.pk
    answer = {"state": State.GIVEN, "answered_at": at} if is_herself else {}
    values = {"asked_by": by, "asked_at": at} | answer
    consent, is_new = Consent.objects.get_or_create(tip=tip, person=person, quote=tip.quote, defaults=values)
    if is_new and not is_herself:
        notify.notify_consent_requested(consent)


def record(tip: Tip, *, quote: str, person: User, by: User, at: datetime) -> None:
    """She has agreed already, elsewhere than here: on paper, by a letter."""
    values = {"state": State.GIVEN, "answered_at": at}
    begun = values | {"asked_by": by, "asked_at": at}
    Consent.objects.update_or_create(tip=tip, person=person, quote=quote, defaults=values, create_defaults=begun)


@transaction.atomic
def answer(consent: Consent, *, by: User, agrees: bool, is_printed: bool = False, at: datetime | None = None) -> None:
    """Her yes or no; the last one counts: what she takes back loses her name in the editions that print it, too.

    `is_printed` says that an edition prints these words under her name (`guide.editions.name_removal.is_printed`); raises
    ValidationError where neither the tip nor an edition does.
    """
    if by.pk != consent.person_id:
        raise ValidationError(_("Only the person whose words these are can answer."), code="not_yours")
    if not (is_printed or is_about(consent, Tip.objects.only("quote", "quoted_person").get(pk=consent.tip_id))):
        raise ValidationError(_("The tip no longer quotes these words: there is nothing to answer."), code="gone")
    wanted = State.GIVEN if agrees else State.REFUSED
    moment = at or timezone.now()
    if Consent.objects.filter(pk=consent.pk).exclude(state=wanted).update(state=wanted, answered_at=moment):
        consent.refresh_from_db()
        for path in () if agrees else settings.ON_CONSENT_WITHDRAWN:
            import_string(path)(consent)
        notify.notify_consented(consent)


def is_about(consent: Consent, tip: Tip) -> bool:
    """Whether it is about the words that stand in the tip now."""
    return consent.quote == tip.quote and consent.person_id == tip.quoted_person_id


def of(tip: Tip) -> Consent | None:
    """What was asked about the quotation that stands in the tip now. Reads `tip.consents`, so that it can be prefetched."""
    if not tip.quote:
        return None
    return next((consent for consent in tip.consents.all() if is_about(consent, tip)), None)


def is_given(tip: Tip) -> bool:
    """Whether the quotation may be printed."""
    consent = of(tip)
    return consent is not None and consent.state == State.GIVEN


# Whom of the site a text names in full: as her account writes it, in capitals or not, with or without a space between.


MOST_NAMES = 20_000
LONGEST_SURNAME = 3  # words
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN_NAMES = re.compile(r"[\s・]+")
_SHORT = 2  # signs of a whole name in kanji, which may be a part of a longer word
_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Person:
    key: int
    first: str
    last: str

    @property
    def name(self) -> str:
        return whole_name(self.first, self.last)

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        return (self.first, self.last), (self.last, self.first)


class Words:
    """What a text says: `words` one by one, and closed up as scripts without spaces write it."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(text)
        self._spaced = f" {' '.join(self.words)} ".casefold()
        self._closed_up = _BETWEEN_NAMES.sub("", text)

    def name(self, person: Person) -> bool:
        """Whether they name somebody, first name and surname next to each other in either order."""
        if has_case(person.last):
            return any(f" {one} {other} ".casefold() in self._spaced for one, other in person.orders)
        return any(self._stands(one + other) for one, other in person.orders)

    def _stands(self, name: str) -> bool:
        text, at = self._closed_up, self._closed_up.find(name)
        while at >= 0:
            around = text[max(0, at - 1) : at] + text[at + len(name) : at + len(name) + 1]
            if len(name) > _SHORT or not _KANJI.search(around):
                return True
            at = text.find(name, at + 1)
        return False


def has_case(name: str) -> bool:
    """Whether a name is written with letters of which there are capitals."""
    return name.lower() != name.upper()


def people_in(texts: Collection[Words]) -> list[Person]:
    """Returns who may be named in one of the texts; costs one query.

    Names with capitals are looked for by the words of the texts that have one. Those without, which are few where the script
    has capitals, are all looked at.
    """
    first = _in_any_case({word for text in texts for word in text.words if word[0].isupper()})
    last = _in_any_case({run for text in texts for run in _runs(text.words)})
    rows = User.objects.filter(~Q(first_name=""), ~Q(last_name=""))
    rows = rows.filter(Q(first_name__in=first, last_name__in=last) | Q(last_name=Lower("last_name")))
    return [Person(*row) for row in rows.values_list("pk", "first_name", "last_name")[:MOST_NAMES]]


def _in_any_case(names: set[str]) -> set[str]:
    return {form for name in names for form in (name, name.lower(), name.upper())}


def _runs(words: list[str]) -> set[str]:
    """What may be a surname: one to three words, the last of which begins with a capital."""
    ends = [at for at, word in enumerate(words) if word[0].isupper()]
    return {" ".join(words[max(0, at - n) : at + 1]) for at in ends for n in range(LONGEST_SURNAME)}
