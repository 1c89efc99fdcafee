"""Remarking on a passage, suggesting other words for it, and what editors answer.

Whoever answers holds the remark: of two editors one answers, and the other is told.

The passages of a text that a remark can be about: its sentences, as they stand in its Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common import markup
from contributions.revisions import EditConflict, SaveResult
from guide.course_texts import CourseText
from guide.reviewing import notify, steps
from guide.reviewing.models import Remark, RemarkedText, ReviewLink
from guide.reviewing.querysets import AnsweredMeanwhile, WordsGone
from guide.texts import as_read
from guide.tips.models import Tip

_MARK_OF_LINE = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)]|#{1,6}|>|:)[ \t]+")
_SIGNS = re.compile(r"[*_`~\[\]]")
CONTEXT = 80


@dataclass(frozen=True)
class TextSentence:
    """`body[start:end]` of a version; its number counts from 1."""

    number: int
    anchor: markup.TextQuote

    @property
    def exact(self) -> str:
        return self.anchor.exact

    @property
    def words(self) -> str:
        """As it is read."""
        return as_read(self.exact)

    @property
    def has_signs(self) -> bool:
        """Whether signs of Markdown stand in it, which whoever suggests other words should know about."""
        return bool(_SIGNS.search(self.exact))


WHOLE_TEXT = TextSentence(0, markup.TextQuote(""))
"""What a remark about no sentence is about."""


def sentences_of(body: str) -> list[TextSentence]:
    """The sentences of a text, without the signs that begin an item of a list or a heading."""
    spans = [_bare(body, sentence.start, sentence.end) for sentence in markup.sentences(body)]
    anchors = [markup.text_quote(body, start, end) for start, end in spans]
    readable = [anchor for anchor in anchors if markup.plain_text(anchor.exact)]
    return [TextSentence(number, anchor) for number, anchor in enumerate(readable, start=1)]


def _bare(body: str, start: int, end: int) -> tuple[int, int]:
    while mark := _MARK_OF_LINE.match(body, start, end):
        start = mark.end()
    return start, end


def numbered_sentence(
    text: RemarkedText, version: int, number: int, *, since: datetime | None = None
) -> TextSentence | None:
    """The passage that a form names: the sentence with this number, as it stood in the version that was read, 0: all of it.
    With `since`, only in one that stood then or was written later.
    """
    revision = text.history.filter(version=version).first()
    if since and text.history.filter(version__gt=version, history_date__lte=since).exists():
        return None
    if number == 0:
        return WHOLE_TEXT if revision else None
    found = sentences_of(revision.body) if revision else []
    return found[number - 1] if 0 < number <= len(found) else None


def selected_sentence(text: RemarkedText, *, exact: str, prefix: str = "", suffix: str = "") -> TextSentence | None:
    """The sentence in which words begin that somebody selected in the text as it is shown."""
    words = markup.clean_text(exact).strip()
    if not words:
        return None
    place = markup.find_quote(
        markup.TextQuote(words, prefix[-CONTEXT:], suffix[:CONTEXT]), text.body, whole_words=False
    )
    if place.standing == "gone":
        return None
    passages = sentences_of(text.body)
    return next((one for one in passages if place.start < one.anchor.start + len(one.exact)), None)


State = Remark.State
ANSWER_LENGTH = 300
LONGEST = {"body": 1_000, "replacement": 2_000}


def remark(
    text: RemarkedText,
    *,
    about: markup.TextQuote,
    version: int,
    body: str = "",
    replacement: str | None = None,
    by: User | None = None,
    link: ReviewLink | None = None,
    at: datetime | None = None,
) -> Remark:
    """A reviewer, `by` or through `link`, says something about a passage, or suggests other words for it ("": none).

    Words that are those of the passage suggest nothing, and so do any where none can be suggested. The same thing sent twice
    is said once. Raises ValidationError for nothing said, too much said, and a link that is closed or has been used too often.
    """
    moment = at or timezone.now()
    values = _comment(about, body, replacement if takes_suggestions(text, about) else None)
    with transaction.atomic():
        if link:
            ReviewLink.objects.hold_open(link, at=moment)
        same = text.remarks.filter(version=version, by=by, link=link, state=State.OPEN, **values)
        if known := same.first():
            return known
        if link:
            link.check_not_too_often(at=moment)
        around = {"prefix": about.prefix, "suffix": about.suffix, "start": about.start}
        said: Remark = text.remarks.create(version=version, by=by, link=link, at=moment, **around, **values)
        notify.notify_remarked(said, _who_hears(text, link))
    return said


def takes_suggestions(text: RemarkedText, about: markup.TextQuote) -> bool:
    """Whether other words can be suggested: for a passage, and not in an item, which is changed field by field."""
    return bool(about.exact) and not (isinstance(text, CourseText) and text.is_item)


def _comment(about: markup.TextQuote, body: str, replacement: str | None) -> dict[str, Any]:
    body = markup.clean_text(body).strip()
    words = None if replacement is None else " ".join(markup.clean_text(replacement).split())
    if words == " ".join(about.exact.split()):
        words = None
    if not body and words is None:
        raise ValidationError({"body": _("Say what you think of it, or change its words.")}, code="empty")
    _check_length("body", body)
    _check_length("replacement", words or "")
    return {"exact": about.exact, "body": body, "replacement": words}


def _check_length(name: str, text: str) -> None:
    most = LONGEST[name]
    if len(text) > most:
        words = _("This is too long: %(most)s characters at most.") % {"most": most}
        raise ValidationError({name: words}, code="too_long")


def _who_hears(text: RemarkedText, link: ReviewLink | None) -> set[int]:
    revision = steps.newest_text(text)
    found = {revision.history_user_id if revision else None, link.made_by_id if link else None}
    return {pk for pk in found if pk is not None}


def take_over(remark: Remark, *, by: User, instead_of: str | None = None, at: datetime | None = None) -> SaveResult:
    """Puts the suggested words into the text, as a version that says whose they are.

    Raises WordsGone where the passage no longer stands there word by word, unless `instead_of` gives the words of today
    that they replace; AnsweredMeanwhile where another editor was first. Then nothing is written.
    """
    if remark.replacement is None:
        raise ValidationError(_("Nothing is suggested here: answer it, or deal with it."), code="no_words")
    with transaction.atomic():
        _answer(remark, State.TAKEN, by=by, answer="", at=at)
        text = remark.text
        text.refresh_from_db()
        place = _place_of(remark, text.body) if instead_of is None else _place(text.body, instead_of, remark.start)
        if place is None:
            raise WordsGone(words_now(remark, text.body))
        body = _replaced(text.body, *place, remark.replacement)
        summary = _("Words suggested by %(name)s") % {"name": credit(remark)}
        try:
            return text.revise(
                title=text.title, body=body, author=by, base_version=text.version, summary=summary, at=at
            )
        except EditConflict:
            text.refresh_from_db()
            raise WordsGone(words_now(remark, text.body)) from None


def refuse(remark: Remark, *, by: User, why: str, at: datetime | None = None) -> None:
    """What it asks for is not done, and whoever said it reads why."""
    if not markup.clean_text(why).strip():
        raise ValidationError({"answer": _("Say why, in a line: whoever suggested it reads it.")}, code="empty")
    with transaction.atomic():
        _answer(remark, State.REFUSED, by=by, answer=why, at=at)


def deal_with(remark: Remark, *, by: User, answer: str = "", at: datetime | None = None) -> None:
    """It has been thought of, in whatever way `answer` says."""
    with transaction.atomic():
        _answer(remark, State.DONE, by=by, answer=answer, at=at)


def reopen(remark: Remark, *, by: User, at: datetime | None = None) -> None:
    """It waits for an answer again, and what was answered stays beside it. Nothing happens where it waits already."""
    with transaction.atomic():
        answered = Remark.objects.filter(pk=remark.pk).exclude(state=State.OPEN)
        if answered.update(state=State.OPEN):
            opened = remark.answers.create(state=State.OPEN, by=by, at=at or timezone.now())
            answerers = remark.answers.values_list("by", flat=True)
            notify.notify_reopened(opened, {*answerers, *_who_hears(remark.text, remark.link)})


def _answer(remark: Remark, state: str, *, by: User, answer: str, at: datetime | None) -> None:
    answer = " ".join(markup.clean_text(answer).split())
    if len(answer) > ANSWER_LENGTH:
        raise ValidationError({"answer": _("This is too long: 300 characters at most.")}, code="too_long")
    is_first = Remark.objects.filter(pk=remark.pk, state=State.OPEN).update(state=state)
    if not is_first:
        raise AnsweredMeanwhile(Remark.objects.get(pk=remark.pk))
    notify.notify_answered(remark.answers.create(state=state, words=answer, by=by, at=at or timezone.now()))


def credit(remark: Remark) -> str:
    """Whose suggestion it is, for a summary that stays: a reviewer's function, or that it was one of the editors."""
    if remark.link:
        return remark.link.name
    return pgettext("whose suggestion", "a colleague of the editors")


