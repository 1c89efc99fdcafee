"""What an edition says once it is frozen, in each of its languages: stored without names, and read with them.

What goes out when an edition is published: what was frozen, dated, without quotations that nobody agreed to any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from guide.editions.assembly import names_now
from guide.editions.errata import passages_of
from guide.editions.proof.checks import FREE_PLACES
from guide.editions.setup import EditionSettings
from guide.publication import document
from guide.publication.document import Guide
from guide.reviewing.models import Consent
from guide.tips.models import Tip, reference_of

if TYPE_CHECKING:
    from guide.editions.models import Edition


class FrozenEdition(EditionSettings):
    """The documents of an edition that is in proof or out, and the names beside them."""

    names = models.JSONField(_("names"), default=dict, blank=True, editable=False)
    # The tips, by reference, whose quotations stand without a name: the consent was withdrawn after they came out.
    unsigned = models.JSONField(_("quotations without a name"), default=list, blank=True, editable=False)
    # When the files were last made again because somebody's name went, or changed.
    names_changed_at = models.DateTimeField(_("names changed"), null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        errata: Any

    class Meta:
        abstract = True

    def _store(self, documents: Mapping[str, Guide]) -> None:
        """Stores what it says in each language."""
        for language, guide in documents.items():
            self.texts.update_or_create(language=language, defaults={"document": guide.to_json()})

    @property
    def documents(self) -> dict[str, Guide]:
        """What is frozen, a language each, its own first, and nobody named."""
        rows = dict(self.texts.filter(document__isnull=False).values_list("language", "document"))
        ordered = sorted(rows, key=lambda language: (language != self.language, language))
        return {language: Guide.from_json(rows[language], names={}) for language in ordered}

    @property
    def state_of_proof(self) -> str:
        """A digest of what is frozen in every language: another one where anything else would go out."""
        rows = self.texts.filter(document__isnull=False).order_by("language").values_list("language", "document")
        return sha256(json.dumps(list(rows), sort_keys=True).encode()).hexdigest()

    @property
    def guide(self) -> Guide:
        """What it says in its own language; see `guide_in`."""
        return self.guide_in(self.language)

    def guide_in(self, language: str) -> Guide:
        """What an edition that is frozen says in a language, with names, and with what was noted on it since. Raises
        LookupError where it does not speak it.
        """
        frozen = self.texts.filter(language=language).values_list("document", flat=True).first()
        if frozen is None:
            raise LookupError(f"edition {self.number} is not frozen in {language!r}")
        guide = self._with_names(frozen)
        return replace(guide, errata=self._errata_in(guide), renamed_on=self._renamed_on)

    def with_names(self, guide: Guide) -> Guide:
        """A document that is to be frozen with it, with the names that its readers find in the others."""
        return self._with_names(guide.to_json())

    def _with_names(self, frozen: dict[str, Any]) -> Guide:
        return without_signatures(Guide.from_json(frozen, names=self._names_for(frozen)), set(self.unsigned))

    def _names_for(self, frozen: dict[str, Any]) -> dict[str, str]:
        """Of one that is out, those that it came out with; of a proof, those of today."""
        return self.names if self.is_out else names_now([Guide.from_json(frozen, names={})])

    def _errata_in(self, guide: Guide) -> tuple[document.Erratum, ...]:
        """Those of its language and of all; in one that was added later, of these only where it says the words."""
        rows = list(self.errata.filter(language__in=["", guide.language]))
        if guide.added and not all(row.language for row in rows):
            passages = passages_of(guide)
            rows = [
                row for row in rows if row.language or (row.anchor in passages and passages[row.anchor].holds(row.was))
            ]
        return tuple(
            document.Erratum(row.anchor, row.was, row.now, row.why, timezone.localdate(row.at)) for row in rows
        )

    @property
    def _renamed_on(self) -> date | None:
        return timezone.localdate(self.names_changed_at) if self.names_changed_at else None


def without_signatures(guide: Guide, tips: set[str]) -> Guide:
    """The guide with the quotations of some tips, named by reference, as somebody's who is not named."""
    return replace_tips(guide, {tip.reference: _unsigned(tip) for tip in guide.tips if tip.reference in tips})


def _unsigned(tip: document.Tip) -> document.Tip:
    quotation = tip.quotation and replace(tip.quotation, person=document.Person(""), place="")
    return replace(tip, quotation=quotation)


def replace_tips(guide: Guide, tips: Mapping[str, document.Tip]) -> Guide:
    """The guide with other tips in the places of those of the same reference."""
    if not tips:
        return guide
    chapters = (
        replace(chapter, tips=tuple(tips.get(tip.reference, tip) for tip in chapter.tips)) for chapter in guide.chapters
    )
    return replace(guide, chapters=tuple(chapters))


# What is noted of an edition on its way: into proof, out to its readers, away from them; when, by whom, and why.


@dataclass(frozen=True)
class CoverLine:
    """What the cover of an edition says, and in which language."""

    title: str
    subtitle: str
    language: str


class EditionRecord(FrozenEdition):
    """The columns that the verbs of Edition write, and what is read from them."""

    # When it is to come out by itself.
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Since when readers have it: not before all that it offers is made, see `guide.builds.current`.
    served_at = models.DateTimeField(_("given to readers"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )
    # Taken to proof: who, when, and how many texts nobody had read then, with the reason why that was right.
    proof_at = models.DateTimeField(_("taken to proof"), null=True, blank=True, editable=False)
    proof_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    unread_at_proof = models.PositiveIntegerField(_("texts not read then"), default=0, editable=False)
    unread_reason = models.CharField(_("why they were not read"), max_length=300, blank=True, editable=False)
    # Why it went to proof all the same where the checklist was not green: `key`, how often (`n`), `reason`.
    reasons = models.JSONField(_("reasons"), default=list, blank=True, editable=False)
    # Title and subtitle in each language that it has come out in, by its code: screens name it without reading a document.
    covers = models.JSONField(_("covers"), default=dict, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_notice = models.CharField(_("notice of withdrawal"), max_length=500, blank=True)
    # What it says in other languages than the edition's own, by their codes.
    withdrawal_notices = models.JSONField(_("notice in other languages"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Readers may have it: it is out, and was not withdrawn."""
        return self.status == EditionSettings.Status.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == EditionSettings.Status.WITHDRAWN

    def cover_in(self, language: str) -> CoverLine:
        """What its cover says in a language, or in its own where it does not come out in that."""
        own = (self.full_title, self.full_subtitle)
        title, subtitle = self.covers.get(language, own)
        return CoverLine(title, subtitle, language if language in self.covers else self.language)

    def notice_in(self, language: str) -> tuple[str, str]:
        """Returns the notice of withdrawal that readers of a language find, and the language in which it is."""
        said = self.withdrawal_notices.get(language)
        return (said, language) if said else (self.withdrawal_notice, self.language)


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
