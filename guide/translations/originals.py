"""What there is to translate: the texts that have a place in the guide in preparation, in its order, and those of courses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from campaign.languages import first_language
from guide.course_texts import CourseText, in_course_order
from guide.sections import Section, Side
from guide.tips.models import Tip
from guide.translations.one_text import Text, column_of
from themes.models import Theme


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
    label = _("Question %(number)s") % {"number": theme.number}
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
