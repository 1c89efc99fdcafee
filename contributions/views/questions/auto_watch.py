"""Who asks a question, or has it too, is told what becomes of it."""

from __future__ import annotations

from accounts.models import User
from contributions.questions.models import Question
from contributions.watches.models import Watch


def watch_question(question: Question, person: User) -> None:
    """Of a group, its first question is followed: there the answers stand."""
    Watch.objects.take_part(question.first, by=person)
