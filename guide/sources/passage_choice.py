"""Choosing passages in a text: its sentences as they are read, and the Markdown that stands for those that are chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.history_models import RevisionDetails
from contributions.models import Comment, CommentRevision, Page, PageRevision, Question
from contributions.revision_html import revision_html
from contributions.revisions import UnknownVersion
from guide.sources.models import Source
from guide.tips.making import check_in_sight
from guide.tips.models import Tip

MOST_SENTENCES = 1_500
_NAMED = re.compile(r"(page|comment|question)-([0-9]{1,15})")


@dataclass(frozen=True)
class Sentence:
    number: int
    words: str
    is_used: bool


@dataclass(frozen=True)
class PassageChoice:
    """A page or a contribution at a version, to choose passages of; or a question, which is a passage itself."""

    key: str
    text: Page | Comment | Question
    revision: PageRevision | CommentRevision | None = None
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()

    @property
    def is_question(self) -> bool:
        return isinstance(self.text, Question)

    @property
    def is_newest(self) -> bool:
        return self.revision is None or isinstance(self.text, Question) or self.revision.version == self.text.version

    @property
    def title(self) -> str:
        return self.text.excerpt if isinstance(self.text, Comment) else str(self.text)

    @property
    def author(self) -> User | None:
        return self.text.author if isinstance(self.text, Comment) else None


def find_choice(key: str, version: int | None, reader: User, tip: Tip) -> PassageChoice | None:
    """ "page-12", "comment-40" or "question-3", as it stood at a version, the newest unless one is named; None for what is not
    there for the reader.
    """
    named = _NAMED.fullmatch(key)
    if named is None:
        return None
    kind, pk = named[1], int(named[2])
    if kind == "question":
        question = Question.objects.visible_to(reader).filter(pk=pk).first()
        return PassageChoice(key, question) if question else None
    rows = Page.objects.visible_to(reader) if kind == "page" else Comment.objects.visible_to(reader)
    text: Page | Comment | None = rows.select_related("theme").filter(pk=pk).first()
    if text is None:
        return None
    try:
        revision = text.revision(version or text.version)
    except UnknownVersion:
        return None
    used = {markup.passage_key(words) for words in _used_words(tip, text)}
    return PassageChoice(key, text, revision, tuple(_paragraphs(_html(text, revision), used)))  # type: ignore[arg-type]


def _used_words(tip: Tip, text: Page | Comment) -> Iterator[str]:
    """The sentences of this text that the tip rests on already."""
    name = "page" if isinstance(text, Page) else "comment"
    for source in tip.sources.filter(**{name: text.pk}):
        words = source.words
        for start, end in markup.sentences(words):
            yield words[start:end]


def _html(text: Page | Comment, revision: RevisionDetails) -> str:
    if revision.is_text_hidden:
        return ""
    if revision.version == text.version:
        return text.body_html
    try:
        return revision_html(text, revision)
    except markup.RenderRefused:
        return ""


def _paragraphs(html: str, used: set[str]) -> Iterator[tuple[Sentence, ...]]:
    """A paragraph is a line of the text as it is read: what stands on two is never one passage."""
    text, number = markup.html_text(html), 0
    rows = [(text.count("\n", 0, start), text[start:end]) for start, end in markup.sentences(text)[:MOST_SENTENCES]]
    for _line, group in groupby(rows, key=lambda row: row[0]):
        found = []
        for _row, words in group:
            number += 1
            found.append(Sentence(number, words, markup.passage_key(words) in used))
        yield tuple(found)


def add_passages(choice: PassageChoice, numbers: Collection[int], tip: Tip, *, by: User) -> list[Source]:
    """The tip rests on the sentences with these numbers, those that follow each other as one passage; all of them or none.

    Raises ValidationError: nothing was chosen, it is known already, it is hidden.
    """
    if isinstance(choice.text, Question):
        if choice.text.is_hidden:
            raise ValidationError(_("This question is hidden."), code="hidden")
        return [tip.sources.add_question(choice.text, by=by)]
    assert choice.revision is not None  # noqa: S101 - of what is no question
    check_in_sight(choice.revision)
    places = [_place_in(choice.revision.body, words) for words in _passages(choice, numbers)]
    if not places:
        raise ValidationError(_("Choose a sentence first."), code="empty")
    with transaction.atomic():
        return [
            tip.sources.add_passage(choice.revision, passage=choice.revision.body[start:end], start=start, by=by)
            for start, end in places
        ]


def _passages(choice: PassageChoice, numbers: Collection[int]) -> Iterator[str]:
    for paragraph in choice.paragraphs:
        for is_chosen, group in groupby(paragraph, key=lambda sentence: sentence.number in numbers):
            if is_chosen:
                yield " ".join(sentence.words for sentence in group)


def _place_in(body: str, words: str) -> tuple[int, int]:
    """Where the Markdown stands that is read like this; raises ValidationError."""
    found = markup.find_quote(markup.TextQuote(words), body)
    if found.standing == "gone":
        raise ValidationError(_("“%(words)s” could not be found in the text.") % {"words": markup.shorten(words, 60)})
    return found.start, found.end
