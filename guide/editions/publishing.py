"""What goes out when an edition is published: what was frozen, dated, without quotations that nobody agreed to any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from common import markup
from guide.editions.proof.checks import FREE_PLACES
from guide.editions.record import replace_tips
from guide.publication.document import Guide
from guide.reviewing.models import Consent
from guide.tips.models import Tip
from guide.tips.tip_references import reference_of

if TYPE_CHECKING:
    from guide.editions.models import Edition


def free_places(edition: Edition) -> int:
    """How many places would go out free without anybody having said why: in the proof, where there is one."""
    if any(reason["key"] == FREE_PLACES for reason in edition.reasons):
        return 0
    frozen = edition.documents.get(edition.language) if edition.is_in_proof else None
    tips = frozen.tips if frozen else Tip.objects.placed()
    return edition.places.count - len(tips)


def printable(edition: Edition, at: datetime) -> dict[str, Guide]:
    """What is frozen, numbered and dated, without the quotations whose people have taken back their consent since. Who takes
    it back from now on finds the edition out: see `guide.editions.name_removal`.
    """
    documents = edition.documents
    refused = refused_quotations(documents[edition.language], hold=True)
    dated = {language: _dated(guide, edition, at) for language, guide in documents.items()}
    return {language: _without_quotations(guide, refused) for language, guide in dated.items()}


def refused_quotations(guide: Guide, *, hold: bool = False) -> set[str]:
    """The tips of a guide in its own language, by reference, whose quotations nobody agrees to any more. With `hold`, whoever
    takes her consent back from now on waits for the transaction to end.
    """
    quoted = {tip.reference: tip.quotation for tip in guide.tips if tip.quotation}
    given = Consent.objects.filter(state=Consent.State.GIVEN).order_by("pk")
    if hold:
        given = given.select_for_update()
    agreed = {
        (reference_of(tip), str(person), markup.typeset(quote, guide.language))
        for tip, person, quote in given.values_list("tip", "person", "quote")
    }
    return {
        key
        for key, said in quoted.items()
        if (key, said.person.reference, markup.typeset(said.text, guide.language)) not in agreed
    }


def _without_quotations(guide: Guide, tips: set[str]) -> Guide:
    silent = {tip.reference: replace(tip, quotation=None) for tip in guide.tips if tip.reference in tips}
    return replace_tips(guide, silent)


def _dated(guide: Guide, edition: Edition, at: datetime) -> Guide:
    return replace(guide, edition=edition.number, published_on=timezone.localtime(at).date())
