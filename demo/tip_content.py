"""The tips of the content, sentence by sentence, and what each sentence rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from common import markup
from demo.blocks import ContentFault, moment, parts_of
from demo.comment_content import CommentKey, fields_of, key_of


@dataclass(frozen=True)
class SourceContent:
    """A passage of a page's last text; the ties are the first words of the tip's sentences that rest on it."""

    page: str
    passage: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommentSourceContent:
    """A passage of a comment or of a nuance."""

    comment: CommentKey
    passage: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionSourceContent:
    """A question that the tip answers, in the words in which it was asked."""

    question: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsentContent:
    """A colleague was asked whether her sentence may stand in the guide, and said yes."""

    asked_by: str
    asked: timedelta
    given: timedelta


@dataclass(frozen=True)
class TipContent:
    number: int
    theme: int
    title: str
    text: str
    sources: tuple[SourceContent, ...] = ()
    comments: tuple[CommentSourceContent, ...] = ()
    asked: tuple[QuestionSourceContent, ...] = ()
    quote: str = ""
    quoted: str = ""
    consent: ConsentContent | None = None

    def paragraphs(self) -> list[list[str]]:
        """The text's paragraphs, each as its sentences."""
        paragraphs = self.text.split("\n\n")
        return [[text[found.start : found.end] for found in markup.sentences(text)] for text in paragraphs]

    def all_ties(self) -> set[str]:
        sources: list[SourceContent | CommentSourceContent | QuestionSourceContent] = [
            *self.sources,
            *self.comments,
            *self.asked,
        ]
        return {tie for source in sources for tie in source.ties}

    def tied(self, sentence: str) -> bool:
        return any(sentence.startswith(tie) for tie in self.all_ties())


def read_tip(path: Path) -> TipContent:
    head, text, blocks = parts_of(path)
    sources, comment, asked = [], [], []
    quote, quoted, consent = "", "", None
    for marker, _body in blocks:
        word, _space, rest = marker.partition(" ")
        first, second, third = (*fields_of(rest), "", "")[:3]
        if word == "source":
            sources.append(SourceContent(first.removesuffix(".md"), second, ties_of(third)))
        elif word == "source-said":
            comment.append(CommentSourceContent(key_of(first), second, ties_of(third)))
        elif word == "source-question":
            asked.append(QuestionSourceContent(first, ties_of(second)))
        elif word == "quote":
            quote, quoted = second, first
        elif word == "consent":
            consent = ConsentContent(first, moment(second), moment(third))
        else:
            raise ContentFault(f"{path.name}: a tip has sources, quotations and consents, not {word!r}")
    what_stands_under = (tuple(sources), tuple(comment), tuple(asked), quote, quoted, consent)
    try:
        return TipContent(int(head["number"]), int(head["theme"]), head["title"], text, *what_stands_under)
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a tip's head says its number, theme and title") from None


def ties_of(text: str) -> tuple[str, ...]:
    return tuple(tie.strip() for tie in text.split(";") if tie.strip())
