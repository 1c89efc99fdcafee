"""A list of people that an administrator brings in: what is to become of each line, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.forms.pending_imports import PendingImport

NEW, UPDATED, KNOWN, REFUSED = "new", "updated", "known", "refused"
GONE = "gone"
"""Who has left, as the list says: no account is made, and nothing becomes of the line; `person` may be stopped."""

LISTS_REMEMBERED = 50
"""Of so many lists, the newest first, counts what somebody has said that their headings mean."""


class PeopleImport(PendingImport):
    """Its lines (see `person_lines`) are there until they are forgotten (see `forgetting`); the counts stay.

    Until it is confirmed, `table` holds the file: its `header`, its `rows` of a number and cells, and in `columns` what each
    column is ("" for what is not read). `headings` holds what somebody has said that its headings mean: see `known_headings`.

    It is carried out from `confirmed_at` on, and undone from `undone_at` on, in parts (see `parts`): as long as `is_running`
    some are left, and `done` says how many lines are behind.
    """

    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)  # of the lines that name none
    role = models.CharField(_("role"), max_length=20, blank=True)
    table = models.JSONField(_("file"), null=True, default=None)
    headings = models.JSONField(_("what headings mean"), default=dict)
    counts = models.JSONField(_("counts"), default=dict)  # of the lines, by what became of them
    is_running = models.BooleanField(_("under way"), default=False)
    done = models.PositiveIntegerField(_("lines done"), default=0)
    stops_others = models.BooleanField(_("stops the accounts that were used since"), default=False)  # when undone

    if TYPE_CHECKING:
        by_id: int

    class Meta(PendingImport.Meta):
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["is_running"], condition=models.Q(is_running=True), name="one_import_of_people_runs_at_a_time"
            )
        ]

    def count(self) -> None:
        """Counts the lines by what becomes of them."""
        self.counts = {state: len(self.in_state(state)) for state in (NEW, UPDATED, KNOWN, REFUSED, GONE)}

    @property
    def awaits_columns(self) -> bool:
        """Whether somebody has to say first which column is which."""
        return not self.confirmed_at and not self.counts

    @property
    def gone(self) -> list[dict[str, Any]]:
        return self.in_state(GONE)

    @property
    def new(self) -> list[dict[str, Any]]:
        return self.in_state(NEW)

    @property
    def refused(self) -> list[dict[str, Any]]:
        return self.in_state(REFUSED)

    @property
    def is_carried_out(self) -> bool:
        """To its end, whether it was undone since or not."""
        return bool(self.confirmed_at) and (self.undone_at is not None or not self.is_running)

    @property
    def to_do(self) -> int:
        """How many lines there are to carry out, or to undo."""
        states = (NEW, UPDATED) if self.undone_at else (NEW, UPDATED, KNOWN, REFUSED)
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def may_be_undone(self) -> bool:
        """Carried out, not undone, and its lines are not forgotten."""
        return bool(self.is_carried_out and not self.undone_at and self.in_state(NEW, UPDATED))

    @cached_property
    def without_address(self) -> int:
        """How many of the new people no letter can reach."""
        return sum(not line["fields"].get("email") for line in self.new)

    @property
    def lacks_most_addresses(self) -> bool:
        return self.without_address * 2 > len(self.new)

    @cached_property
    def other_languages(self) -> list[tuple[str, int]]:
        """The languages that the site has not, as lines name them, each with the number of new people who speak it."""
        return Counter(filter(None, (line.get("other_language") for line in self.new))).most_common()

    @property
    def speak_other_language(self) -> int:
        return sum(number for _language, number in self.other_languages)


def known_headings() -> dict[str, str]:
    """Returns what people have said that headings mean, by `heading_key`: a column, or "" for one that is not read."""
    said = (
        PeopleImport.objects.exclude(headings={}).order_by("-pk").values_list("headings", flat=True)[:LISTS_REMEMBERED]
    )
    known: dict[str, str] = {}
    for headings in reversed(said):
        known |= headings
    return known
