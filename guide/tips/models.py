"""Why a tip cannot take a place, worded for the editor who wanted it.

The name of a tip that holds wherever it goes, "id-12": in addresses, in frozen documents, in what is taken into a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.site_settings.current import first_language_words
from common import markup
from common.html import sentence
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.models import Page, PageRevision
from contributions.revisions import Revisioned, RevisionMetadata, SaveResult, StaleVersion
from guide.places import places_in_preparation
from guide.texts import clean_heading, rendered
from guide.tips.seen_places import check_seen_places
from themes.models import Theme

PREFIX: Final = "id-"


def reference_of(tip: int) -> str:
    return f"{PREFIX}{tip}"


def tip_key_in(reference: str) -> int | None:
    """Returns the key of the tip that a reference names, or None where it names none."""
    key = reference.removeprefix(PREFIX)
    return int(key) if key != reference and key.isdecimal() else None


def tip_keys_in(references: Iterable[str]) -> list[int]:
    """Returns the keys of the tips that these references name, in their order."""
    return [key for key in map(tip_key_in, references) if key is not None]


class PlaceTaken(ValidationError):
    """Somebody has put a tip there first; `tip` is the one that stands there."""

    def __init__(self, tip: Tip | None, number: int) -> None:
        person = tip.placed_by if tip else None
        words = gettext(
            "%(person)s has just taken place %(number)s for “%(title)s”. Nothing was lost: choose another place."
        )
        name, title = person.public_name if person else _("Somebody"), first_language_words(tip.title if tip else "")
        super().__init__(sentence(words, person=name, number=number, title=title), code="taken")
        self.tip = tip


class NoSuchPlace(ValidationError):
    def __init__(self, number: int) -> None:
        super().__init__(_("The guide has no place %(number)s."), code="no_place", params={"number": number})


# Two tips of the guide in preparation never have one title: two headings alike lead nobody.


def hold_titles() -> None:
    """Has whoever else gives a tip a title wait until the transaction ends.

    After the row of the tip, where there is one, and before its place is written or given up: whoever waits for a place
    that another transaction has touched would else be waited for.
    """
    Theme.objects.select_for_update(no_key=True).order_by("pk").first()  # a row that is always there, for all of them


def check_title(title: str, others: TipQuerySet) -> None:
    """Raises ValidationError where one of the other tips is called so."""
    wanted = title.strip().casefold()
    for number, other in others.values_list("number", "title"):
        if other.casefold() == wanted:
            words = _("Tip %(number)s has this title already: give it another one.") % {"number": number}
            raise ValidationError({"title": words}, code="same_title")


# The tips: the working copy of the guide's numbered places, each resting on passages of the wiki.


class TipQuerySet(models.QuerySet["Tip"]):
    def placed(self) -> TipQuerySet:
        return self.exclude(number=None).order_by("number")

    def unplaced(self) -> TipQuerySet:
        """Tips that have given up their place: there still, with their history, and ready for another."""
        return self.filter(number=None).order_by("-modified_at")

    def at(self, key: str) -> TipQuerySet:
        """The tip that an address names; see `Tip.key`."""
        name, _dash, pk = key.rpartition("-")
        return self.filter(pk=int(pk)) if name else self.filter(number=int(key))

    def resting_on(self, page: Page | int) -> TipQuerySet:
        """Also on what stood in a page that was merged into this one."""
        here = models.Q(sources__page=page) | models.Q(sources__page__merged_into=page)
        return self.filter(here).exclude(number=None).distinct().order_by("number")


def theme_at(number: int) -> Theme:
    try:
        return places_in_preparation().theme_of(number)
    except LookupError:
        raise NoSuchPlace(number) from None


class Tip(Revisioned):
    """One numbered tip of the guide in preparation. An edition freezes what stands here; later edits wait for the next."""

    class State(models.TextChoices):
        """How far its review is: see guide.reviewing."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")

    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="tips", verbose_name=_("campaign question"))
    quote = models.CharField(_("quotation"), max_length=400, blank=True)
    quoted_person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("said by")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    review_due = models.DateField(_("to be reviewed by"), null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    restored_with_text = ("title", "quote", "quoted_person_id")

    objects = TipQuerySet.as_manager()
    history = Revisions("TipRevision", excluded=["body_html", "modified_at", "state", "review_due", "reminded_on"])

    if TYPE_CHECKING:
        theme_id: int
        quoted_person_id: int | None

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_place_holds_one_tip"),
            models.CheckConstraint(
                condition=models.Q(number=None) | models.Q(number__gte=1), name="places_are_numbered_from_1"
            ),
        ]

    @property
    def key(self) -> str:
        """What stands in its address: "7" at place 7, "id-12" where it has none."""
        return self.reference if self.number is None else str(self.number)

    @property
    def reference(self) -> str:
        """What stands in addresses that hold wherever it goes."""
        return reference_of(self.pk)

    @property
    def label(self) -> str:
        """What the desk calls it."""
        return str(_("Tip without a place")) if self.number is None else _("Tip %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("guide:tip", args=[self.key])

    def screen_url(self, screen: str) -> str:
        """By its id: what somebody does to this tip must not reach the one that has been moved to its place meanwhile."""
        return f"{reverse('guide:tip', args=[self.reference])}{screen}/"

    def changes_url(self, older: int, newer: int) -> str:
        return f"{self.screen_url('diff')}?older={older}&newer={newer}"

    def take(self, *, title: str, body: str, by: User | None) -> None:
        """Puts a title and a text, rendered, on this object, unsaved; raises ValidationError beside the field."""
        self.title = clean_heading(title)
        self.body = markup.clean_text(body).strip()
        if not self.body:
            raise ValidationError({"body": _("Write a few words first.")}, code="empty")
        self.body_html = rendered(self.body, self, by=by)

    def create(self, *, author: User, at: datetime | None) -> None:
        self.modified_at = at or timezone.now()
        self.save_without_historical_record()  # type: ignore[attr-defined]
        self._append_history(RevisionMetadata(author=author, at=self.modified_at, act=Act.WRITTEN))

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        fresh = Tip(pk=self.pk)
        fresh.take(title=title, body=body, by=entry.author)
        text = {"title": fresh.title, "body": fresh.body, "body_html": fresh.body_html}
        self._append(text | changes, base_version, entry)

    def _append(self, changes: dict[str, Any], base_version: int, entry: RevisionMetadata) -> None:
        """Another place changes nothing but the place; what hangs on the words goes with them, in the same transaction."""
        before_html = self.body_html
        with transaction.atomic():
            self._check_title(changes)
            super()._append(changes, base_version, entry)
            for path in settings.ON_TIP_REWORDED if "body" in changes else ():
                import_string(path)(self, before_html, by=entry.author, at=entry.at)

    def _check_title(self, changes: dict[str, Any]) -> None:
        """Where the tip gets another title, or a place again: see `check_title`. A place is given up under the same lock."""
        number, title = changes.get("number", self.number), changes.get("title", self.title)
        if number == self.number and (number is None or title == self.title):
            return
        Tip.objects.select_for_update().only("pk").get(pk=self.pk)
        hold_titles()
        if number is not None and (self.number is None or title != self.title):
            check_title(title, Tip.objects.placed().exclude(pk=self.pk))

    def revision(self, version: int) -> TipRevision:
        return cast("TipRevision", super().revision(version))

    def revise(
        self,
        *,
        title: str,
        body: str,
        author: User,
        base_version: int,
        summary: str = "",
        is_minor: bool = False,
        at: datetime | None = None,
        quote: str | None = None,
        quoted_person: User | None = None,
        **changes: Any,
    ) -> SaveResult:
        """As pages are revised; with `quote` (empty for none), the quotation too, in the same revision.

        A quotation that the author left as it was at `base_version` stays as others have made it since.
        """
        base, wanted = self.revision(base_version), {}
        if quote is not None:
            wanted = self._quotation(quote, quoted_person)
            if wanted == self._quotation(base.quote, base.quoted_person):
                wanted = {}
        return super().revise(
            title=title,
            body=body,
            author=author,
            base_version=base_version,
            summary=summary,
            is_minor=is_minor,
            at=at,
            **changes,
            **self._checked(wanted),
        )

    @staticmethod
    def _quotation(text: str, person: User | None) -> dict[str, Any]:
        text = markup.clean_text(text).strip()
        return {"quote": text, "quoted_person": person if text else None}

    @staticmethod
    def _checked(quotation: dict[str, Any]) -> dict[str, Any]:
        if quotation and quotation["quote"] and quotation["quoted_person"] is None:
            raise ValidationError({"quoted_person": _("Say whose words these are.")}, code="empty")
        return quotation

    @property
    def people_behind(self) -> models.QuerySet[User]:
        """Who may be quoted: the authors of the pages that it rests on, and whoever is quoted already."""
        revisions = PageRevision.objects.filter(id__in=self.sources.exclude(page=None).order_by().values("page"))
        comment = self.sources.exclude(comment=None).order_by().values("comment__author")
        behind = models.Q(pk__in=revisions.order_by().values("history_user")) | models.Q(pk=self.quoted_person_id)
        behind |= models.Q(pk__in=comment)
        return User.objects.get_queryset().filter(behind).order_by("first_name", "last_name")

    @property
    def placed_by(self) -> User | None:
        """Who put the tip where it stands."""
        row = self.history.with_authors().filter(act__in=[Act.WRITTEN, Act.MOVED]).order_by("-version").first()
        return row.author if row else None

    def quote_person(
        self,
        *,
        text: str,
        person: User | None,
        by: User,
        at: datetime | None = None,
    ) -> None:
        """Sets a colleague's sentence beside the tip, or takes it away when `text` is empty; unchanged, nothing is written.

        She is asked whether it may be printed: see `guide.reviewing.consents`.
        """
        wanted = self._checked(self._quotation(text, person))
        if wanted == {"quote": self.quote, "quoted_person": self.quoted_person}:
            return
        self.record_revision(body=self.body, author=by, base_version=self.version, at=at, **wanted)

    def move_to(
        self, number: int, *, by: User, at: datetime | None = None, seen: Mapping[int, int] | None = None
    ) -> None:
        """Moves the tip to another place, in its theme or another; where one stands already, the two change places.

        Raises PlaceTaken, and ValidationError where this tip, or the one at that place, stands elsewhere than it was `seen`:
        the tip at each place.
        """
        theme, before, its_theme = theme_at(number), self.number, self.theme
        if number == before:
            return
        try:
            with transaction.atomic():
                # Both rows, always in this order: two people who exchange the same tips would wait for each other.
                rows = Tip.objects.select_for_update().filter(models.Q(pk=self.pk) | models.Q(number=number))
                held = {tip.pk: tip for tip in rows.order_by("pk")}
                other = next((tip for tip in held.values() if tip.pk != self.pk), None)
                check_seen_places(seen, moved=held.get(self.pk), number=number, other=other)
                hold_titles()
                if other:
                    Tip.objects.filter(pk=other.pk).update(number=None)
                self._stand_at(number, theme, by, at)
                if other:
                    other._stand_at(before, its_theme if before else other.theme, by, at)
        except (IntegrityError, StaleVersion):
            self.refresh_from_db()
            raise PlaceTaken(Tip.objects.filter(number=number).first(), number) from None

    def release(self, *, by: User, at: datetime | None = None) -> None:
        """Gives up the tip's place; the tip stays and can be placed again. Raises ValidationError where it just changed."""
        try:
            self._stand_at(None, self.theme, by, at)
        except StaleVersion:
            raise ValidationError(
                _("The tip has just changed. Look at it again, then decide."), code="changed"
            ) from None

    def _stand_at(self, number: int | None, theme: Theme, by: User, at: datetime | None) -> None:
        entry = RevisionMetadata(author=by, at=at or timezone.now(), act=Act.MOVED)
        self._append({"number": number, "theme": theme}, self.version, entry)


if TYPE_CHECKING:

    class TipRevision(RevisionDetails):
        number: int | None
        quote: str
        quoted_person: User | None
        objects: Any

else:
    TipRevision = Tip.history.model
