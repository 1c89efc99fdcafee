"""An edition: numbered, dated, and frozen when it is published. The next one is always in preparation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.models import Image
from guide.editions.errors import AlreadyPublished
from guide.editions.lifecycle import EditionLifecycle
from guide.editions.querysets import EditionQuerySet
from guide.editions.setup import EditionSetup
from guide.places import IN_PREPARATION, PLACES_PER_THEME, Places
from themes.models import Theme


class Edition(EditionSetup, EditionLifecycle, models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PROOF = "proof", _("in proof")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    number = models.PositiveIntegerField(_("number"), unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    language = models.CharField(_("language"), max_length=8, default=settings.GUIDE_LANGUAGE)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    # The cover and the imprint, which are the same in every language.
    cover_image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture on the cover")
    )
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    place = models.CharField(_("place of publication"), max_length=80, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    licence_url = models.URLField(_("address of the licence"), max_length=300, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    credits = models.TextField(_("credits"), blank=True)
    # When it is to come out by itself.
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Since when readers have it: not before all that it offers is made, see `guide.builds.rollout`.
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
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_notice = models.CharField(_("notice of withdrawal"), max_length=500, blank=True)
    names = models.JSONField(_("names"), default=dict, blank=True, editable=False)
    # The tips, by reference, whose quotations stand without a name: the consent was withdrawn after they came out.
    unsigned = models.JSONField(_("quotations without a name"), default=list, blank=True, editable=False)
    # When the files were last made again because somebody's name went, or changed.
    names_changed_at = models.DateTimeField(_("names changed"), null=True, blank=True, editable=False)

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

    @property
    def is_published(self) -> bool:
        """Readers may have it: it is out, and was not withdrawn."""
        return self.status == Edition.Status.PUBLISHED

    @property
    def is_out(self) -> bool:
        """It has been published, and never changes; it may have been withdrawn since."""
        return self.status not in IN_PREPARATION

    @property
    def full_title(self) -> str:
        return self.title or settings.GUIDE_TITLE

    @property
    def full_subtitle(self) -> str:
        return self.subtitle or settings.GUIDE_SUBTITLE

    @property
    def full_publisher(self) -> str:
        return self.publisher or settings.GUIDE_PUBLISHER

    @property
    def places(self) -> Places:
        counts = {row.theme_id: row.places for row in self.allotments.all()}
        return Places((theme, counts.get(theme.pk, PLACES_PER_THEME)) for theme in Theme.objects.all())


class WhenMissing(models.TextChoices):
    """What an edition does in a language into which a text is not translated."""

    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")


class WhenOutdated(models.TextChoices):
    """What an edition does in a language whose translation is older than its original."""

    OLDER = "older", _("Print the older translation")
    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")


class EditionText(models.Model):
    """What an edition says in one language: a row for each that it comes out in, its own included.

    `title`, `subtitle` and `summary` are the cover's words in a language that is not the edition's own, whose cover is
    worded on the edition; `picture_words` says in it what the pictures of cover and chapters show, by the token of the
    picture, whose own description is in the language of the site. `document` is frozen with the edition, and names nobody:
    see `guide.publication.document`.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    picture_words = models.JSONField(_("what its pictures show"), default=dict, blank=True)
    # What becomes of this language where texts are not translated, or not as they stand now; empty: nobody has chosen yet.
    when_missing = models.CharField(
        _("where a translation is missing"), max_length=8, choices=WhenMissing.choices, blank=True
    )
    when_outdated = models.CharField(
        _("where a translation is outdated"), max_length=8, choices=WhenOutdated.choices, blank=True
    )
    document = models.JSONField(_("frozen document"), null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")
        ordering = ["edition", "language"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="an_edition_speaks_a_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"


class Illustration(models.Model):
    """The picture at the head of a theme's chapter; without one, the theme's motif stands alone."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="illustrations", verbose_name=_("edition")
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme"))
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ["theme__number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "theme"], name="a_theme_has_one_illustration_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.theme}"
