"""The tips of the content, sentence by sentence, and what each sentence rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import markup
from demo.blocks import ContentFault, moment, parts_of
from demo.said import Key, fields_of, key_of


@dataclass(frozen=True)
class Source:
    """A passage of a page's last text; the ties are the first words of the tip's sentences that rest on it."""

    page: str
    passage: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceSaid:
    """A passage of a comment or of a nuance."""

    said: Key
    passage: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceAsked:
    """A question that the tip answers, in the words in which it was asked."""

    question: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consent:
    """A colleague was asked whether her sentence may stand in the guide, and said yes."""

    asked_by: str
    asked: timedelta
    given: timedelta


@dataclass(frozen=True)
class Tip:
    number: int
    theme: int
    title: str
    text: str
    sources: tuple[Source, ...] = ()
    said: tuple[SourceSaid, ...] = ()
    asked: tuple[SourceAsked, ...] = ()
    quote: str = ""
    quoted: str = ""
    consent: Consent | None = None

    def paragraphs(self) -> list[list[str]]:
        """The text's paragraphs, each as its sentences."""
        paragraphs = self.text.split("\n\n")
        return [[text[found.start : found.end] for found in markup.sentences(text)] for text in paragraphs]

    def all_ties(self) -> set[str]:
        sources: list[Source | SourceSaid | SourceAsked] = [*self.sources, *self.said, *self.asked]
        return {tie for source in sources for tie in source.ties}

    def tied(self, sentence: str) -> bool:
        return any(sentence.startswith(tie) for tie in self.all_ties())


def read_tip(path: Path) -> Tip:
    head, text, blocks = parts_of(path)
    sources, said, asked = [], [], []
    quote, quoted, consent = "", "", None
    for marker, _body in blocks:
        word, _space, rest = marker.partition(" ")
        first, second, third = (*fields_of(rest), "", "")[:3]
        if word == "source":
            sources.append(Source(first.removesuffix(".md"), second, ties_of(third)))
        elif word == "source-said":
            said.append(SourceSaid(key_of(first), second, ties_of(third)))
        elif word == "source-question":
            asked.append(SourceAsked(first, ties_of(second)))
        elif word == "quote":
            quote, quoted = second, first
        elif word == "consent":
            consent = Consent(first, moment(second), moment(third))
        else:
            raise ContentFault(f"{path.name}: a tip has sources, quotations and consents, not {word!r}")
    what_stands_under = (tuple(sources), tuple(said), tuple(asked), quote, quoted, consent)
    try:
        return Tip(int(head["number"]), int(head["theme"]), head["title"], text, *what_stands_under)
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a tip's head says its number, theme and title") from None


def ties_of(text: str) -> tuple[str, ...]:
    return tuple(tie.strip() for tie in text.split(";") if tie.strip())
