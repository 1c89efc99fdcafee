"""A page without what one person wrote: her changes are undone, the newest first, and those of others stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from common import markup
from contributions.moderation.rolling_back.models import RollBack, RollBackObstacle
from contributions.pages.models import Page
from themes.models import Theme


class CannotBeTakenBack(Exception):
    """Says in `why` what stands in the way."""

    def __init__(self, why: RollBackObstacle) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Without:
    """What the page would be."""

    title: str
    theme: Theme
    body: str


def versions_of_hers(page: Page, roll_back: RollBack) -> list[int]:
    """Which versions of the page she wrote in the period, the oldest first."""
    rows = page.history.filter(history_user=roll_back.person_id)
    rows = rows.filter(history_date__gte=roll_back.since, history_date__lte=roll_back.until)
    return list(rows.order_by("version").values_list("version", flat=True))


def without(page: Page, versions: Sequence[int]) -> Without:
    """The page without these versions, none of which is the first. Raises CannotBeTakenBack."""
    title, theme_id, body = page.title, page.theme_id, page.body
    for first, last in reversed(runs(versions)):
        before, after = _readable(page, first - 1), _readable(page, last)
        merge = markup.merge(after.body, body, before.body)
        if not merge.is_clean:
            raise CannotBeTakenBack(RollBackObstacle.TOUCHED)
        body = merge.text
        title = before.title if title == after.title else title
        theme_id = before.theme_id if theme_id == after.theme_id else theme_id
    if (title, theme_id, body) == (page.title, page.theme_id, page.body):
        raise CannotBeTakenBack(RollBackObstacle.NOTHING)
    if title != page.title and Page.objects.with_title(title).exclude(pk=page.pk).exists():
        raise CannotBeTakenBack(RollBackObstacle.TITLE)
    return Without(title, page.theme if theme_id == page.theme_id else Theme.objects.get(pk=theme_id), body)


def _readable(page: Page, version: int) -> Any:
    revision = page.revision(version)
    if revision.is_text_hidden:
        raise CannotBeTakenBack(RollBackObstacle.HIDDEN)
    return revision


def runs(versions: Sequence[int]) -> list[tuple[int, int]]:
    """Versions that follow each other, as their first and last: 2, 3, 7 is 2 to 3, and 7."""
    breaks = [after for before, after in pairwise(versions) if after != before + 1]
    ends = [before for before, after in pairwise(versions) if after != before + 1]
    return list(zip([versions[0], *breaks], [*ends, versions[-1]], strict=True))
