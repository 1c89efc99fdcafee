"""The places of the guide: which number belongs to which theme, and how many each theme has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from themes.models import Theme

PLACES_PER_THEME = 5
IN_PREPARATION = ("draft", "proof")  # the states of an edition that is not out: there is one such edition


@dataclass(frozen=True)
class PlaceRange:
    """One theme's places, numbered `first` to `last`; empty when it has none."""

    theme: Theme
    first: int
    count: int

    @property
    def last(self) -> int:
        return self.first + self.count - 1

    @property
    def numbers(self) -> range:
        return range(self.first, self.first + self.count)


class Places:
    """The numbered places, theme after theme: 1 to 5 for the first, 6 to 10 for the second, unless set otherwise."""

    def __init__(self, counts: Iterable[tuple[Theme, int]]) -> None:
        rows, first = [], 1
        for theme, count in counts:
            rows.append(PlaceRange(theme, first, count))
            first += count
        self.rows = tuple(rows)

    @property
    def count(self) -> int:
        """How many places there are, over all themes."""
        return sum(row.count for row in self.rows)

    def __contains__(self, number: object) -> bool:
        return any(number in row.numbers for row in self.rows)

    def theme_of(self, number: int) -> Theme:
        """The theme to which a place belongs; raises LookupError for a number that is no place."""
        for row in self.rows:
            if number in row.numbers:
                return row.theme
        raise LookupError(number)

    def row_of(self, theme: Theme) -> PlaceRange:
        return next(row for row in self.rows if row.theme.pk == theme.pk)


class Allotment(models.Model):
    """How many places a theme has in an edition, where it is not five."""

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.CASCADE, related_name="allotments", verbose_name=_("edition")
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme"))
    places = models.PositiveSmallIntegerField(_("places"), default=PLACES_PER_THEME)

    class Meta:
        verbose_name = _("allotment of places")
        verbose_name_plural = _("allotments of places")
        ordering = ["theme__number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "theme"], name="a_theme_has_one_allotment"),
            models.CheckConstraint(condition=models.Q(places__lte=25), name="a_theme_has_at_most_25_places"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.theme}: {self.places}"


def places_in_preparation() -> Places:
    """The places of the edition in preparation, in one query; as many as usual while there is none."""
    own = Allotment.objects.filter(edition__status__in=IN_PREPARATION, theme=OuterRef("pk")).values("places")
    themes = Theme.objects.annotate(allotted=Coalesce(Subquery(own[:1]), PLACES_PER_THEME))
    return Places((theme, theme.allotted) for theme in themes)
