"""The texts of courses: a course, its lessons and their items, each with a history and translations like a section's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.revisions import Restored, Revisioned, RevisionMetadata
from guide.course_parts import ItemParts, LessonParts
from guide.texts import clean_heading, rendered
from guide.tips.models import Tip
from themes.models import Theme


class CourseTextKind(models.TextChoices):
    """A course, a lesson, or one of the kinds of items."""

    COURSE = "course", _("Course")
    LESSON = "lesson", _("Lesson")
    CHOICE = "choice", _("One answer")
    CHOICES = "choices", _("Several answers")
    ORDER = "order", _("Put in order")
    MATCH = "match", _("Match")
    FILL_IN = "fill_in", _("Fill in")
    SORT = "sort", _("Sort")
    DIALOGUE = "dialogue", _("Dialogue")


ITEM_KINDS = [kind for kind in CourseTextKind if kind not in {CourseTextKind.COURSE, CourseTextKind.LESSON}]


class CourseTextQuerySet(models.QuerySet["CourseText"]):
    def in_use(self) -> Self:
        """Those that nobody has taken out."""
        return self.filter(removed_at=None)

    def of_course(self, course: CourseText | int) -> Self:
        """The course itself, its lessons and their items; one query, in no order: see `in_course_order`."""
        return self.filter(models.Q(pk=course) | models.Q(parent=course) | models.Q(parent__parent=course))

    def items(self) -> Self:
        return self.filter(kind__in=ITEM_KINDS)


class CourseText(Revisioned):
    """One text of a course: the description of a course, the introduction of a lesson, or an item.

    `parts` has what an item says; its text is derived from them, a paragraph a line, for history and translators. Those of a
    lesson are the tips and videos that it shows. Lessons belong to a course and items to a lesson by `parent`. `tip` is what an
    item tests, and `tip_version` the version of it that the item was compared with. What was taken out stays as a row, with
    its history.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=CourseTextKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("campaign question")
    )
    tip = models.ForeignKey(
        Tip, on_delete=models.PROTECT, null=True, blank=True, related_name="course_items", verbose_name=_("tip")
    )
    tip_version = models.PositiveIntegerField(_("compared with version"), default=0, editable=False)
    parts = models.JSONField(_("parts"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("taken out"), null=True, blank=True, editable=False)

    restored_with_text = ("title", "parts")

    objects = CourseTextQuerySet.as_manager()
    history = Revisions(
        "CourseTextRevision",
        excluded=[
            "body_html",
            "modified_at",
            "kind",
            "parent",
            "position",
            "theme",
            "tip",
            "tip_version",
            "removed_at",
        ],
    )

    if TYPE_CHECKING:
        parent_id: int | None
        theme_id: int | None
        tip_id: int | None

    class Meta:
        verbose_name = _("text of a course")
        verbose_name_plural = _("texts of courses")
        ordering = ["parent_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="course", parent=None)
                | (~models.Q(kind="course") & models.Q(parent__isnull=False)),
                name="lessons_and_items_have_a_parent",
            ),
        ]

    @property
    def is_item(self) -> bool:
        return self.kind in ITEM_KINDS

    @property
    def key(self) -> str:
        """What stands in its address and in files for translators: "12"."""
        return str(self.pk)

    @property
    def top(self) -> CourseText:
        """The text of the course that it belongs to: itself, or what stands above it."""
        return self.parent.top if self.parent else self

    @property
    def label(self) -> str:
        """What the desk calls it."""
        if self.kind == CourseTextKind.LESSON:
            return _("Lesson %(number)s") % {"number": self.position}
        return self.get_kind_display()

    @property
    def item(self) -> ItemParts:
        """What an item says."""
        return ItemParts.from_json(self.parts)

    @property
    def beginning(self) -> str:
        """The question of an item; its title where it asks none yet."""
        return self.item.question or self.title

    @property
    def lesson(self) -> LessonParts:
        """What a lesson shows besides its introduction."""
        return LessonParts.from_json(self.parts)

    def get_absolute_url(self) -> str:
        return reverse("learning:text", args=[self.pk])

    def screen_url(self, screen: str) -> str:
        """It has no page of its own to read: its address is the form that edits it."""
        return self.get_absolute_url() if screen == "edit" else super().screen_url(screen)

    def changes_url(self, older: int, newer: int) -> str:
        return f"{self.screen_url('diff')}?older={older}&newer={newer}"

    def create(self, *, author: User | None, at: datetime | None = None) -> None:
        """Stores a new text as its first version. Raises ValidationError beside the field."""
        text = self._worded(self.title, self.body, {"parts": self.parts}, author)
        for name, value in text.items():
            setattr(self, name, value)
        with transaction.atomic():
            self.modified_at = at or timezone.now()
            self.save_without_historical_record()  # type: ignore[attr-defined]
            self._append_history(RevisionMetadata(author=author, at=self.modified_at, act=Act.WRITTEN))

    def undone(self, version: int) -> Restored:
        """Of an item, whose parts belong together, only the newest revision can be undone."""
        if not self.is_item:
            return super().undone(version)
        if version != self.version or version <= 1:
            raise ValidationError(_("Only the newest version can be undone: restore an older one instead."))
        return self.reverted_to(version - 1)

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        text = self._worded(title, body, changes, entry.author)
        self._append(changes | text, base_version, entry)

    def _worded(self, title: str, body: str, changes: dict[str, Any], author: User | None) -> dict[str, Any]:
        if self.is_item:
            body = ItemParts.from_json(changes.get("parts", self.parts)).as_markdown()
        body = markup.clean_text(body).strip()
        return {"title": clean_heading(title), "body": body, "body_html": rendered(body, self, by=author)}


def in_course_order(texts: list[CourseText]) -> list[CourseText]:
    """Returns the texts of one course in its order: the course, then each lesson with its items after it."""
    children: dict[int | None, list[CourseText]] = {}
    for text in sorted(texts, key=lambda text: (text.position, text.pk)):
        children.setdefault(text.parent_id, []).append(text)

    def below(parent: int | None) -> list[CourseText]:
        return [one for text in children.get(parent, ()) for one in (text, *below(text.pk))]

    return below(None)


if TYPE_CHECKING:

    class CourseTextRevision(RevisionDetails):
        parts: dict[str, Any] | None
        objects: Any

else:
    CourseTextRevision = CourseText.history.model
