"""What about: the questions of the campaign."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MOST_THEMES = 8
MOST_PLACES = 25  # of one theme


class Theme(models.Model):
    """A theme asks its question, and has places in the guide; its number also chooses its colour and its motif."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_THEMES)]
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
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

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__range=(1, MOST_THEMES)), name="a_theme_has_a_number_from_1_to_8"
            ),
            models.CheckConstraint(condition=models.Q(places__lte=MOST_PLACES), name="a_theme_has_at_most_25_places"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self) -> str:
        return reverse("contributions:theme", args=[self.slug])
