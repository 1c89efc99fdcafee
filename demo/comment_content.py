"""What colleagues say in the content, and what becomes of it: comments, answers, takings up, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, cast

from demo.blocks import ContentFault, moment

type Outcome = Literal["promoted", "merged", "duplicate", "later", "not_kept"]

OUTCOMES = ("promoted", "merged", "duplicate", "later", "not_kept")


@dataclass(frozen=True, order=True)
class CommentKey:
    """Which comment is meant: nobody says two things in one minute."""

    author: str
    when: timedelta


@dataclass(frozen=True)
class DecisionContent:
    """What an editor decided about a page or a comment; what does not go with the outcome is empty."""

    by: str
    when: timedelta
    outcome: Outcome
    tip: int = 0  # promoted: the number of the tip
    page: str = ""  # merged: the page that took it in; duplicate: the page that says it already
    comment: CommentKey | None = None  # duplicate: the comment that says it already
    reason: str = ""  # not_kept: the key of a reason in reasons.csv
    words: str = ""  # a line of the editor's own, said to the author unless the reason is silent


@dataclass(frozen=True)
class IncorporationContent:
    """Who put a comment's words into a page, and which one: under a page, "" is that page."""

    by: str
    when: timedelta
    page: str


@dataclass(frozen=True)
class CommentContent:
    author: str
    when: timedelta
    kind: str
    text: str
    replies: list[CommentContent] = field(default_factory=list)
    incorporations: list[IncorporationContent] = field(default_factory=list)
    decisions: list[DecisionContent] = field(default_factory=list)

    @property
    def key(self) -> CommentKey:
        return CommentKey(self.author, self.when)


def put_where_it_belongs(
    marker: str, body: str, threads: list[CommentContent], decisions: list[DecisionContent]
) -> bool:
    """Whether a block is a comment, an answer, a taking up or a decision; before the first comment, one about the page."""
    name, _space, rest = marker.partition(" ")
    if name == "talk":
        threads.append(comment_of(rest, body))
    elif name == "reply":
        threads[-1].replies.append(comment_of(rest, body))
    elif name == "taken":
        by, when, *page = fields_of(rest)
        threads[-1].incorporations.append(IncorporationContent(by, moment(when), page[0] if page else ""))
    elif name == "decide":
        last_of(threads, decisions).append(decision_of(rest))
    return name in {"talk", "reply", "taken", "decide"}


def last_of(threads: list[CommentContent], of_page: list[DecisionContent]) -> list[DecisionContent]:
    """Where a decision belongs that stands after all this."""
    if not threads:
        return of_page
    return (threads[-1].replies or threads)[-1].decisions


def comment_of(marker: str, body: str) -> CommentContent:
    author, stamp, *kind = fields_of(marker)
    return CommentContent(author, moment(stamp), kind[0] if kind else "", body)


def decision_of(marker: str) -> DecisionContent:
    """`Name | J+12 09:40 | outcome | what goes with the outcome | a line of her own`."""
    by, when, outcome, *rest = fields_of(marker)
    about, words = (*rest, "", "")[:2]
    if outcome not in OUTCOMES:
        raise ContentFault(f"{marker}: no such outcome")
    if not about and outcome != "later":
        raise ContentFault(f"{marker}: says no tip, page, comment or reason")
    return DecisionContent(by, moment(when), cast(Outcome, outcome), words=words, **goes_with(outcome, about))


def goes_with(outcome: str, about: str) -> dict[str, Any]:
    if outcome == "promoted":
        return {"tip": int(about)}
    if outcome == "duplicate" and " J+" in about:
        return {"comment": key_of(about)}
    if outcome in {"merged", "duplicate"}:
        return {"page": about}
    return {"reason": about} if outcome == "not_kept" else {}


def key_of(text: str) -> CommentKey:
    """`Name J+2 09:14`."""
    author, _space, stamp = text.rpartition(" J+")
    return CommentKey(author, moment(f"J+{stamp}"))


def fields_of(marker: str) -> Iterator[str]:
    return (part.strip() for part in marker.split("|"))
