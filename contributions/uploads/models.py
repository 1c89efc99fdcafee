"""A picture or a PDF that somebody sent, and the texts in which it stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, Q
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from campaign.languages import first_language
from common import markup
from common.forms.unchanged import state_of
from common.markup import one_line
from contributions.moderation_log import LogAction, LogEntry
from contributions.revision_hiding import REASON_LENGTH, Hideable
from contributions.uploads import limits, processing, storage
from contributions.uploads.querysets import LONGEST_NAME, AttachmentQuerySet, ImageQuerySet
from contributions.uploads.tasks import rerender_texts_with

MARKS_OF_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\[]`*_"})


class Upload(Hideable):
    """Something that a person sent. Its address holds an opaque word: whoever can name it has seen it."""

    token = models.CharField(max_length=16, unique=True, editable=False)
    uploader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    search_key = models.TextField(editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    if TYPE_CHECKING:
        uploader_id: int
        uses: Any
        objects: Any

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["uploader", "sha256"], name="a_person_sends_one_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | (~Q(hidden_reason="") & Q(hidden_at__isnull=False)),
                name="a_hidden_%(class)s_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="%(class)ss_newest_first")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = markup.title_key(" ".join(self.words()))
        super().save(*args, **kwargs)

    def words(self) -> tuple[str, ...]:
        """What it is found by."""
        return (self.name.replace("-", " "),)

    @property
    def weight(self) -> str:
        return limits.weight(self.size)

    @property
    def folder(self) -> Path:
        return storage.folder_of(self.kind, self.token)

    @property
    def kind(self) -> str:
        return str(type(self).objects.none().kind)

    def fill(self, folder: Path, content: bytes) -> None:
        """Makes the files that are stored, out of what was sent; raises Refused."""
        raise NotImplementedError

    def may_be_described_by(self, person: access.Person) -> bool:
        return self.uploader_id == person.pk or access.is_editor(person)

    def hide(self, *, reason: str, by: User, at: datetime | None = None) -> None:
        """Takes it out of everybody's sight but the editors', wherever it stands; `show` takes it back."""
        reason = one_line(reason)
        if not reason:
            raise ValidationError({"reason": _("Say why it is hidden.")}, code="empty")
        moment = at or timezone.now()
        with transaction.atomic():
            self._be(**self.as_hidden(reason=reason[:REASON_LENGTH], by=by, at=moment))
            LogEntry.objects.note(
                act=LogAction.HIDE_FILE,
                by=by,
                reason=reason,
                at=moment,
                details={str(self._meta.model_name): self.token},
            )

    def show(self, *, by: User) -> None:
        """`by` is an editor; the reason for which it was hidden goes."""
        with transaction.atomic():
            self._be(**self.as_shown())
            LogEntry.objects.note(act=LogAction.SHOW_FILE, by=by, details={str(self._meta.model_name): self.token})

    def _be(self, **values: Any) -> None:
        """Sets what a text shows of it, and has the texts in which it stands rendered anew."""
        with transaction.atomic():
            for name, value in values.items():
                setattr(self, name, value)
            self.save(update_fields=[*values, "search_key"])
            rerender_texts_with(self)

    def withdraw_unused(self) -> bool:
        """Deletes it, unless it came into a text meanwhile, or something else rests on it, such as the cover of an edition:
        the row first, for a row never points to a missing file.
        """
        try:
            with transaction.atomic():
                type(self).objects.select_for_update().filter(pk=self.pk).first()
                if self.uses.exists():
                    return False
                self.delete()
        except ProtectedError:
            return False
        storage.remove(self.kind, self.token)
        return True


class Use(models.Model):
    """A text names it, in its newest version (`is_current`) or in an older one. The kind is the model's label."""

    text_kind = models.CharField(max_length=60)
    text_id = models.BigIntegerField()
    is_current = models.BooleanField(_("in the newest version"), default=True)
    is_hidden = models.BooleanField(_("only in hidden versions"), default=False)

    if TYPE_CHECKING:
        upload: Any
        upload_id: int
        objects: Any

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["upload", "text_kind", "text_id"], name="a_text_holds_one_%(class)s_once")
        ]
        indexes = [models.Index(fields=["text_kind", "text_id"], name="%(class)ss_of_a_text")]

    def __str__(self) -> str:
        return f"{self.text_kind} {self.text_id}"


