"""An edition: numbered, dated, and frozen when it is published. The next one is always in draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.revisions import StaleVersion
from contributions.waking import What, wake
from guide.places import PLACES_PER_THEME, Places
from guide.publication.document import Guide
from themes.models import Theme


class FreePlaces(ValidationError):
    """The guide still has free places: it can go out all the same, if somebody says so."""

    def __init__(self, free: int) -> None:
        super().__init__(_("%(free)s places of the guide are still free."), code="free_places", params={"free": free})
        self.free = free


class NothingToPublish(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The guide has no questions and no places yet: an administrator sets them."), code="empty")


class AlreadyPublished(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This edition is published: it never changes. Your work goes into the next one."), code="published"
        )


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> EditionQuerySet:
        return self.filter(status=Edition.Status.PUBLISHED).order_by("-number")

    def for_lists(self) -> EditionQuerySet:
        """Without what they say, and each knowing in `has_pdf` whether its PDF is ready: one query."""
        pdf = EditionFile.objects.filter(
            edition=OuterRef("pk"), form=EditionFile.Form.PDF, state=EditionFile.State.READY
        )
        return self.defer("document", "names").annotate(has_pdf=Exists(pdf))

    def current(self) -> Edition | None:
        """The edition that readers get: the newest that is published."""
        return self.published().first()

    def draft(self) -> Edition:
        """The edition in preparation; the first is made when it is first asked for."""
        found = self.filter(status=Edition.Status.DRAFT).first()
        if found is None:
            newest = self.published().first()
            found, _made = self.get_or_create(
                status=Edition.Status.DRAFT, defaults={"number": newest.number + 1 if newest else 1}
            )
        return found

    def places_in_preparation(self) -> Places:
        """The places of the edition in preparation, in one query; as many as usual while there is none."""
        own = Allotment.objects.filter(edition__status=Edition.Status.DRAFT, theme=OuterRef("pk")).values("places")
        themes = Theme.objects.annotate(allotted=Coalesce(Subquery(own[:1]), PLACES_PER_THEME))
        return Places((theme, theme.allotted) for theme in themes)


class Edition(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PUBLISHED = "published", _("published")

    number = models.PositiveIntegerField(_("number"), unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    language = models.CharField(_("language"), max_length=8, default=settings.GUIDE_LANGUAGE)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
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
    document = models.JSONField(_("frozen document"), null=True, blank=True, editable=False)
    names = models.JSONField(_("names"), default=dict, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status="draft"), name="one_edition_is_in_preparation"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", document__isnull=True, published_at__isnull=True)
                | models.Q(status="published", document__isnull=False, published_at__isnull=False),
                name="a_published_edition_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Edition %(number)s")) % {"number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change an edition that is published."""
        if self.pk and Edition.objects.filter(pk=self.pk, status=Edition.Status.PUBLISHED).exists():
            raise AlreadyPublished
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("guide:edition_in_language", args=[self.number, self.language])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.status == Edition.Status.PUBLISHED:
            raise AlreadyPublished
        return super().delete(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        return self.status == Edition.Status.PUBLISHED

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
        if not Edition.objects.filter(pk=self.pk, status=Edition.Status.DRAFT).update(**values):
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
                if not Edition.objects.select_for_update().filter(pk=self.pk, status=Edition.Status.DRAFT).exists():
                    raise AlreadyPublished
                for theme, count in counts.items():
                    self.allotments.update_or_create(theme=theme, defaults={"places": count})
                number_anew(self.places, by=by)
        except (IntegrityError, StaleVersion):
            raise ValidationError(
                _("The board has just changed. Nothing was saved: try again."), code="changed"
            ) from None

    def freeze(self, document: Guide, names: dict[str, str], *, by: User | None, at: datetime) -> None:
        """Turns this draft into the published edition, and opens the next; of two who publish at once, one wins."""
        changed = Edition.objects.filter(pk=self.pk, status=Edition.Status.DRAFT).update(
            status=Edition.Status.PUBLISHED,
            published_at=at,
            published_by=by,
            document=document.to_json(),
            names=names,
            title=self.full_title,
            subtitle=self.full_subtitle,
        )
        if not changed:
            raise AlreadyPublished
        self.refresh_from_db()
        following = Edition.objects.create(number=self.number + 1, language=self.language, summary=self.summary)
        for row in self.allotments.all():
            following.allotments.create(theme=row.theme, places=row.places)
        wake(self, What.PUBLISHED, by=by, at=at)

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
        return self.proof_at is not None and not self.is_published

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
        """What a published edition says, names included."""
        if self.document is None:
            raise ValueError(f"edition {self.number} is not published")
        return Guide.from_json(self.document, names=self.names)


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


class EditionFile(models.Model):
    """A form in which an edition goes out: made from its frozen document, and made again when it is missing."""

    class Form(models.TextChoices):
        WEB = "web", _("web page")
        PDF = "pdf", _("PDF")

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files", verbose_name=_("edition"))
    form = models.CharField(_("form"), max_length=5, choices=Form.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["edition", "form"]
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="an_edition_has_each_form_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_form_display()}"
