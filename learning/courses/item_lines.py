"""What of an item can be stored: each line is a paragraph of plain words, and none is too long; its field.

The fields of a picture beside the words of an item: it is chosen among those of the site, or sent with the form.

What was sent is taken in whatever else the form refuses: it comes back chosen, since no browser sends a file twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from common import markup
from common.forms.fields import CleanCharField
from contributions.models import Image
from contributions.moderation import first_contributions
from contributions.uploads import limits
from contributions.uploads.querysets import tokens_in
from guide.course_parts import ALTERNATIVES, GAP, Answer, ItemParts, Picture, Reply, Turn
from guide.models import CourseText, Translation
from guide.texts import cleaned_line
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared

LONGEST: Final = {
    "situation": 500,
    "question": 250,
    "explanation": 500,
    "hint": 300,
    "alt": 300,
    "category": 40,
    "text": 200,
    "partner": 120,
    "feedback": 300,
    "turn": 300,
    "reply": 200,
}
MOST_ANSWERS: Final = {"choice": 6, "choices": 6, "order": 6, "match": 6, "fill_in": 4, "sort": 8}
MOST_TURNS, MOST_REPLIES = 8, 3

type Fields = dict[str, forms.Field]
type Values = Mapping[str, Any]
type Faults = Iterator[tuple[str, ValidationError]]
type Clean = Callable[[str, str], str]
"""The name of a field ("feedback_2"), and what was typed there, to what is stored."""


class LineField(CleanCharField):
    """A line of an item as it is stored; `name` is that of the field, which says how long it may be."""

    def __init__(self, name: str, *, rows: int = 0, **kwargs: Any) -> None:
        self.line_name = name
        most = LONGEST[name.partition("_")[0]]
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
        super().__init__(max_length=most, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return clean_line(self.line_name, super().clean(value))


def clean_line(name: str, text: str) -> str:
    """Returns what is stored of the field of this name ("feedback_2"); nothing of an empty one. Raises ValidationError."""
    part = name.partition("_")[0]
    if not text.strip():
        return ""
    if part == "question":
        return cleaned_line(text, LONGEST[part], begins=_without_gaps(text))
    if part == "alt":
        return cleaned_line(text, LONGEST[part], begins="x")  # no line begins with it, but with the mark of a picture
    if part == "text" and ALTERNATIVES in text:
        text = ALTERNATIVES.join(filter(None, (one.strip() for one in text.split(ALTERNATIVES))))
    return cleaned_line(text, LONGEST[part])


def cleaned(parts: ItemParts) -> ItemParts:
    """Returns the parts as they are stored. Raises ValidationError beside each field that cannot be: "text_1", "reply_2_1"."""
    problems: dict[str, ValidationError] = {}

    def line(name: str, text: str) -> str:
        try:
            return clean_line(name, text)
        except ValidationError as problem:
            problems[name] = problem
            return ""

    found = _with_lines(parts, line)
    if problems:
        raise ValidationError(dict(problems))
    return found


def _with_lines(parts: ItemParts, line: Clean) -> ItemParts:
    return replace(
        parts,
        situation=line("situation", parts.situation),
        question=line("question", parts.question),
        answers=tuple(_answer(number, one, line) for number, one in enumerate(parts.answers, 1)),
        categories=tuple(line(f"category_{number}", one) for number, one in enumerate(parts.categories, 1)),
        turns=tuple(_turn(number, one, line) for number, one in enumerate(parts.turns, 1)),
        explanation=line("explanation", parts.explanation),
        hint=line("hint", parts.hint),
        picture=_picture("alt", parts.picture, line),
    )


def _answer(number: int, one: Answer, line: Clean) -> Answer:
    return replace(
        one,
        text=line(f"text_{number}", one.text),
        partner=line(f"partner_{number}", one.partner),
        feedback=line(f"feedback_{number}", one.feedback),
        picture=_picture(f"alt_{number}", one.picture, line),
    )


def _picture(name: str, one: Picture | None, line: Clean) -> Picture | None:
    return replace(one, alt=line(name, one.alt)) if one else None


def _turn(number: int, one: Turn, line: Clean) -> Turn:
    def reply(place: int, said: Reply) -> Reply:
        text, feedback = line(f"reply_{number}_{place}", said.text), line(f"feedback_{number}_{place}", said.feedback)
        return replace(said, text=text, feedback=feedback)

    return Turn(line(f"turn_{number}", one.text), tuple(reply(*pair) for pair in enumerate(one.replies, 1)))


def _without_gaps(text: str) -> str:
    """As a reader of Markdown sees how it begins: a gap is a word there, unless a colon makes it the address of a link."""
    text = text.strip()
    gap = GAP.match(text)
    return text if gap and text[gap.end() :].startswith(":") else GAP.sub("x", text)


# What learners read of an item, in the language of its edition: its lines are plain words, translated or not.


def item_in(text: CourseText, translation: Translation | None, language: str) -> ItemParts:
    """Returns what an item says in a language; a line without a translation stands in the original."""
    parts = text.item
    if translation:
        status = compared(source_segments(of_course_text(text)), translation.paragraphs)
        targets = (one.segment.target for one in status.segments if one.segment.field == "body")
        lines = [target or line for target, line in zip(targets, parts.lines, strict=True)]
        parts = parts.with_lines(iter(lines))
    return worded(text.kind, parts, language)


def worded(kind: str, parts: ItemParts, language: str) -> ItemParts:
    """Returns the parts as they are shown and graded.

    Nothing is read as Markdown: 2 * 3 * 4, a | b and <sub> stay what they are, and so do the | between the spellings of a gap.
    """
    if kind == "fill_in":
        answers = (replace(one, text=markup.without_ruby(one.text)) for one in parts.answers)
        parts = replace(parts, answers=tuple(answers))
    return parts.with_words(lambda line: worded_line(line, language))


def worded_line(line: str, language: str) -> str:
    """Returns a line as a printer sets it, with readings of kanji behind their words: no line of an item has small ones."""
    return markup.typeset(markup.ruby_in_brackets(markup.one_line(line)), language)


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
        with first_contributions.counted(self.by, "upload"):
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
                ValidationError(_("You have described it, and said that it only decorates: choose one."), code="both"),
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
