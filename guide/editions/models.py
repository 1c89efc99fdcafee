"""An edition: numbered, dated, and frozen when it is published. The next one is always in preparation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.models import Image
from contributions.revisions import StaleVersion
from contributions.waking import What, wake
from guide.editions.errors import AlreadyPublished
from guide.editions.querysets import IN_PREPARATION, EditionQuerySet
from guide.places import PLACES_PER_THEME, Places
from guide.publication.document import Guide
from themes.models import Theme


class Edition(models.Model):
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
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_notice = models.CharField(_("notice of withdrawal"), max_length=500, blank=True)
    names = models.JSONField(_("names"), default=dict, blank=True, editable=False)
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
    def places(self) -> Places:
        counts = {row.theme_id: row.places for row in self.allotments.all()}
        return Places((theme, counts.get(theme.pk, PLACES_PER_THEME)) for theme in Theme.objects.all())

    def describe(self, *, title: str, subtitle: str, summary: str) -> None:
        """Sets what the cover and the head of the page say; raises AlreadyPublished."""
        values = {"title": title.strip(), "subtitle": subtitle.strip(), "summary": summary.strip()}
        if not Edition.objects.filter(pk=self.pk, status__in=IN_PREPARATION).update(**values):
            raise AlreadyPublished
        for name, value in values.items():
            setattr(self, name, value)

    def allot(self, counts: dict[Theme, int], *, by: User) -> None:
        """Sets how many places each theme has; tips keep their order and are numbered anew.

        Raises ValidationError when a theme holds more tips than it would have places, or the board changes meanwhile.
        """
        from guide.arranging import number_anew

        try:
            with transaction.atomic():
                if not Edition.objects.select_for_update().filter(pk=self.pk, status__in=IN_PREPARATION).exists():
                    raise AlreadyPublished
                for theme, count in counts.items():
                    self.allotments.update_or_create(theme=theme, defaults={"places": count})
                number_anew(self.places, by=by)
        except (IntegrityError, StaleVersion):
            raise ValidationError(
                _("The board has just changed. Nothing was saved: try again."), code="changed"
            ) from None

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that it comes out in, its own first."""
        others = sorted(text.language for text in self.texts.all() if text.language != self.language)
        return (self.language, *others)

    def freeze(self, documents: dict[str, Guide], names: dict[str, str], *, by: User | None, at: datetime) -> None:
        """Turns this into the published edition, which says `documents`, a language each, and opens the next.

        Of two who publish at once, one wins; the other gets AlreadyPublished.
        """
        changed = Edition.objects.filter(pk=self.pk, status__in=IN_PREPARATION).update(
            status=Edition.Status.PUBLISHED,
            published_at=at,
            published_by=by,
            names=names,
            title=self.full_title,
            subtitle=self.full_subtitle,
        )
        if not changed:
            raise AlreadyPublished
        for language, document in documents.items():
            self.texts.update_or_create(language=language, defaults={"document": document.to_json()})
        self.refresh_from_db()
        self.open_the_next()
        wake(self, What.PUBLISHED, by=by, at=at)

    def open_the_next(self) -> Edition:
        """The next edition in preparation, set up as this one was."""
        same = (
            "language",
            "summary",
            "cover_image",
            "publisher",
            "place",
            "licence",
            "licence_url",
            "contact",
            "credits",
        )
        following = Edition.objects.create(number=self.number + 1, **{name: getattr(self, name) for name in same})
        for row in self.allotments.all():
            following.allotments.create(theme=row.theme, places=row.places)
        for illustration in self.illustrations.all():
            following.illustrations.create(theme=illustration.theme, image=illustration.image)
        for text in self.texts.defer("document"):
            following.texts.create(
                language=text.language, title=text.title, subtitle=text.subtitle, summary=text.summary
            )
        return following

    def take_to_proof(self, *, by: User | None, unread_reason: str = "", at: datetime | None = None) -> None:
        """Says that the guide is being read for the last time. Raises Unread where texts have not been read and no reason
        says why; the reason is kept. Raises AlreadyPublished.
        """
        from guide.proof import take_to_proof

        take_to_proof(self, by=by, unread_reason=unread_reason, at=at)

    def back_from_proof(self) -> None:
        """There is more to write; raises AlreadyPublished."""
        from guide.proof import back_from_proof

        back_from_proof(self)

    @property
    def is_in_proof(self) -> bool:
        return self.status == Edition.Status.PROOF

    def publish(
        self,
        *,
        by: User | None,
        accept_free_places: bool = False,
        unread_reason: str = "",
        at: datetime | None = None,
    ) -> None:
        """Freezes the guide as it stands, as this edition, and has its forms made: the web page at once, the PDF in a task.

        Raises AlreadyPublished, FreePlaces unless `accept_free_places`, and Unread as `take_to_proof` where it is not in
        proof. `by=None` means the system.
        """
        from guide.publishing import publish

        publish(self, by=by, accept_free_places=accept_free_places, unread_reason=unread_reason, at=at)

    @property
    def guide(self) -> Guide:
        """What a published edition says in its own language, names included."""
        return self.guide_in(self.language)

    def guide_in(self, language: str) -> Guide:
        """What a published edition says in a language, names included. Raises LookupError where it does not speak it."""
        document = self.texts.filter(language=language).values_list("document", flat=True).first()
        if document is None:
            raise LookupError(f"edition {self.number} is not published in {language!r}")
        return Guide.from_json(document, names=self.names)


class EditionText(models.Model):
    """What an edition says in one language: a row for each that it comes out in, its own included.

    `title`, `subtitle` and `summary` are the cover's words in a language that is not the edition's own, whose cover is
    worded on the edition; `document` is frozen with the edition, and names nobody: see `guide.publication.document`.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    document = models.JSONField(_("frozen document"), null=True, blank=True, editable=False)

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


class Allotment(models.Model):
    """How many places a theme has in an edition, where it is not five."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="allotments", verbose_name=_("edition"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme"))
    places = models.PositiveSmallIntegerField(_("places"), default=PLACES_PER_THEME)

    class Meta:
        verbose_name = _("allotment of places")
        verbose_name_plural = _("allotments of places")
        ordering = ["theme__number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "theme"], name="a_theme_has_one_allotment"),
            models.CheckConstraint(condition=models.Q(places__lte=25), name="a_theme_has_at_most_25_places"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.theme}: {self.places}"
