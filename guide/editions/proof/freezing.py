"""What is frozen at proof: what the guide says in each language, and its pictures. What is written later waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from guide.editions import AlreadyPublished, Edition, EditionStep, InProof, NothingToPublish, NotInProof
from guide.editions.assembly import assemble
from guide.editions.picture_copies import keep_copies
from guide.editions.proof.checks import NotGreen, Unread, checklist, cleaned_reason, reasons_for, unread
from guide.editions.steps import note
from guide.places import IN_PREPARATION
from guide.publication.document import Guide
from guide.sections import Section
from guide.tips.models import Tip
from guide.translations.models import Translation
from guide.translations.status import languages_that_come_out

NOT_IN_PROOF: dict[str, Any] = {
    "status": Edition.Status.DRAFT,
    "proof_at": None,
    "proof_by": None,
    "unread_at_proof": 0,
    "unread_reason": "",
    "reasons": [],
    "publish_at": None,
}


def take_to_proof(
    edition: Edition, *, by: User | None, unread_reason: str, reasons: Mapping[str, str] | None, at: datetime | None
) -> None:
    """See `Edition.take_to_proof`."""
    with transaction.atomic():
        hold_still(edition)
        if edition.is_in_proof:
            raise InProof
        if not len(edition.places):
            raise NothingToPublish
        number, reason = unread(), cleaned_reason("unread_reason", unread_reason)
        kept, wanting = ([], []) if reasons is None else reasons_for(checklist(edition), reasons)
        if number and not reason:
            raise Unread(number, beside=wanting)
        if wanting:
            raise NotGreen(wanting)
        moment = at or timezone.now()
        values = {"status": Edition.Status.PROOF, "proof_at": moment, "proof_by": by, "unread_at_proof": number}
        values |= {"unread_reason": reason if number else "", "reasons": kept}
        edition.keep({language: frozen(edition, language) for language in languages_that_come_out(edition)})
        _set(edition, values)
        note(edition, EditionStep.What.PROOF, by=by, at=moment)


def back_from_proof(edition: Edition, *, by: User | None) -> None:
    """See `Edition.back_from_proof`."""
    with transaction.atomic():
        held = Edition.objects.select_for_update().filter(pk=edition.pk, status__in=IN_PREPARATION).first()
        if held and not held.is_in_proof:
            raise NotInProof
        _set(edition, NOT_IN_PROOF)
        edition.texts.update(document=None)
        note(edition, EditionStep.What.BACK, by=by)


def frozen(edition: Edition, language: str) -> Guide:
    """A language as it stands now, with pictures of its own; without a number and a date, which it has once it is out."""
    guide = assemble(edition, language=language)
    return replace(guide, pictures=keep_copies(guide.pictures))


def hold_still(edition: Edition) -> None:
    """Has whoever edits the guide wait until the transaction ends: what is frozen is what stood at one moment.

    Raises AlreadyPublished. `edition` says afterwards what the editors have made of it last.
    """
    if not Edition.objects.select_for_update().filter(pk=edition.pk, status__in=IN_PREPARATION).exists():
        raise AlreadyPublished
    edition.refresh_from_db()
    rows: tuple[QuerySet[Any], ...] = (Tip.objects.all(), Section.objects.all(), Translation.objects.all())
    for texts in rows:
        list(texts.select_for_update().order_by("pk").values_list("pk"))


def guide_to_be(edition: Edition, language: str = "") -> Guide:
    """What an edition that is not out would say: its proof where it is in proof, else what stands now."""
    language = language or edition.language
    if edition.is_in_proof and language in edition.documents:
        return edition.guide_in(language)
    return assemble(edition, language=language)


def _set(edition: Edition, values: dict[str, Any]) -> None:
    if not Edition.objects.filter(pk=edition.pk, status__in=IN_PREPARATION).update(**values):
        raise AlreadyPublished
    for name, value in values.items():
        setattr(edition, name, value)
