"""Hiding a question, and showing it again: what `Question.hide` and `show` do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import is_editor
from accounts.models import User
from contributions.events import EventKind, emit
from contributions.moderation.hiding import concealment
from contributions.moderation.log import LogAction, LogEntry
from contributions.questions import grouping
from contributions.questions.errors import NotYours

if TYPE_CHECKING:
    from contributions.questions.models import Question


def hide(question: Question, *, reason: str, by: User, at: datetime | None = None) -> None:
    if not is_editor(by):
        raise NotYours
    if not (reason := " ".join(reason.split())):
        raise ValidationError({"reason": _("Say why the question is hidden.")}, code="empty")
    with transaction.atomic():
        moment = at or timezone.now()
        values = {"is_hidden": True, "hidden_reason": reason, "hidden_by": by, "hidden_at": moment}
        if not type(question).objects.filter(pk=question.pk, is_hidden=False).update(**values):
            raise ValidationError(_("The question is hidden already."), code="hidden")
        LogEntry.objects.note(act=LogAction.HIDE_QUESTION, by=by, reason=reason, at=moment, question=question)
        _counted_again(question)
        concealment.conceal(question)
        emit(question, EventKind.HIDDEN, by=by, at=at)
    question.is_hidden = True


def show(question: Question, *, by: User, at: datetime | None = None) -> None:
    """Showing what is not hidden is no error."""
    if not is_editor(by):
        raise NotYours
    with transaction.atomic():
        values = {"is_hidden": False, "hidden_reason": "", "hidden_by": None, "hidden_at": None}
        if type(question).objects.filter(pk=question.pk, is_hidden=True).update(**values):
            LogEntry.objects.note(act=LogAction.SHOW_QUESTION, by=by, at=at, question=question)
            _counted_again(question)
            concealment.reveal(question)
            emit(question, EventKind.SHOWN, by=by, at=at)
    question.is_hidden = False


def _counted_again(question: Question) -> None:
    """A hidden duplicate does not count in its group."""
    with grouping.held(question, even_hidden=True) as first:
        first.recount()
