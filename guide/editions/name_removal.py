"""The names beside the texts of published editions, which stay as they were frozen: they go, or say less.

What somebody chose when an edition came out holds for it, but never for more than she wants today: who becomes anonymous, or
takes back her consent to a quotation, or is erased, is so in every edition. Who would be named with more than before is not:
her wish of today was not asked for then, and an edition does not change without need.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Attribution, User
from common import markup
from guide.editions import Edition
from guide.reviewing.models import Consent
from guide.tips.models import reference_of

LEAST_FIRST = (Attribution.ANONYMOUS, Attribution.INITIAL, Attribution.FULL)


def remove_name(person: User) -> None:
    """For settings.ON_ERASURE: she is anonymous in every edition from now on; those that named her are made again."""
    _name(person, "")


def apply_attribution(person: User) -> None:
    """For settings.ON_ATTRIBUTION_CHANGED: where she is named with more than she wants now, she is named as she wants."""
    _name(person, "" if person.is_anonymous_author else person.public_name)


def apply_withdrawn_consent(consent: Consent) -> None:
    """For settings.ON_CONSENT_WITHDRAWN: the words stay in the editions that print them, without her name."""
    tip, reference = reference_of(consent.tip_id), str(consent.person_id)
    with transaction.atomic():
        for edition in Edition.objects.out().select_for_update():
            if tip not in edition.unsigned and _is_quoted(edition, tip, reference, consent.quote):
                _change(edition, unsigned=[*edition.unsigned, tip])


def is_printed(consent: Consent) -> bool:
    """Whether an edition that is out prints these words under her name."""
    tip, reference = reference_of(consent.tip_id), str(consent.person_id)
    editions = Edition.objects.out()
    return any(
        tip not in edition.unsigned and _is_quoted(edition, tip, reference, consent.quote) for edition in editions
    )


def _is_quoted(edition: Edition, tip: str, reference: str, words: str) -> bool:
    """Words are compared as they are set: what was frozen has its no-break spaces, what she agreed to may have none."""
    own = edition.documents.get(edition.language)
    quoted = {one.reference: one.quotation for one in own.tips if one.quotation} if own else {}
    said = quoted.get(tip)
    if said is None or said.person.reference != reference:
        return False
    return markup.typeset(said.text, edition.language) == markup.typeset(words, edition.language)


def _name(person: User, name: str) -> None:
    reference = str(person.pk)
    with transaction.atomic():
        for edition in Edition.objects.out().select_for_update():
            known = edition.names.get(reference)
            if known and _says_less(name, known, person):
                names = {key: other for key, other in edition.names.items() if key != reference}
                _change(edition, names=names | ({reference: name} if name else {}))


def _says_less(name: str, known: str, person: User) -> bool:
    """Whether `name` tells less of her than `known`, which one of her ways to be named gave, or an older name of hers."""
    if not name:
        return True
    ways = [
        User(first_name=person.first_name, last_name=person.last_name, username=person.username) for _ in LEAST_FIRST
    ]
    for user, way in zip(ways, LEAST_FIRST, strict=True):
        user.attribution = way
    names = ["" if user.is_anonymous_author else user.public_name for user in ways]
    rank = names.index(known) if known in names else len(names)
    return names.index(name) < rank if name in names else False


def _change(edition: Edition, **values: Any) -> None:
    """What names her goes at once: see settings.ON_NAMES_CHANGED."""
    Edition.objects.filter(pk=edition.pk).update(names_changed_at=timezone.now(), **values)
    for path in settings.ON_NAMES_CHANGED:
        import_string(path)(edition)
