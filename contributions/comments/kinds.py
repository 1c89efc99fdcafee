"""What a comment may be, and what is said when it can't be."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
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


# Why a comment cannot be written, changed or incorporated, worded for the person who asked.


LONGEST = 4_000


class NotTheAuthor(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Only its author can change it."), code="not_the_author")


class NotStanding(ValidationError):
    """What is answered, or taken up, has been withdrawn meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Its author has withdrawn this meanwhile. Nothing was sent; your text is still here."), code="withdrawn"
        )


class VideoWithdrawn(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This video has been withdrawn meanwhile. Nothing was sent; your text is still here."), code="withdrawn"
        )


class TooLong(ValidationError):
    def __init__(self, length: int) -> None:
        super().__init__(
            _("This text has %(length)s characters; the limit here is %(limit)s. Shorten it, or open a page for it."),
            code="too_long",
            params={"length": length, "limit": LONGEST},
        )


class NotAThread(ValidationError):
    """An answer is not settled by itself."""

    def __init__(self) -> None:
        super().__init__(_("Only a whole thread can be settled, not one of its answers."), code="not_a_thread")
