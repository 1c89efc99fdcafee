"""What kind of thing somebody says. Nobody is asked before it is sent: it is guessed, and its author may correct it.

The guess is made of a few plain rules, the first that fits:

1. under another contribution: an answer;
2. it ends with a question mark, or begins with a question word: a question;
3. about a passage of a page: a nuance;
4. it tells what happened to the person who writes (the past, in the first person; "one day"): an experience;
5. else: an advice.
"""

from __future__ import annotations

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentKind(models.TextChoices):
    EXPERIENCE = "experience", _("Experience")
    ADVICE = "advice", _("Advice")
    NUANCE = "nuance", _("Nuance")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")


# What may stand after the last sign of a sentence: quotation marks, brackets, spaces.
CLOSING = " \t\r\n\u00a0\u202f»”’\"')]*_"
QUESTION_MARKS = "?\uff1f\u061f"
QUESTION_WORDS = re.compile(
    r"(pourquoi|comment|combien|faut-il|peut-on|doit-on|est-ce que|qu’est-ce|qui peut|que faire|quand faut-il"
    r"|why|how|what|who|when|where|should|can we)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"\bj’(ai|avais|étais|allais)\b|\bje (l’|les |m’|me |lui |leur |n’|ne )?(l’|en |y )?"
    r"(ai|avais|suis (?!sûr|convaincu|contre|pour|d’accord)|étais|m’étais)\b"
    r"|\b(on|il|elle|ils|elles) (m’|nous )(a|ont|avait|avaient)\b|\bm’est arrivée?\b|\bnous (l’|les )?(avons|avions|étions)\b"
    r"|\bun (jour|soir|matin),|\bl’an dernier\b|\bla semaine dernière\b"
    r"|\bI (was|had|did|once|got|saw|went|clicked|received|lost)\b|\bhappened to me\b|\bone day,|\bwe (had|were)\b",
    re.IGNORECASE,
)


def guess(body: str, *, is_answer: bool = False, about_passage: bool = False) -> CommentKind:
    """The kind of a text by the rules above."""
    text = body.replace("'", "’").strip()
    if is_answer:
        return CommentKind.ANSWER
    if asks(text):
        return CommentKind.QUESTION
    if about_passage:
        return CommentKind.NUANCE
    return CommentKind.EXPERIENCE if HAPPENED.search(text) else CommentKind.ADVICE


def asks(text: str) -> bool:
    """A question: by its last sign; or by its first word, where it is one sentence without another sign at its end."""
    end = text.rstrip(CLOSING)
    if end.endswith(tuple(QUESTION_MARKS)):
        return True
    return not end.endswith((".", "!", "…")) and bool(QUESTION_WORDS.match(text.lstrip(' «“"\u00a0')))
