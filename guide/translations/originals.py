"""What there is to translate: the texts that have a place in the guide in preparation, in its order, and those of courses.

What is about one text of the guide in one language: a translation, one in progress, a step, a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from guide.course_texts import CourseText, in_course_order
from guide.sections import Section, Side
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


@dataclass(frozen=True)
class Original:
    """One text in the guide's own language. `key` names it in addresses and files, wherever it stands.

    `site_lines` are those of a question that the site shows and the guide does not: "introduction", "starter" or "sentence",
    each with its words.
    """

    text: Text
    key: str
    label: str
    title: str
    version: int
    body: str = ""
    quote: str = ""
    short_title: str = ""
    site_lines: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """One of `one_text.KINDS`."""
        return column_of(self.text)

    @property
    def identity(self) -> tuple[str, int]:
        """By which its translation is found."""
        return self.kind, self.text.pk

    @property
    def language(self) -> str:
        return first_language()


def of_tip(tip: Tip) -> Original:
    return Original(tip, f"tip-{tip.pk}", tip.label, tip.title, tip.version, tip.body, tip.quote)


def of_section(section: Section) -> Original:
    return Original(section, f"section-{section.key}", section.label, section.title, section.version, section.body)


def of_theme(theme: Theme) -> Original:
    label = gettext("Question %(number)s") % {"number": theme.number}
    lines = [("introduction", line.strip()) for line in theme.introduction.splitlines()]
    lines += [*(("starter", starter) for starter in theme.starters), ("sentence", theme.sentence)]
    said = tuple((field, line) for field, line in lines if line)
    short = theme.short_title
    return Original(theme, f"theme-{theme.number}", label, theme.question, 0, short_title=short, site_lines=said)


def of_course_text(text: CourseText) -> Original:
    return Original(text, f"course-{text.key}", text.label, text.title, text.version, text.body)


def original_of(text: Text) -> Original:
    """Returns a text as it stands now, wherever it stands."""
    if isinstance(text, Tip):
        return of_tip(text)
    if isinstance(text, CourseText):
        return of_course_text(text)
    return of_section(text) if isinstance(text, Section) else of_theme(text)


def original_at(text: Text, version: int) -> Original:
    """Returns a text as it stood at a version; as it stands now, where there is no such version. A theme has none."""
    now = original_of(text)
    if isinstance(text, Theme) or version == now.version:
        return now
    then = text.history.filter(version=version).first()
    if then is None:
        return now
    quote = getattr(then, "quote", "")
    return replace(now, title=then.title, body=then.body, quote=quote, version=version)


def originals() -> list[Original]:
    """Returns the texts of the guide, then those of the courses. Four queries, once the sections are made."""
    return [*originals_of_the_guide(), *originals_of_courses()]


def originals_of_the_guide() -> list[Original]:
    """Sections without a text are left out, as they are of the guide."""
    return list(_in_order())


def originals_of_courses() -> list[Original]:
    """Returns each course, its lessons and their items as they follow each other."""
    return [of_course_text(text) for text in in_course_order(list(CourseText.objects.in_use()))]


def _in_order() -> Iterator[Original]:
    sections = Section.objects.printed(with_self_check=True)
    tips = list(Tip.objects.placed())
    yield from (of_section(section) for section in sections if section.side == Side.FRONT)
    for theme in Theme.objects.all():
        yield of_theme(theme)
        yield from (of_section(section) for section in sections if section.theme_id == theme.pk)
        yield from (of_tip(tip) for tip in tips if tip.theme_id == theme.pk)
    yield from (of_section(section) for section in sections if section.side != Side.FRONT and not section.theme)
