"""What a comment may be, and what is said when it can't be.

A comment that went into its page: from which version on, and whose words they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.history_models import Act
from contributions.mentions import store_inherited_mentions
from contributions.pages.models import Page
from contributions.revisions import ATTEMPTS, StaleVersion
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.passages import Passage


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


# Lines that Markdown already separates: headings, lists, quotations, tables, notes, rules, code.
BLOCK = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||!!!|\[\^|:\s|[-*_=]{3,}\s*$)|\s{4}|\t")
FENCE = re.compile(r"\s{0,3}(`{3}|~{3})")


def as_typed(body: str) -> str:
    """The same text for Markdown, with a hard break at the end of each line that another plain line follows."""
    lines = body.split("\n")
    plain = list(_plain(lines))
    pairs = zip(plain, [*plain[1:], False], strict=True)
    return "\n".join(f"{line.rstrip()}  " if all(pair) else line for line, pair in zip(lines, pairs, strict=True))


def _plain(lines: list[str]) -> Iterator[bool]:
    """For each line, whether it is one of words alone."""
    is_code = False
    for line in lines:
        is_fence = bool(FENCE.match(line))
        is_code ^= is_fence
        yield bool(line.strip()) and not (is_fence or is_code or BLOCK.match(line))


# Taking a contribution up into a page: its words become a revision of the page, which credits whoever said them.


BLOCKS = re.compile(r"^(?:[^\S\n]*+\S.*(?:\n|\Z))+", re.MULTILINE)


class Incorporation(models.Model):
    """A contribution's words became part of a page, in one of its versions."""

    comment = models.ForeignKey(
        "contributions.Comment", on_delete=models.PROTECT, related_name="incorporations", verbose_name=_("contribution")
    )
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="incorporations", verbose_name=_("page"))
    version = models.PositiveIntegerField(_("version"))
    incorporated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("incorporated by")
    )
    incorporated_at = models.DateTimeField(_("incorporated"))

    if TYPE_CHECKING:
        page_id: int
        comment_id: int

    class Meta:
        verbose_name = _("incorporation")
        verbose_name_plural = _("incorporations")
        ordering = ["-incorporated_at"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "page"], name="a_page_takes_a_comment_up_once"),
            models.UniqueConstraint(fields=["page", "version"], name="a_version_takes_up_one_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} → {self.page} ({self.version})"

    def get_absolute_url(self) -> str:
        return self.page.screen_url(f"revisions/{self.version}")


def incorporate(comment: Comment, *, page: Page, by: User, at: datetime | None = None) -> Incorporation:
    """Appends the words of `comment` to `page`, behind its passage if it is about one; its author is told the wording.

    What others save meanwhile stays: the place is looked for again in the newest text. The second time, or the
    second of two people, gets the first taking up. Raises ValidationError: NotStanding, RightClosed, PageHidden.
    """
    moment = at or timezone.now()
    for _attempt in range(ATTEMPTS):
        page.refresh_from_db()  # before looking: who takes it up after this makes the version stale
        if (first := comment.incorporations.filter(Q(page=page) | Q(page__merged_into=page)).first()) is not None:
            return first
        comment.refresh_from_db()
        if not comment.is_standing:
            raise NotStanding
        try:
            incorporation = _append(comment, page, by, moment)
        except StaleVersion:
            continue
        _notify_author(incorporation)
        return incorporation
    raise ValidationError(_("Many people are saving this page at once. Try again in a moment."))


def _append(comment: Comment, page: Page, by: User, moment: datetime) -> Incorporation:
    incorporation = Incorporation(
        comment=comment, page=page, version=page.version + 1, incorporated_by=by, incorporated_at=moment
    )
    page.record_revision(
        body=placed(page.body, comment),
        author=by,
        base_version=page.version,
        act=Act.INCORPORATED,
        words_of=comment.author,
        alongside=incorporation.save,
        at=moment,
    )
    return incorporation


def open_page(comment: Comment, *, title: str, by: User, at: datetime | None = None) -> Incorporation:
    """Opens a page with the words of `comment`, whose author is credited and told. Raises ValidationError as `Page.write`."""
    moment = at or timezone.now()
    if not comment.is_standing:
        raise NotStanding
    incorporations: list[Incorporation] = []

    def record(page: Page) -> None:
        incorporations.append(
            Incorporation.objects.create(
                comment=comment, page=page, version=1, incorporated_by=by, incorporated_at=moment
            )
        )
        store_inherited_mentions(page)

    Page.objects.write(
        theme=comment.theme,
        title=title,
        body=as_typed(comment.body),
        author=by,
        words_of=comment.author,
        alongside=record,
        at=moment,
    )
    _notify_author(incorporations[-1])
    return incorporations[-1]


def placed(text: str, comment: Comment) -> str:
    """The text of a page with the words of `comment` in a paragraph of their own: behind its passage, else at the end."""
    end = _end_of_passage(text, comment.passage) if comment.passage is not None else len(text)
    before, after = text[:end].rstrip("\n"), text[end:].strip("\n")
    return "\n\n".join(part for part in (before, as_typed(comment.body), after) if part)


def _end_of_passage(text: str, passage: Passage) -> int:
    """Where the paragraph, list or table ends in which the passage does; the end of the text where it has gone."""
    end = passage.end_in(text)
    ends = (block.end() for block in BLOCKS.finditer(text) if end is not None and block.end() >= end)
    return next(ends, len(text))


def _notify_author(incorporation: Incorporation) -> None:
    comment, page = incorporation.comment, incorporation.page
    Notification.objects.notify(
        [comment.author_id],
        kind=NotificationKind.INCORPORATED,
        place=f"page:{page.pk}",
        place_title=page.title,
        url=incorporation.get_absolute_url(),
        key=f"contributions.page:{page.pk}:{incorporation.version}",
        actor=incorporation.incorporated_by,
        excerpt=markup.plain_text(comment.body, with_mentions=True),
    )