def words_now(remark: Remark, body: str) -> str:
    """What stands now where the passage stood; empty where it is gone, or was the whole text."""
    if not remark.exact:
        return ""
    found = markup.find_quote(remark.anchor, body)
    return "" if found.standing == "gone" else _whole(body, found.start, found.end)


def _whole(body: str, start: int, end: int) -> str:
    """With the rest of the sentences that it touches."""
    spans = [(one.anchor.start, one.anchor.start + len(one.exact)) for one in sentences_of(body)]
    touched = [span for span in spans if span[0] < end and start < span[1]]
    return body[touched[0][0] : touched[-1][1]] if touched else body[start:end]


def _place_of(remark: Remark, body: str) -> tuple[int, int] | None:
    """Where its very words stand; of several places the one that `markup.find_quote` takes for it."""
    return _place(body, remark.exact, markup.find_quote(remark.anchor, body).start)


def _place(body: str, words: str, near: int) -> tuple[int, int] | None:
    places, at = [], body.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = body.find(words, at + 1)
    best = min(places, key=lambda place: abs(place - near), default=None)
    return None if best is None else (best, best + len(words))


def _replaced(body: str, start: int, end: int, words: str) -> str:
    """A passage that is taken out takes the space behind it along, or the one before it."""
    if not words:
        if body[end : end + 1] == " ":
            end += 1
        elif body[start - 1 : start] == " ":
            start -= 1
    return body[:start] + words + body[end:]


# A tip as a reviewer without an account reads it: its words and pictures, and no way into the site.


_WAY_IN = re.compile(r'<a\b(?:(?!\bhref=)[^<>])*+href="/(?!/)[^"<>]*+"[^<>]*+>((?:[^<]|<(?!/?a\b))*+)</a>')
_OWN_PICTURE = re.compile(r'(?<=["\s,])/media/images/')


def of(tip: Tip, token: str) -> SafeString:
    """The rendered text; links to other pages of the site are their words alone, its pictures come through the link."""
    html = _WAY_IN.sub(r"\1", tip.body_html)
    ours = reverse("guide:review_by_link", args=[token])
    return mark_safe(_OWN_PICTURE.sub(f"{ours}pictures/", html))  # noqa: S308 - it was made safe when it was rendered
