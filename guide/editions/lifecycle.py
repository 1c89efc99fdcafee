"""The life of an edition, as its verbs: into proof and back, out, corrected, withdrawn, put back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from django.utils import timezone

from accounts.models import User
from contributions.events import EventKind, emit
from guide.editions.errors import AlreadyPublished
from guide.places import IN_PREPARATION
from guide.publication import document
from guide.publication.document import Guide

if TYPE_CHECKING:
    from guide.editions.errata import Erratum
    from guide.editions.models import Edition


class EditionLifecycle:
    """Each verb asks the module that does it: here they stand together."""

    if TYPE_CHECKING:
        pk: int
        number: int
        status: str
        language: str
        names: dict[str, str]
        unsigned: list[str]
        names_changed_at: datetime | None
        texts: Any

        @property
        def is_out(self) -> bool: ...

    @property
    def is_in_proof(self) -> bool:
        return self.status == "proof"

    @property
    def is_withdrawn(self) -> bool:
        return self.status == "withdrawn"

    @property
    def _itself(self) -> Edition:
        return cast("Edition", self)

    def take_to_proof(
        self,
        *,
        by: User | None,
        unread_reason: str = "",
        reasons: Mapping[str, str] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Freezes what the guide says in all its languages, to be read for the last time.

        Raises Unread where texts have not been read and no reason says why, and NotGreen where the checklist has other lines
        for which `reasons`, by the keys of the checks, has none; without a mapping, as for a guide that was read elsewhere,
        only the unread texts are asked about. Raises AlreadyPublished, InProof where it is there already, and NothingToPublish.
        """
        from guide.editions.proof.freezing import take_to_proof

        take_to_proof(self._itself, by=by, unread_reason=unread_reason, reasons=reasons, at=at)

    def back_from_proof(self, *, by: User | None = None) -> None:
        """There is more to write; raises AlreadyPublished, and NotInProof where somebody has taken it back already."""
        from guide.editions.proof.freezing import back_from_proof

        back_from_proof(self._itself, by=by)

    def take_in(self, key: str, *, why: str, by: User, although: bool = False) -> None:
        """Takes what has changed since into the proof, one text. Raises ValidationError, and Objected unless `although`
        where nobody has approved the text, or a translation of it is older.
        """
        from guide.editions.proof.changes import take_in

        take_in(self._itself, key, why=why, by=by, although=although)

    def publish(
        self,
        *,
        by: User | None,
        accept_free_places: bool = False,
        unread_reason: str = "",
        at: datetime | None = None,
        from_proof: bool = False,
        seen: str | None = None,
    ) -> None:
        """Publishes what was frozen at proof, where it is not in proof what stands now, and has its forms made: the web page
        at once, the others in tasks.

        Raises AlreadyPublished, FreePlaces unless `accept_free_places` or the proof says why, and Unread as `take_to_proof`;
        NotInProof where it must go out `from_proof`, and somebody has taken it back; ProofChanged where `seen` is another
        `state_of_proof`. `by=None` means the system.
        """
        from guide.editions.publishing import publish

        accepts = {"accept_free_places": accept_free_places, "from_proof": from_proof}
        publish(self._itself, by=by, at=at, unread_reason=unread_reason, seen=seen, **accepts)

    def schedule(self, moment: datetime, *, by: User, accept_free_places: bool = False) -> None:
        """Schedules the publication for `moment`. Raises ValidationError."""
        from guide.editions.scheduling import schedule

        schedule(self._itself, moment, by=by, accept_free_places=accept_free_places)

    def unschedule(self, *, by: User) -> None:
        """It no longer comes out by itself; raises AlreadyPublished."""
        from guide.editions.scheduling import unschedule

        unschedule(self._itself, by=by)

    def correct(self, *, language: str, anchor: str, was: str, now: str, why: str, by: User) -> Erratum:
        """Lists an erratum on it, in a language or (with none) in all; raises ValidationError beside the field."""
        from guide.editions.correction import correct

        return correct(self._itself, language=language, anchor=anchor, was=was, now=now, why=why, by=by)

    def withdraw(self, *, notice: str, by: User) -> None:
        """Takes it away from its readers, who find the notice at its address; raises ValidationError."""
        from guide.editions.withdrawal import withdraw

        withdraw(self._itself, notice=notice, by=by)

    def reinstate(self, *, why: str, by: User) -> None:
        """Puts it back; raises ValidationError where it is not withdrawn."""
        from guide.editions.withdrawal import reinstate

        reinstate(self._itself, why=why, by=by)

    def freeze(self, documents: dict[str, Guide], names: dict[str, str], *, by: User | None, at: datetime) -> None:
        """Turns this into the published edition, which says `documents`, a language each, and opens the next.

        Of two who publish at once, one wins; the other gets AlreadyPublished.
        """
        edition, own = self._itself, documents[self.language]
        changed = (
            type(edition)
            .objects.filter(pk=edition.pk, status__in=IN_PREPARATION)
            .update(
                status="published",
                published_at=at,
                published_by=by,
                publish_at=None,
                names=names,
                title=own.title,
                subtitle=own.subtitle,
            )
        )
        if not changed:
            raise AlreadyPublished
        self.keep(documents)
        edition.refresh_from_db()
        edition.open_the_next()
        emit(edition, EventKind.PUBLISHED, by=by, at=at)

    def keep(self, documents: Mapping[str, Guide]) -> None:
        """Keeps what it says in each language."""
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
        guide = without_signatures(Guide.from_json(frozen, names=self._names_for(frozen)), set(self.unsigned))
        return replace(guide, errata=self._errata_in(language), renamed_on=self._renamed_on)

    def _names_for(self, frozen: dict[str, Any]) -> dict[str, str]:
        """Of one that is out, those that it came out with; of a proof, those of today."""
        from guide.editions.assembly import names_now

        return self.names if self.is_out else names_now([Guide.from_json(frozen, names={})])

    def _errata_in(self, language: str) -> tuple[document.Erratum, ...]:
        rows = self._itself.errata.filter(language__in=["", language])
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