class Image(Upload):
    """A picture, stored in several widths. Its words are asked for; without any it is decorative, or not described yet."""

    alt = models.CharField(_("description"), max_length=300, blank=True)
    is_decorative = models.BooleanField(_("only decorates"), default=False)
    credit = models.CharField(_("credit"), max_length=150, blank=True)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(_("widths kept"), default=list, editable=False)
    print_name = models.CharField(max_length=20, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta(Upload.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            *Upload.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt=""), name="a_decorative_picture_has_no_description"
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.name

    def get_absolute_url(self) -> str:
        return reverse("contributions:image", args=[self.token])

    @property
    def address(self) -> str:
        """What stands in a text."""
        return reverse("contributions:image_file", args=[self.token, self.name])

    def address_at(self, width: int) -> str:
        if width == self.width:
            return self.address
        return reverse("contributions:image_width", args=[self.token, width, self.name])

    @property
    def small_address(self) -> str:
        """For lists."""
        return self.address_at(min(self.widths))

    @property
    def markdown(self) -> str:
        return f"![{self.alt.translate(MARKS_OF_MARKDOWN)}]({self.address})"

    @property
    def state_of_words(self) -> str:
        """Says what a form of its words was loaded from."""
        return state_of(model_to_dict(self, ("alt", "credit", "is_decorative")))

    @property
    def shown(self) -> markup.EmbeddedPicture:
        sources = tuple((width, self.address_at(width)) for width in self.widths)
        return markup.EmbeddedPicture(self.width, self.height, sources, self.alt, self.credit)

    def file(self, width: int) -> Path:
        return self.folder / f"{width}.webp"

    def words(self) -> tuple[str, ...]:
        return (self.alt, self.credit, *super().words())

    def fill(self, folder: Path, content: bytes) -> None:
        made = processing.make_picture(content, folder, most_pixels=settings.PICTURE_MEGAPIXELS * 1_000_000)
        self.width, self.height, self.widths = made.width, made.height, list(made.widths)
        self.print_name, self.size = made.print_name, made.size

    def clean_words(self) -> None:
        """Puts alt and credit on one line each, as a printer would set them; raises ValidationError beside the field."""
        self.alt, self.credit = (markup.typeset(one_line(words), first_language()) for words in (self.alt, self.credit))
        if self.alt and self.is_decorative:
            raise ValidationError(
                {"alt": _("You have described it, and said that it only decorates: choose one.")}, code="both"
            )
        self.clean_fields(exclude={field.name for field in self._meta.fields} - {"alt", "credit"})

    def describe(self, *, by: User, alt: str, credit: str = "", is_decorative: bool = False) -> None:
        """Says what it shows and whose it is; every text that leaves it to the picture says so from now on."""
        if not self.may_be_described_by(by):
            raise PermissionDenied
        before = (self.alt, self.credit, self.is_decorative)
        self.alt, self.credit, self.is_decorative = alt, credit, is_decorative
        self.clean_words()
        if (self.alt, self.credit, self.is_decorative) != before:
            self._be(alt=self.alt, credit=self.credit, is_decorative=self.is_decorative)


class ImageUse(Use):
    upload = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="uses")

    class Meta(Use.Meta):
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")


class Attachment(Upload):
    """A PDF, stored as it was sent. It is only ever downloaded."""

    title = models.CharField(_("file name"), max_length=150)
    pages = models.PositiveIntegerField(_("pages"), editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta(Upload.Meta):
        verbose_name = _("PDF file")
        verbose_name_plural = _("PDF files")

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        return reverse("contributions:file", args=[self.token, self.name])

    @property
    def markdown(self) -> str:
        return f"[{self.title.translate(MARKS_OF_MARKDOWN)}]({self.address})"

    @property
    def path(self) -> Path:
        return self.folder / "file.pdf"

    def words(self) -> tuple[str, ...]:
        return (self.title, *super().words())

    def fill(self, folder: Path, content: bytes) -> None:
        self.pages, self.size = processing.check_pdf(content, folder), len(content)
        (folder / "file.pdf").write_bytes(content)


class AttachmentUse(Use):
    upload = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="uses")

    class Meta(Use.Meta):
        verbose_name = _("use of a PDF file")
        verbose_name_plural = _("uses of PDF files")
