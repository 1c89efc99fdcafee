"""The figures of an edition, as everybody read them on the day it was published."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guide.editions import EditionStep
from reporting import taking_part
from reporting.counting import live_totals, number_invited
from reporting.models import OF_PEOPLE, EditionFigures, Figure, PublishedValue
from reporting.published import last_night
from reporting.tables import FigureSection, Line
from reporting.taking_part import names_of_figures

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


# The figures of each edition as they were frozen, beside those of now.


MOST = 4  # editions, the newest


def section(totals: dict[Figure, int], invited: int, words: int) -> FigureSection | None:
    """None before the first edition is published."""
    frozen = list(EditionFigures.objects.order_by("-edition")[:MOST])[::-1]
    if not frozen:
        return None
    rows = [("invited", _("Invited"), invited)]
    rows += [(figure.value, names_of_figures()[figure], totals[figure]) for figure in OF_PEOPLE]
    rows.append((Figure.TEXTS.value, pgettext("number of", "Texts"), totals[Figure.TEXTS]))
    rows.append(("words", pgettext("number of", "Words"), words))
    newest = frozen[-1]
    return FigureSection(
        name="editions",
        title=taking_part.of_editions(newest.edition, totals[Figure.TEXTS] - newest.totals.get(Figure.TEXTS.value, 0)),
        about=_("As it stood on the day on which each edition was published"),
        columns=(*(_("Edition %(number)s") % {"number": one.edition} for one in frozen), _("Now")),
        lines=tuple(Line(label, (*(one.totals.get(key, "–") for one in frozen), now)) for key, label, now in rows),
    )
