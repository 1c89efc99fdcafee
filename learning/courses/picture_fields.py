"""The fields of a picture beside the words of an item: it is chosen among those of the site, or sent with the form.

What was sent is taken in whatever else the form refuses: it comes back chosen, since no browser sends a file twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from contributions.models import Image
from contributions.moderation import throttle
from contributions.uploads import limits
from contributions.uploads.upload_urls import tokens_in
from guide.course_parts import Picture
from guide.models import CourseText
from learning.courses.item_lines import Faults, Fields, LineField, Values

NAMES = ("picture", "file", "alt", "decorative")
MOST_CHOICES = 60


class PictureLibrary:
    """The pictures that an editor may choose: those that the item has, and the newest of the site, her own first."""

    def __init__(self, item: CourseText, by: User) -> None:
        self.by = by
        newest = Image.objects.in_sight().mine_first(by)[:MOST_CHOICES]
        named = tokens_in(item.body, "images")
        shown = Image.objects.filter(token__in=named) if named else ()
        self._images = {image.address: image for image in (*shown, *newest)}

    def choices(self) -> Iterator[tuple[str, str]]:
        yield "", _("no picture")
        for address, image in self._images.items():
            yield address, image.alt or _words(image)

    def find(self, address: str) -> Image | None:
        """Returns the picture at an address, unless it is hidden."""
        if address not in self._images:
            found = Image.objects.filter(token__in=tokens_in(address, "images"))
            self._images |= {image.address: image for image in found}
        image = self._images.get(address)
        return image if image and not image.is_hidden else None

    def take_in(self, sent: UploadedFile[Any]) -> Image:
        """Stores what was sent. Raises ValidationError."""
        with throttle.counted(self.by, "upload"):
            image = Image.objects.take_in(sent.read(), file_name=sent.name or "", uploader=self.by)
        self._images = {image.address: image, **self._images}
        return image


def _words(image: Image) -> str:
    words = _("Only decorates (%(name)s)") if image.is_decorative else _("Not described yet (%(name)s)")
    return words % {"name": image.name}


class PictureField(forms.ChoiceField):
    """The address of a picture of the site; more may be chosen than its menu offers."""

    def __init__(self, library: PictureLibrary, **kwargs: Any) -> None:
        self.library = library
        missing = {"invalid_choice": _("This picture is not there any more: choose another.")}
        super().__init__(choices=library.choices, required=False, error_messages=missing, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return self.library.find(str(value)) is not None


class PictureFields:
    """Those of the question, or with a `mark` ("_2") of an answer."""

    def __init__(self, library: PictureLibrary, mark: str = "") -> None:
        self.library = library
        self.picture, self.file, self.alt, self.decorative = (f"{name}{mark}" for name in NAMES)

    @property
    def names(self) -> tuple[str, ...]:
        return self.picture, self.file, self.alt, self.decorative

    def fields(self) -> Fields:
        formats, weight = _("PNG, JPEG, WebP, AVIF or HEIC."), limits.weight(limits.most_picture_bytes())
        limit = _("At most %(limit)s. Location and device data are removed.") % {"limit": weight}
        return {
            self.picture: PictureField(self.library, label=_("A picture that is on the site")),
            self.file: forms.FileField(
                label=_("Or send another"),
                help_text=f"{formats} {limit}",
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/*"}),
            ),
            self.alt: LineField(
                self.alt,
                label=_("Describe the picture for people who cannot see it"),
                help_text=_("What matters in it here, without giving the answer away."),
            ),
            self.decorative: forms.BooleanField(
                label=_("It only decorates, there is nothing to describe"), required=False
            ),
        }

    def values(self, shown: Picture | None) -> dict[str, Any]:
        """Returns what the fields show of a picture."""
        alt = shown.alt if shown else ""
        return {
            self.picture: shown.address if shown else "",
            self.alt: alt,
            self.decorative: shown is not None and not alt,
        }

    def take_in(self, sent: dict[str, Any], refused: Collection[str]) -> Faults:
        """Stores the file that was sent, which is the picture from now on; yields the field where it cannot be."""
        if self.file in refused:
            most = limits.most_picture_bytes()
            yield self.file, limits.too_large(most + 1, most, is_picture=True)
        if not (file := sent.get(self.file)):
            return
        try:
            sent[self.picture] = self.library.take_in(file).address
        except ValidationError as refusal:
            yield self.file, refusal

    def faults(self, sent: Values, before: Values) -> Faults:
        """Yields the fields, with words, of a picture that says nothing to whoever cannot see it, or says two things; and of
        words about none, where none stood there `before` that was taken away.
        """
        alt, is_decorative = sent.get(self.alt), sent.get(self.decorative)
        image = self.library.find(sent.get(self.picture) or "")
        if image is None:
            if alt and not before.get(self.picture):
                yield self.picture, ValidationError(_("Choose a picture first."), code="none")
        elif alt and is_decorative:
            yield (
                self.alt,
                ValidationError(_("You describe it and say that it only decorates: choose one."), code="both"),
            )
        elif not (alt or is_decorative or image.alt or image.is_decorative):
            words = _("Describe the picture in a sentence, or say that it is decorative.")
            yield self.alt, ValidationError(words, code="no_words")

    def read(self, sent: Values) -> Picture | None:
        """Returns the picture that these fields give; where they do not say what it shows, it says so itself."""
        image = self.library.find(sent.get(self.picture) or "")
        if image is None:
            return None
        own = "" if sent.get(self.decorative) else image.alt
        return Picture(image.address, sent.get(self.alt) or own)

    def describe(self, sent: Values) -> None:
        """What its sender has not described yet shows from now on, wherever it stands, what it shows here."""
        image = self.library.find(sent.get(self.picture) or "")
        if image and not (image.alt or image.is_decorative) and image.may_be_described_by(self.library.by):
            image.describe(by=self.library.by, alt=sent[self.alt], is_decorative=sent[self.decorative])
