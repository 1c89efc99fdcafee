"""What about: the questions of the campaign, and every version of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from themes.papers import FILLS, PAPERS

FEWEST_THEMES, MOST_THEMES = 2, 8
ASIDE = 100  # added to the numbers of themes while they change places
MOST_PLACES = 25  # of one theme


class Theme(models.Model):
    """A theme asks its question, and has places in the guide. `paper` is the motif and the colour that it has everywhere: the
    class t7 of the style sheets, of screens and of books, is paper 7.
    """

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_THEMES)]
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True, allow_unicode=True)
    paper = models.PositiveSmallIntegerField(_("motif and colour"), unique=True)
    short_title = models.CharField(_("short title"), max_length=60)
    question = models.CharField(_("question"), max_length=250)
    places = models.PositiveSmallIntegerField(
        _("places"),
        default=5,
        validators=[MaxValueValidator(MOST_PLACES)],
        help_text=_("How many tips the guide has room for under this question."),
    )
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Shown under the question, as plain text.")
    )
    starters = models.JSONField(
        _("sentence starters"), default=list, blank=True, help_text=_("A list of the beginnings of sentences.")
    )
    sentence = models.CharField(
        _("sentence to complete"),
        max_length=200,
        blank=True,
        help_text=_("Stands beside the box. Whoever completes it writes after the three dots."),
    )

    history = HistoricalRecords(history_id_field=models.BigAutoField(), user_related_name="+")
    if TYPE_CHECKING:
        _history_user: Any

    class Meta:
        verbose_name = _("campaign question")
        verbose_name_plural = _("campaign questions")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_THEMES))
                | models.Q(number__range=(ASIDE + 1, ASIDE + MOST_THEMES)),
                name="a_theme_has_a_number_from_1_to_8",
            ),
            models.CheckConstraint(condition=models.Q(paper__range=(1, len(PAPERS))), name="a_theme_has_a_paper"),
            models.CheckConstraint(condition=models.Q(places__lte=MOST_PLACES), name="a_theme_has_at_most_25_places"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self) -> str:
        return reverse("contributions:theme", args=[self.slug])

    @property
    def fill(self) -> str:
        """The colour of its paper, for what has no style sheet."""
        return FILLS[self.paper]

    def decide(self, values: Mapping[str, Any], *, by: AbstractBaseUser) -> None:
        """Saves these values as a new version. For the guide, whose places follow: see `guide.editions.theme_changes`."""
        for name, value in values.items():
            setattr(self, name, value)
        self._history_user = by
        self.save()

    def remove(self, *, by: AbstractBaseUser) -> None:
        self._history_user = by
        self.delete()
