"""What is about one text of the guide in one language: a translation, one in progress, a step, a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guide.course_texts import CourseText
from guide.sections import Section
from guide.tips.models import Tip
from themes.models import Theme

type Text = Tip | Section | Theme | CourseText
KINDS = ("tip", "section", "theme", "course_text")


def column_of(text: Text) -> str:
    """Returns which column names such a text."""
    return {Tip: "tip", Section: "section", Theme: "theme", CourseText: "course_text"}[type(text)]


def is_of_one_text() -> Q:
    """Returns the condition that exactly one of the columns is filled."""
    found = Q()
    for kind in KINDS:
        found |= Q(**{f"{other}__isnull": other != kind for other in KINDS})
    return found


def once_a_language(name: str) -> list[models.UniqueConstraint]:
    """Returns the constraints that a text has one such row a language; `name` holds {kind}."""
    return [models.UniqueConstraint(fields=["language", kind], name=name.format(kind=kind)) for kind in KINDS]


class OneTextQuerySet[M: models.Model](models.QuerySet[M]):
    def of(self, text: Text) -> Self:
        return self.filter(**{column_of(text): text})

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)


class OneTextRow(models.Model):
    """A row about a tip, a section, a theme or a text of a course in a language."""

    language = models.CharField(_("language"), max_length=8)
    tip = models.ForeignKey(
        Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("tip")
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("campaign question")
    )
    course_text = models.ForeignKey(
        CourseText,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("text of a course"),
    )

    if TYPE_CHECKING:
        tip_id: int | None
        section_id: int | None
        theme_id: int | None
        course_text_id: int | None

    class Meta:
        abstract = True

    @property
    def identity(self) -> tuple[str, int]:
        """By which its original is found: see `Original.identity`."""
        return next((kind, pk) for kind in KINDS if (pk := getattr(self, f"{kind}_id")) is not None)

    @property
    def text(self) -> Any:
        """The tip, section, theme or text of a course."""
        return getattr(self, self.identity[0])
