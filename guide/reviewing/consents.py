"""A colleague's sentence is printed with her consent to these very words, which she can take back until then."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
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
        raise ValidationError(_("Whose words these are answers, and nobody else."), code="not_yours")
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
