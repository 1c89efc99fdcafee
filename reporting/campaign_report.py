"""The figures of the campaign, section by section, as everybody reads them now."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.utils import timezone

from reporting import campaign_texts, editions_compared, taking_part
from reporting.models import Dimension, Figure
from reporting.published import Published
from reporting.tables import FigureSection
from reporting.totals import live_totals, number_invited
from themes.models import Theme

OF_PEOPLE = ("taking-part", "weeks", "themes", "sites", "departments", "sessions")
OF_TEXTS = ("texts", "text-weeks", "way", "questions", "editions")


class CampaignReport:
    """A number of queries that does not grow with people, texts or weeks."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or timezone.now()
        self.published = Published()

    @cached_property
    def totals(self) -> dict[Figure, int]:
        return live_totals()

    @cached_property
    def invited(self) -> int:
        return number_invited()

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.only("pk", "number", "short_title", "paper").order_by("number"))

    @cached_property
    def sections(self) -> list[FigureSection]:
        """In the order of the files of all tables."""
        published = self.published
        found: list[FigureSection | None] = [
            taking_part.in_all(self.totals, self.invited),
            taking_part.by_week(published),
            taking_part.by_theme(published, self.themes),
            taking_part.by_place(published, Dimension.SITE),
            taking_part.by_place(published, Dimension.DEPARTMENT),
            campaign_texts.texts(self.totals, published.last),
            campaign_texts.texts_by_week(published),
            campaign_texts.way_to_a_tip(),
            campaign_texts.questions(self.themes),
            campaign_texts.sessions(self.at),
            editions_compared.section(self.totals, self.invited, published.last.words if published.last else 0),
        ]
        return [section for section in found if section is not None]

    def sections_of(self, names: tuple[str, ...]) -> list[FigureSection]:
        """Those of a page, in its order; one that there is nothing for yet is left out."""
        return [section for name in names if (section := self.section(name))]

    def section(self, name: str) -> FigureSection | None:
        return next((section for section in self.sections if section.name == name), None)
