"""An edition: numbered, dated, and frozen when it is published. The next one is always in preparation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import guide_languages
from campaign.site_settings.current import remembered
from contributions.events import EventKind, emit
from guide.editions.added_document import CoverWords, digest_of, document_to_add, known_cover_words
from guide.editions.assembly import names_now
from guide.editions.errata import Erratum, check_is_other, check_says, cleaned_words
from guide.editions.errors import (
    AlreadyPublished,
    FreePlaces,
    InProof,
    LanguageNotAdded,
    NothingToPublish,
    NotInProof,
    ProofChanged,
)
from guide.editions.language_status import languages_that_come_out
from guide.editions.proof.changes import with_change
from guide.editions.proof.checks import NotGreen, Unread, checklist, cleaned_reason, reasons_for, unread
from guide.editions.proof.parts import frozen
from guide.editions.querysets import EditionQuerySet
from guide.editions.record import EditionRecord, free_places, printable
from guide.editions.setup import IMPRINT, EditionSettings
from guide.editions.steps import LONGEST_NOTICE, EditionStep, cleaned_why, note
from guide.places import IN_PREPARATION
from guide.publication.document import Guide
from guide.sections import Section
from guide.self_check.forms import refuse_broken
from guide.tips.models import Tip
from guide.translations.models import Translation

What = EditionStep.What
OF_ONE_EDITION = ("isbn", "legal_deposit")
HANDED_ON = ("language", "summary", "cover_image", *(name for name in IMPRINT if name not in OF_ONE_EDITION))
TEXT_HANDED_ON = ("language", "title", "subtitle", "summary", "picture_words", "when_missing", "when_outdated")
NOT_IN_PROOF: dict[str, Any] = {
    "status": EditionSettings.Status.DRAFT,
    "proof_at": None,
    "proof_by": None,
    "unread_at_proof": 0,
    "unread_reason": "",
    "reasons": [],
    "publish_at": None,
}


class Edition(EditionRecord):
    """Its life, as its verbs: into proof and back, out, corrected, withdrawn, put back. Each holds its row and writes an
    EditionStep, which those above are told of: see settings.ON_EDITION_STEP.
    """

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                Case(When(Q(status__in=IN_PREPARATION), then=Value(1))), name="one_edition_is_in_preparation"
            ),
            models.CheckConstraint(
                condition=Q(status__in=IN_PREPARATION, published_at__isnull=True)
                | Q(status__in=("published", "withdrawn"), published_at__isnull=False),
                name="a_published_edition_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="a_withdrawn_edition_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Edition %(number)s")) % {"number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change an edition that is published."""
        if self.pk and Edition.objects.out().filter(pk=self.pk).exists():
            raise AlreadyPublished
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("guide:edition_in_language", args=[self.number, self.language])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.is_out:
            raise AlreadyPublished
        return super().delete(*args, **kwargs)

    def hold_still(self) -> None:
        """Has whoever edits the guide wait until the transaction ends: what is frozen is what stood at one moment.

        Raises AlreadyPublished. The edition says afterwards what the editors have made of it last.
        """
        if not Edition.objects.select_for_update().filter(pk=self.pk, status__in=IN_PREPARATION).exists():
            raise AlreadyPublished
        self.refresh_from_db()
        texts: tuple[models.QuerySet[Any], ...] = (Tip.objects.all(), Section.objects.all(), Translation.objects.all())
        for rows in texts:
            list(rows.select_for_update().order_by("pk").values_list("pk"))

    @remembered()
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
        only the unread texts are asked about. Raises AlreadyPublished, InProof where it is there already, NothingToPublish, and
        BrokenSelfCheck, which no reason excuses.
        """
        with transaction.atomic():
            self.hold_still()
            if self.is_in_proof:
                raise InProof
            if not self.places.count:
                raise NothingToPublish
            number, reason = unread(), cleaned_reason("unread_reason", unread_reason)
            checks = [] if reasons is None else checklist(self)
            given, wanting = reasons_for(checks, reasons or {})
            if number and not reason:
                raise Unread(number, wanting, checks)
            if wanting:
                raise NotGreen(wanting, checks)
            at = at or timezone.now()
            documents = {language: frozen(self, language) for language in languages_that_come_out(self)}
            refuse_broken(documents[self.language])
            self._store(documents)
            said = {"unread_at_proof": number, "unread_reason": reason if number else "", "reasons": given}
            self._set({"status": Edition.Status.PROOF, "proof_at": at, "proof_by": by, **said})
            note(self, What.PROOF, by=by, at=at)

    def back_from_proof(self, *, by: User | None = None) -> None:
        """There is more to write; raises AlreadyPublished, and NotInProof where somebody has taken it back already."""
        with transaction.atomic():
            held = Edition.objects.select_for_update().filter(pk=self.pk, status__in=IN_PREPARATION).first()
            if held and not held.is_in_proof:
                raise NotInProof
            self._set(NOT_IN_PROOF)
            self.texts.update(document=None)
            note(self, What.BACK, by=by)

    def take_in(self, key: str, *, why: str, by: User, although: bool = False) -> None:
        """Takes what has changed since into the proof, one text. Raises ValidationError, and Objected unless `although`
        where nobody has approved the text, or a translation of it is older. BrokenSelfCheck: its self-check needs the old one.
        """
        why = cleaned_why(why)
        with transaction.atomic():
            self.hold_still()
            if not self.is_in_proof:
                raise NotInProof
            change, documents = with_change(self, key, although=although)
            refuse_broken(documents[self.language])
            self._store(documents)
            words = change.wordings[0]
            note(self, What.TAKEN_IN, by=by, part=change.label[:200], was=words.was, now=words.now, why=why)

    def schedule(self, moment: datetime, *, by: User, accept_free_places: bool = False) -> None:
        """Schedules the publication for `moment`. Raises ValidationError."""
        with transaction.atomic():
            self.hold_still()
            if not self.is_in_proof:
                raise NotInProof
            if moment <= timezone.now():
                raise ValidationError({"day": ValidationError(_("This time has passed."), code="past")})
            if (free := free_places(self)) and not accept_free_places:
                raise FreePlaces(free)
            self._set({"publish_at": moment})
            note(self, What.SCHEDULED, by=by, part=timezone.localtime(moment).isoformat(timespec="minutes"))

    def unschedule(self, *, by: User) -> None:
        """It no longer comes out by itself; raises AlreadyPublished."""
        with transaction.atomic():
            if not Edition.objects.filter(pk=self.pk, status=Edition.Status.PROOF).update(publish_at=None):
                raise AlreadyPublished
            self.publish_at = None
            note(self, What.UNSCHEDULED, by=by)

    @remembered()
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
        """Publishes what was frozen at proof, where it is not in proof what stands now. Its forms are made then, as the step
        is written, and readers get it once they are there: see `guide.builds`.

        Raises AlreadyPublished, FreePlaces unless `accept_free_places` or the proof says why, and Unread as `take_to_proof`;
        NotInProof where it must go out `from_proof`, and somebody has taken it back; ProofChanged where `seen` is another
        `state_of_proof`. `by=None` means the system.
        """
        with transaction.atomic():
            self.hold_still()
            if from_proof and not self.is_in_proof:
                raise NotInProof
            if seen is not None and seen != self.state_of_proof:
                raise ProofChanged
            if not self.places.count:
                raise NothingToPublish
            if (free := free_places(self)) and not accept_free_places:
                raise FreePlaces(free)
            at = at or timezone.now()
            if not self.is_in_proof:
                self.take_to_proof(by=by, unread_reason=unread_reason, at=at)
            documents = printable(self, at)
            self._come_out(documents, names_now(documents.values(), hold=True), by=by, at=at)
            self.open_the_next()
            note(self, What.PUBLISHED, by=by, at=at)
            emit(self, EventKind.PUBLISHED, by=by, at=at)

    def correct(self, *, language: str, anchor: str, was: str, now: str, why: str, by: User) -> Erratum:
        """Lists an erratum on it, in a language or (with none) in all; what is sent twice stands on it once. Raises
        ValidationError beside the field.
        """
        was, now, why = cleaned_words("was", was), cleaned_words("now", now), cleaned_why(why)
        check_is_other(was, now)
        with transaction.atomic():
            if not Edition.objects.select_for_update().filter(pk=self.pk, status=Edition.Status.PUBLISHED).exists():
                raise ValidationError(_("Only an edition that readers have can be corrected."), code="not_out")
            check_says(self, [language] if language else list(self.languages), anchor, was)
            said = {"language": language, "anchor": anchor, "was": was, "now": now}
            erratum: Erratum
            erratum, is_new = self.errata.get_or_create(**said, defaults={"why": why, "by": by})
            if is_new:
                note(self, What.CORRECTED, by=by, part=anchor, was=was, now=now, why=why)
        return erratum

    @remembered()
    def add_language(
        self,
        language: str,
        *,
        by: User | None,
        cover: CoverWords | None = None,
        when_outdated: str = "",
        accept_missing: bool = False,
        seen: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Has an edition that is out come out in one more language, from the translations of what it says in its own. Its
        forms are made then; those of its other languages stay as they are, but for the page, which leads to the new one.

        `when_outdated` says what becomes of translations of another wording (WhenOutdated, without LEAVE_OUT);
        `accept_missing` that originals stand in the place of what is not translated. Raises LanguageNotAdded, also where
        `seen` is another digest than that of what would go out. Of two who add it at once, one does.
        """
        at = at or timezone.now()
        with transaction.atomic():
            if not Edition.objects.select_for_update().filter(pk=self.pk, status=Edition.Status.PUBLISHED).exists():
                words = _("Only an edition that readers have can come out in another language.")
                raise LanguageNotAdded(words, code="not_out")
            self.refresh_from_db()
            if language not in guide_languages() or language in self.languages:
                words = _("The edition comes out in this language already, or cannot come out in it.")
                raise LanguageNotAdded(words, code="language")
            cover = (cover or known_cover_words(self, language)).cleaned()
            choices: dict[str, Any] = {"when_outdated": when_outdated, "accept_missing": accept_missing}
            guide = document_to_add(self, language, cover, **choices, on=timezone.localdate(at))
            if seen is not None and seen != digest_of(guide):
                raise LanguageNotAdded(_("What goes out has just changed: look at it again."), code="changed")
            self.texts.update_or_create(language=language, defaults=cover.values | {"document": guide.to_json()})
            covers = self.covers | {language: (guide.title, guide.subtitle)}
            Edition.objects.filter(pk=self.pk).update(covers=covers)
            self.covers = covers
            note(self, What.LANGUAGE, by=by, at=at, part=language)
            emit(self, EventKind.PUBLISHED, by=by, at=at)

    def withdraw(self, *, notice: str, by: User, notices: Mapping[str, str] | None = None) -> None:
        """Takes it away from its readers, who find the notice at its address, in their language where `notices` has it by its
        code. Raises ValidationError.
        """
        notice, at = cleaned_why(notice, "notice", longest=LONGEST_NOTICE), timezone.now()
        others = {
            language: cleaned_why(words, f"notice_{language}", longest=LONGEST_NOTICE)
            for language, words in (notices or {}).items()
            if words.strip() and language != self.language
        }
        values = {"withdrawn_at": at, "withdrawn_by": by, "withdrawal_notice": notice, "served_at": None}
        values |= {"withdrawal_notices": others}
        with transaction.atomic():
            self._go(Edition.Status.PUBLISHED, Edition.Status.WITHDRAWN, values)
            note(self, What.WITHDRAWN, by=by, at=at, why=notice)
            emit(self, EventKind.WITHDRAWN, by=by, at=at)

    def reinstate(self, *, why: str, by: User) -> None:
        """Puts it back: its files are made again, from what is frozen, and readers get it once they are there. Raises
        ValidationError where it is not withdrawn.
        """
        why = cleaned_why(why)
        with transaction.atomic():
            values: dict[str, Any] = {
                "withdrawn_at": None,
                "withdrawn_by": None,
                "withdrawal_notice": "",
                "withdrawal_notices": {},
            }
            self._go(Edition.Status.WITHDRAWN, Edition.Status.PUBLISHED, values)
            note(self, What.REINSTATED, by=by, why=why)
            emit(self, EventKind.PUT_BACK, by=by)

    def _come_out(self, documents: dict[str, Guide], names: dict[str, str], *, by: User | None, at: datetime) -> None:
        """Of two who publish at once, one wins; the other gets AlreadyPublished."""
        own = documents[self.language]
        values: dict[str, Any] = {"title": own.title, "subtitle": own.subtitle, "publish_at": None, "names": names}
        values |= {"covers": {language: (guide.title, guide.subtitle) for language, guide in documents.items()}}
        self._set({"status": Edition.Status.PUBLISHED, "published_at": at, "published_by": by, **values})
        self._store(documents)
        self.refresh_from_db()

    def open_the_next(self) -> Edition:
        """The next edition in preparation, set up as this one was."""
        following: Edition = Edition.objects.create(
            number=self.number + 1, **{name: getattr(self, name) for name in HANDED_ON}
        )
        for illustration in self.illustrations.all():
            following.illustrations.create(theme=illustration.theme, image=illustration.image)
        for text in self.texts.exclude(language=self.language).defer("document"):
            following.texts.create(**{name: getattr(text, name) for name in TEXT_HANDED_ON})
        return following

    def _go(self, standing: str, status: str, values: Mapping[str, object]) -> None:
        if not Edition.objects.filter(pk=self.pk, status=standing).update(status=status, **values):
            words = _("Somebody has just done something else with this edition: look at it again.")
            raise ValidationError(words, code="changed")
        self.refresh_from_db()
