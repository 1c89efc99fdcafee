"""The passages of a text that a remark can be about: its sentences, as they stand in its Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from common import markup
from guide.reviewing.models import RemarkedText
from guide.texts import as_read

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
