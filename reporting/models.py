"""What is counted of the campaign, what of it is published, and what stood there when an edition came out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Figure(models.TextChoices):
    """What people take part in, and what they write."""

    CAME = "came", pgettext_lazy("people", "came")
    WROTE = "wrote", pgettext_lazy("people", "wrote")
    ENDORSED = "endorsed", pgettext_lazy("people", "endorsed")
    DISCUSSED = "discussed", pgettext_lazy("people", "discussed")
    ASKED = "asked", pgettext_lazy("people", "asked")
    ATTENDED = "attended", pgettext_lazy("people", "attended a session")
    TEXTS = "texts", _("texts written")
    BEGAN = "began", pgettext_lazy("people", "began a course")
    FINISHED = "finished", pgettext_lazy("people", "finished a course")
    PASSED = "passed", pgettext_lazy("people", "passed a course")


OF_COURSES = (Figure.BEGAN, Figure.FINISHED, Figure.PASSED)
"""For whoever looks after courses. Each counts people who stand in the one before, and in those who came."""
OF_PEOPLE = tuple(figure for figure in Figure if figure != Figure.TEXTS and figure not in OF_COURSES)
"""What everybody reads."""
ON_THE_SITE = (Figure.WROTE, Figure.ENDORSED, Figure.DISCUSSED, Figure.ASKED)
"""Whoever does one of these has come."""


class Dimension(models.TextChoices):
    """By what a figure is broken down: by one of these at a time."""

    WEEK = "week", _("week")
    THEME = "theme", _("campaign question")
    SITE = "site", _("place of work")
    DEPARTMENT = "department", _("department")


class Participation(models.Model):
    """That somebody did a thing for the first time: at all, or within a theme. Such a row is never changed, and never removed.

    It holds where she worked when it was counted, so that whoever moves lowers no figure. `person` is a number and no
    foreign key: whoever is erased is taken out of the row, and the row stays.
    """

    figure = models.CharField(_("figure"), max_length=9, choices=Figure.choices)
    person = models.PositiveBigIntegerField(_("person"), null=True)
    theme = models.PositiveBigIntegerField(_("campaign question"), null=True)
    week = models.DateField(_("week"), help_text=_("The Monday on which it begins."))
    site = models.CharField(_("place of work"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "person"], condition=Q(theme=None), name="a_person_takes_part_in_a_figure_once"
            ),
            models.UniqueConstraint(
                fields=["figure", "person", "theme"], name="a_person_takes_part_in_a_figure_of_a_theme_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()}, {self.week}"


class PublishedValue(models.Model):
    """What everybody reads of a group, in every form; no value while the group is hidden. Only the nightly run writes it."""

    figure = models.CharField(_("figure"), max_length=9, choices=Figure.choices)
    dimension = models.CharField(_("broken down by"), max_length=10, choices=Dimension.choices)
    group = models.CharField(_("group"), max_length=120)
    value = models.PositiveIntegerField(_("at least"), null=True)
    invited = models.PositiveIntegerField(_("invited"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("published value")
        verbose_name_plural = _("published values")
        ordering = ["figure", "dimension", "group"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "dimension", "group"], name="a_group_has_one_published_value"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=5), name="no_value_under_five_is_published"),
        ]

    def __str__(self) -> str:
        return f"{self.figure}, {self.dimension} {self.group}: {self.value}"


class Publication(models.Model):
    """A night of the site on which the breakdowns are published. `asked_at` is when the worker was last asked for it.

    Words are counted by night as well: those of pages as they stood, and those of contributions.
    """

    night = models.DateField(_("night"), unique=True)
    asked_at = models.DateTimeField(_("asked for"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)
    words_of_pages = models.PositiveIntegerField(_("words of pages"), null=True)
    words_of_contributions = models.PositiveIntegerField(_("words of contributions"), null=True)

    class Meta:
        verbose_name = _("publication of figures")
        verbose_name_plural = _("publications of figures")
        ordering = ["-night"]

    def __str__(self) -> str:
        return str(self.night)

    @property
    def words(self) -> int:
        return (self.words_of_pages or 0) + (self.words_of_contributions or 0)


class EditionFigures(models.Model):
    """The figures as everybody read them when an edition was published."""

    edition = models.PositiveIntegerField(_("edition"), unique=True)
    frozen_at = models.DateTimeField(_("when"))
    totals = models.JSONField(_("totals"), default=dict)
    published = models.JSONField(_("published values"), default=list)

    class Meta:
        verbose_name = _("figures of an edition")
        verbose_name_plural = _("figures of editions")
        ordering = ["-edition"]

    def __str__(self) -> str:
        return str(self.edition)
