"""A list of questions that editors bring in: read once, stored here with what is to become of each line, then confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import is_editor
from accounts.models import User
from common.forms.pending_imports import PendingImport
from common.forms.tables import csv_of
from contributions.events import emit
from contributions.history_models import Act
from contributions.questions import csv_import, grouping
from contributions.questions.csv_import import ACCEPTED, DUPLICATE, REFUSED, in_words, judged
from contributions.questions.errors import NotYours
from contributions.questions.models import Question, QuestionWord
from themes.models import Theme

BATCH = 500


class QuestionImportQuerySet(models.QuerySet["QuestionImport"]):
    def prepare(
        self,
        content: bytes,
        *,
        by: User,
        name: str = "",
        theme: Theme | None = None,
        origin: str = "",
        at: datetime | None = None,
    ) -> QuestionImport:
        """Reads a file and stores what is to become of each of its lines; nothing is asked yet.

        `theme` and `origin` are for the lines that name none. Raises NotYours, Unreadable.
        """
        if not is_editor(by):
            raise NotYours
        table = csv_import.read(content)
        moment = at or timezone.now()
        lines = judged(table, theme=theme, origin=origin, at=moment)
        return self.create(name=name[:120], by=by, created_at=moment, lines=lines, left_out=table.left_out)


class QuestionImport(PendingImport):
    """A line has number, state, text, theme, origin, asked_at, reason, same_as, raw."""

    asked = models.PositiveIntegerField(gettext_lazy("questions asked"), default=0)
    joined = models.PositiveIntegerField(gettext_lazy("joined to others"), default=0)

    objects = QuestionImportQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int

    class Meta(PendingImport.Meta):
        verbose_name = gettext_lazy("import of questions")
        verbose_name_plural = gettext_lazy("imports of questions")

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return self.in_state(ACCEPTED)

    @property
    def refused(self) -> list[dict[str, Any]]:
        return self.in_state(REFUSED)

    @property
    def duplicates(self) -> list[dict[str, Any]]:
        return self.in_state(DUPLICATE)

    def confirm(self, *, by: User, apart: frozenset[int] = frozenset(), at: datetime | None = None) -> None:
        """Asks what the preview showed, once: a second confirmation changes nothing.

        `apart` holds the numbers of duplicate lines that ask something else after all; the others join the question that the
        preview named. All of it in one transaction, or nothing is.
        """
        if not is_editor(by):
            raise NotYours
        with transaction.atomic():
            moment = at or timezone.now()
            if not QuestionImport.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=moment):
                self.refresh_from_db()
                return
            chosen = self.accepted + self.duplicates
            self.asked, self.joined = self._ask(chosen, apart, by)
            self.confirmed_at = moment
            self.save(update_fields=["asked", "joined"])

    def _ask(self, lines: list[dict[str, Any]], apart: frozenset[int], by: User) -> tuple[int, int]:
        themes = Theme.objects.in_bulk()
        firsts = _standing({line["same_as"] for line in lines if line["number"] not in apart})
        questions = []
        for line in lines:
            question = _question_of(line, themes[line["theme"]], by)
            if line["state"] == DUPLICATE and line["number"] not in apart:
                question.duplicate_of_id = firsts.get(line["same_as"])
            questions.append(question)
        for start in range(0, len(questions), BATCH):
            batch = Question.objects.bulk_create(questions[start : start + BATCH])
            QuestionWord.objects.index(batch)
        joined = {one.duplicate_of_id for one in questions if one.duplicate_of_id}
        for pk in sorted(joined):
            with grouping.held(Question(pk=pk), even_hidden=True) as first:
                first.recount()
        for question in questions:
            emit(question, Act.WRITTEN, by=by)
        together = sum(1 for one in questions if one.duplicate_of_id)
        return len(questions) - together, together


def _question_of(line: dict[str, Any], theme: Theme, by: User) -> Question:
    at = parse_datetime(line["asked_at"])
    return Question.objects.prepared(
        text=line["text"], theme=theme, by=by, origin=line["origin"], at=at, is_imported=True
    )


def _standing(keys: set[int]) -> dict[int, int]:
    """For the questions that a preview named, the firsts of their groups now; without those that were hidden meanwhile."""
    rows = Question.objects.standing().filter(Q(pk__in=[key for key in keys if key])).values_list("pk", "duplicate_of")
    return {pk: first or pk for pk, first in rows}


# The refused lines of a list of questions, as a file for a spreadsheet.


def refused_csv(lines: list[dict[str, Any]]) -> str:
    """The columns that were sent, then the number of the line and the reason: it can be corrected and sent again."""
    header = [*_("question;campaign question;origin;date").split(";"), _("line"), _("why it was refused")]
    return csv_of(header, ([*line["raw"], str(line["number"]), in_words(line)] for line in lines))
