"""Who came, for screens of other subjects: what is published, and nothing that is counted for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from campaign.invitations.waves import Wave
from reporting.counting import live_totals
from reporting.models import Dimension, Figure
from reporting.tables import Published, value_of

register = template.Library()


@dataclass(frozen=True)
class CameWhere:
    """The total that everybody sees, and the published value of each group; None where that is hidden."""

    total: int
    groups: Sequence[tuple[str, int | None]] = ()
    are_departments: bool = False


@register.simple_tag
def came_where(wave: Wave) -> CameWhere:
    """Returns who came: also by place of work, or by department, if the wave was chosen by one of these."""
    total, groups = live_totals()[Figure.CAME], wave.sites or wave.departments
    if not groups or (wave.sites and wave.departments) or wave.languages:
        return CameWhere(total)
    dimension = Dimension.SITE if wave.sites else Dimension.DEPARTMENT
    values = Published().groups(dimension)
    found = [(group, value_of(values.get(group, {}).get(Figure.CAME))) for group in groups]
    return CameWhere(total, found, dimension == Dimension.DEPARTMENT)
