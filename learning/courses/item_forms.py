"""What editors fill in of an item, whatever its kind. What is not complete is stored; what cannot be stored is refused.

How an item gets other words, or another tip; and in words, what of a text of a course stands in no paragraph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import User
from campaign.videos.models import Video
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm, digest_of
from common.words.text_lists import side_by_side
from contributions.models import Image
from contributions.revision_views import SummaryField
from contributions.revisions import TITLE_LENGTH
from guide.course_parts import END, ItemParts, LessonParts
from guide.models import CourseText, Tip
from guide.texts import clean_heading
from learning.courses.item_fields import OF_REPLY, REPLIES, TURNS, AnswerFields, DialogueFields
from learning.courses.item_lines import Faults, LineField, PictureFields, PictureLibrary, cleaned

ALWAYS_OPEN = 2
OWN_LINES = ("situation", "question", "explanation", "hint")


@dataclass(frozen=True)
class PictureRow:
    """The fields of a picture, and the one that stands there now."""

    fields: list[BoundField]
    image: Image | None

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.fields)

    @property
    def is_open(self) -> bool:
        return self.image is not None or self.has_errors


@dataclass(frozen=True)
class FieldRow:
    """The fields of an answer, a gap, or a turn of a dialogue. It is shown open where something stands in it, or is wrong."""

    number: int
    legend: str
    fields: list[BoundField]
    replies: list[FieldRow] = field(default_factory=list)
    picture: PictureRow | None = None

    @property
    def words(self) -> str:
        """What is read of it where it is closed."""
        return str(self.fields[0].value() or "")

    @property
    def is_open(self) -> bool:
        is_needed = self.number <= ALWAYS_OPEN or bool(self.words)
        return is_needed or self.has_errors or any(reply.has_errors for reply in self.replies)

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.all_fields)

    @property
    def all_fields(self) -> list[BoundField]:
        return [*self.fields, *(self.picture.fields if self.picture else ())]


class ItemForm(RowForm, forms.Form):
    """`tips` are those that can be chosen; `draft` is what was typed into it before; `refused` are the fields of files that
    were too large to be read.
    """

    title = CleanCharField(
        label=gettext_lazy("Title"), max_length=TITLE_LENGTH, help_text=gettext_lazy("Stands above it, in a few words.")
    )
    summary = SummaryField()

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        item: CourseText,
        tips: Iterable[Tip],
        by: User,
        draft: Mapping[str, str],
        refused: Collection[str] = (),
    ) -> None:
        self.item, self.tips, self.refused = item, {tip.pk: tip for tip in tips}, refused
        library = PictureLibrary(item, by)
        self.kind_fields = DialogueFields() if item.kind == "dialogue" else AnswerFields(item.kind, library)
        self.picture_fields = PictureFields(library)
        super().__init__(data, files, label_suffix="")
        self.fields |= self._own_fields() | self.kind_fields.fields()
        boxes = [name for name, field in self.fields.items() if isinstance(field, forms.BooleanField)]
        before = {**dict.fromkeys(boxes, ""), **draft} if draft else {}
        self.initial = {**self.row_values(item), **before}
        self.follow(item)

    def _own_fields(self) -> dict[str, forms.Field]:
        chosen = [
            ("", _("none yet")),
            *((str(tip.pk), f"{tip.label}{_(', ')}{tip.title}") for tip in self.tips.values()),
        ]
        hint = _("Where a word is missing, write [1], then [2], and so on.") if self.item.kind == "fill_in" else ""
        return {
            **self.picture_fields.fields(),
            "situation": LineField(
                "situation", rows=3, label=_("The situation"), help_text=_("What has happened. It may be left empty.")
            ),
            "question": LineField("question", rows=2, label=pgettext("of a course", "The question"), help_text=hint),
            "tip": forms.ChoiceField(label=_("The tip that it tests"), choices=chosen, required=False),
            "explanation": LineField(
                "explanation", rows=3, label=_("The explanation"), help_text=_("Is read by everybody who has answered.")
            ),
            "hint": LineField(
                "hint",
                rows=2,
                label=_("A hint for a second try"),
                help_text=_(
                    "Whoever answers wrongly reads it and may answer once more; that answer counts. Left empty, the first"
                    " answer counts."
                ),
            ),
        }

    def row_values(self, row: CourseText) -> dict[str, Any]:
        said = row.item
        own = {name: getattr(said, name) for name in OWN_LINES}
        own |= self.picture_fields.values(said.picture)
        return {"title": row.title, "tip": str(row.tip_id or ""), **own, **self.kind_fields.values(said)}

    def label_of(self, name: str) -> str:
        label = super().label_of(name)
        for row in self.rows:
            for one in (row, *row.replies):
                if any(field.name == name for field in one.all_fields):
                    return side_by_side(
                        dict.fromkeys([row.legend, one.legend, label])
                    )  # a reply's own field repeats it
        return label

    def taken_whole(self, now: Mapping[str, Any]) -> Collection[str]:
        """All of the rows where one stands in another place by now: place by place, words would come to another row's."""
        heads = [row.fields[0].name for row in self.rows]
        before = {name: digest for name in heads if (digest := self._loaded.get(name)) != digest_of("")}
        moved = [name for name in heads if digest_of(now[name]) in {*before.values()} - {before.get(name)}]
        return list(self.kind_fields.fields()) if moved else ()

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        for one in self._all_pictures:
            self._add_errors(one.take_in(sent, self.refused))
            if sent.get(one.file):
                self._show_as_chosen(one.picture, sent[one.picture])
            self._add_errors(one.faults(sent, self.initial))
        self._add_errors(self.kind_fields.faults(sent))
        return sent

    def _show_as_chosen(self, name: str, address: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data[name] = address
        self.data = data

    def _add_errors(self, faults: Faults) -> None:
        for name, problem in list(faults):
            self.add_error(name, problem)

    @property
    def _all_pictures(self) -> list[PictureFields]:
        of_answers = self.kind_fields.pictures.values() if isinstance(self.kind_fields, AnswerFields) else ()
        return [self.picture_fields, *of_answers]

    def describe_pictures(self) -> None:
        for one in self._all_pictures:
            one.describe(self.cleaned_data)

    @property
    def parts(self) -> ItemParts:
        """What was sent."""
        sent = self.cleaned_data
        own = {name: sent[name] for name in OWN_LINES}
        return ItemParts(**own, **self.kind_fields.read(sent), picture=self.picture_fields.read(sent))

    @property
    def tip(self) -> Tip | None:
        return self.tips.get(int(self.cleaned_data["tip"] or 0))

    @property
    def categories(self) -> list[BoundField]:
        return [self[name] for name in ("category_1", "category_2") if name in self.fields]

    @property
    def right(self) -> BoundField | None:
        """Of one answer, which it is."""
        return self["right"] if "right" in self.fields else None

    @property
    def rows(self) -> list[FieldRow]:
        kind = self.kind_fields
        if isinstance(kind, AnswerFields):
            return [self._row(number, kind) for number in kind.numbers]
        return [self._turn(number) for number in TURNS]

    def _row(self, number: int, kind: AnswerFields) -> FieldRow:
        picture = self._picture(kind.pictures[number]) if number in kind.pictures else None
        fields = [self[f"{name}_{number}"] for name in kind.names]
        return FieldRow(number, kind.legend(number), fields, picture=picture)

    @property
    def picture_of_the_question(self) -> PictureRow:
        return self._picture(self.picture_fields)

    def _picture(self, of_it: PictureFields) -> PictureRow:
        fields = [self[name] for name in of_it.names]
        return PictureRow(fields, of_it.library.find(str(fields[0].value() or "")))

    def _turn(self, number: int) -> FieldRow:
        replies = [
            FieldRow(
                reply,
                str(self[f"reply_{number}_{reply}"].label),
                [self[f"{name}_{number}_{reply}"] for name in OF_REPLY],
            )
            for reply in REPLIES
        ]
        return FieldRow(number, _("Turn %(number)s") % {"number": number}, [self[f"turn_{number}"]], replies)


def reword(
    item: CourseText,
    parts: ItemParts,
    *,
    title: str,
    tip: Tip | None,
    author: User,
    base_version: int,
    summary: str = "",
    at: datetime | None = None,
) -> None:
    """Saves an item on top of `base_version`: its words, and its tip. It counts as compared with another tip, not with its own.

    Nothing is written where nothing changes. Raises StaleVersion, and ValidationError beside the field.
    """
    stored = cleaned(parts).to_json()
    is_same = (clean_heading(title), stored) == (item.title, item.item.to_json())
    is_same_tip = item.tip_id == (tip.pk if tip else None)
    if is_same and is_same_tip:
        return
    with transaction.atomic():
        if not is_same:
            item.record_revision(
                title=title, body="", author=author, base_version=base_version, summary=summary, at=at, parts=stored
            )
        if not is_same_tip:
            item.tip, item.tip_version = tip, tip.version if tip else 0
            CourseText.objects.filter(pk=item.pk).update(tip=tip, tip_version=item.tip_version)


def show_in_lesson(lesson: CourseText, parts: LessonParts, *, author: User, base_version: int) -> None:
    """Saves which tips and videos a lesson shows. Raises StaleVersion."""
    stored = parts.to_json()
    if stored != lesson.lesson.to_json():
        lesson.record_revision(body=lesson.body, author=author, base_version=base_version, parts=stored)


def parts_in_words(kind: str, stored: dict[str, Any] | None) -> str:
    """Returns what two versions may differ in besides their paragraphs: what is right, what follows, what is shown."""
    if kind == "course":
        return ""
    if kind == "lesson":
        return _shown_in_words(LessonParts.from_json(stored))
    parts = ItemParts.from_json(stored)
    if kind == "dialogue":
        return "\n".join(
            _reply_in_words(f"{number}.{place}", reply.is_right, reply.next_turn)
            for number, turn in enumerate(parts.turns, 1)
            for place, reply in enumerate(turn.replies, 1)
        )
    right = [str(number) for number, answer in enumerate(parts.answers, 1) if answer.is_right]
    return side_by_side(right) if kind in {"choice", "choices", "sort"} else ""


def _reply_in_words(mark: str, is_right: bool, next_turn: int) -> str:
    follows = _("Turn %(number)s") % {"number": next_turn} if next_turn != END else _("the dialogue ends")
    said = pgettext("reply", "right") if is_right else pgettext("reply", "wrong")
    return _("%(number)s: %(said)s") % {"number": mark, "said": side_by_side([said, follows])}


def _shown_in_words(parts: LessonParts) -> str:
    tips = dict(Tip.objects.filter(pk__in=parts.tips).values_list("pk", "title"))
    videos = dict(Video.objects.filter(pk__in=parts.videos).values_list("pk", "title"))
    titles = [tips.get(key, "") for key in parts.tips] + [videos.get(key, "") for key in parts.videos]
    return "\n".join(filter(None, titles))
