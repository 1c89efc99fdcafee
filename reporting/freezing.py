"""The figures of an edition, as everybody read them on the day it was published."""

from __future__ import annotations

from guide.editions import EditionStep
from reporting.models import EditionFigures, PublishedValue
from reporting.published import last_night
from reporting.totals import live_totals, number_invited

FIELDS = ("figure", "dimension", "group", "value", "invited")


def freeze_figures(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: once an edition, when it is published. Only what is published is taken along."""
    if step.what != EditionStep.What.PUBLISHED:
        return
    values = PublishedValue.objects.exclude(value=None).values(*FIELDS)
    totals = {figure.value: number for figure, number in live_totals().items()} | {"invited": number_invited()}
    if night := last_night():
        totals["words"] = night.words
    EditionFigures.objects.get_or_create(
        edition=step.edition.number,
        defaults={"frozen_at": step.at, "totals": totals, "published": list(values)},
    )
