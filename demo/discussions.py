"""What colleagues said under the questions, the pages and the videos.

What the editors' desk holds besides decisions: reasons, candidates and votes, reviews, and what moved under the tips.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, cast

from contributions.models import Comment, Page, Passage
from demo.blocks import CHANGE, Change, ContentFault, moment, parts_of, rows
from demo.comment_content import (
    CommentContent,
    CommentKey,
    DecisionContent,
    IncorporationContent,
    decision_of,
    fields_of,
)
from demo.content import FOLDER, Campaign
from demo.stage import Stage

type State = Literal["draft", "review", "approved"]
type Drifted = Literal["changed", "wording"]


@dataclass(frozen=True)
class ReasonContent:
    """Why something is not kept: a label for editors, and what its author is told, unless it is silent."""

    key: str
    label: str
    text: str
    silent: bool


@dataclass(frozen=True)
class CandidateContent:
    """A page, or a passage of it, that an editor has shortlisted for a place; its nominations say why."""

    place: int
    page: str
    passage: str
    shortlisted_by: str
    when: timedelta


@dataclass(frozen=True)
class BallotContent:
    """The candidates' pages, the best first; without a moment it has not been cast yet."""

    by: str
    when: timedelta | None
    ranking: tuple[str, ...]


@dataclass(frozen=True)
class Vote:
    place: int
    asked_by: str
    opens: timedelta
    closes: timedelta
    ballots: tuple[BallotContent, ...]


@dataclass(frozen=True)
class Approval:
    """By whom a tip was written, and how it came through for the first edition; then where it is now, and since when."""

    tip: int
    author: str
    sent: timedelta
    approved_by: str
    approved: timedelta
    state: State
    since: timedelta | None


@dataclass(frozen=True)
class Link:
    """Shows the tip to somebody without an account, under this name."""

    name: str
    made_by: str
    when: timedelta
    expires: timedelta


@dataclass(frozen=True)
class AnswerContent:
    by: str
    when: timedelta
    taken_over: bool
    words: str


@dataclass(frozen=True)
class Suggestion:
    """Other words for words of the tip; `by` is a colleague, or the name of a link."""

    by: str
    when: timedelta
    old: str
    new: str
    why: str
    answer: AnswerContent | None = None


@dataclass(frozen=True)
class RemarkContent:
    """A comment on words of the tip."""

    by: str
    when: timedelta
    passage: str
    text: str


@dataclass(frozen=True)
class InReview:
    """The tip that is in review now: sent by its author with a word, to be answered by the deadline."""

    tip: int
    by: str
    sent: timedelta
    deadline: timedelta
    words: str
    links: tuple[Link, ...]
    suggestions: tuple[Suggestion, ...]
    remarks: tuple[RemarkContent, ...]


@dataclass(frozen=True)
class LateRevision:
    """A page's revision after the first edition, which moves a passage that a tip rests on."""

    page: str
    author: str
    when: timedelta
    summary: str
    drifted: Drifted
    tip: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Contradiction:
    """A nuance, not decided yet, that says the contrary of a passage that a tip rests on."""

    page: str
    passage: str
    by: str
    when: timedelta
    text: str
    tip: int

    @property
    def key(self) -> CommentKey:
        return CommentKey(self.by, self.when)


@dataclass(frozen=True)
class Desk:
    reasons: tuple[ReasonContent, ...]
    candidates: tuple[CandidateContent, ...]
    votes: tuple[Vote, ...]
    approvals: tuple[Approval, ...]
    in_review: InReview
    late_revisions: tuple[LateRevision, ...]
    contradictions: tuple[Contradiction, ...]
    made_up: tuple[tuple[str, DecisionContent], ...]
    """How what the demo's modules make up begins, and what was decided about it."""


def read_desk(folder: Path = FOLDER) -> Desk:
    """Everything of the desk in the folder; raises ContentFault for what cannot be read."""
    late, contradictions = read_drift(folder / "drift.md")
    return Desk(
        reasons=tuple(
            ReasonContent(row["key"], row["label"], row["text"], row["silent"] == "yes")
            for row in rows(folder / "reasons.csv")
        ),
        candidates=tuple(read_candidates(folder / "candidates.csv")),
        votes=tuple(read_votes(folder)),
        approvals=tuple(read_approvals(folder / "reviews.csv")),
        in_review=read_review(folder / "review.md"),
        late_revisions=late,
        contradictions=contradictions,
        made_up=tuple((row["begins"], decision_of(row["decided"])) for row in rows(folder / "decisions.csv")),
    )


def read_candidates(path: Path) -> Iterator[CandidateContent]:
    for row in rows(path):
        page, when = row["page"].removesuffix(".md"), moment(row["when"])
        yield CandidateContent(int(row["place"]), page, row["passage"], row["shortlisted_by"], when)


def read_votes(folder: Path) -> Iterator[Vote]:
    for row in rows(folder / "votes.csv"):
        ballots = [ballot_of(put) for put in rows(folder / "ballots.csv") if put["place"] == row["place"]]
        yield Vote(
            int(row["place"]), row["asked_by"], moment(row["opens"]), moment(row["closes"]), ballots=tuple(ballots)
        )


def ballot_of(row: dict[str, str]) -> BallotContent:
    ranking = tuple(page.strip() for page in row["ranking"].split(";") if page.strip())
    return BallotContent(row["by"], moment(row["when"]) if row["when"] else None, ranking)


def read_approvals(path: Path) -> Iterator[Approval]:
    for row in rows(path):
        yield Approval(
            tip=int(row["tip"]),
            author=row["author"],
            sent=moment(row["sent"]),
            approved_by=row["approved_by"],
            approved=moment(row["approved"]),
            state=cast(State, row["state"]),
            since=moment(row["since"]) if row["since"] else None,
        )


def read_review(path: Path) -> InReview:
    head, words, blocks = parts_of(path)
    links: list[Link] = []
    suggestions: list[Suggestion] = []
    remarks: list[RemarkContent] = []
    for marker, body in blocks:
        name, _space, rest = marker.partition(" ")
        by, *others = fields_of(rest)
        if name == "link":
            links.append(Link(by, others[0], moment(others[1]), moment(others[2])))
        elif name == "suggest":
            suggestions.append(suggestion_of(by, moment(others[0]), body))
        elif name in {"taken-over", "refused"}:
            answered = AnswerContent(by, moment(others[0]), name == "taken-over", body)
            suggestions[-1] = replace(suggestions[-1], answer=answered)
        elif name == "comment":
            remarks.append(RemarkContent(by, moment(others[0]), others[1], body))
        else:
            raise ContentFault(
                f"{path.name}: in a review there are links, suggestions, answers, comments, not {name!r}"
            )
    sent, deadline = moment(head["sent"]), moment(head["deadline"])
    return InReview(
        int(head["tip"]), head["by"], sent, deadline, words, tuple(links), tuple(suggestions), tuple(remarks)
    )


def suggestion_of(by: str, when: timedelta, body: str) -> Suggestion:
    """The old words and the new ones, as a change of a page, and under them why."""
    if (match := CHANGE.match(body)) is None:
        raise ContentFault(f"{by}: a suggestion says which words it changes")
    return Suggestion(by, when, match[1], match[2], body[match.end() :].strip())


def read_drift(path: Path) -> tuple[tuple[LateRevision, ...], tuple[Contradiction, ...]]:
    revisions, contradictions = [], []
    for marker, body in parts_of(path)[2]:
        name, _space, rest = marker.partition(" ")
        if name == "revision":
            revisions.append(late_revision(rest, body))
        elif name == "contradiction":
            page, by, when, passage, tip = fields_of(rest)
            contradictions.append(Contradiction(page, passage, by, moment(when), body, int(tip)))
        else:
            raise ContentFault(f"{path.name}: under drift there are revisions and contradictions, not {name!r}")
    return tuple(revisions), tuple(contradictions)


def late_revision(marker: str, body: str) -> LateRevision:
    page, author, when, summary, drifted, tip = fields_of(marker)
    changes = tuple((match[1], match[2]) for match in CHANGE.finditer(body))
    return LateRevision(page, author, moment(when), summary, cast(Drifted, drifted), int(tip), changes)


def talk(campaign: Campaign, stage: Stage) -> None:
    """What was said under the questions, the pages and the videos, and then what of it the pages took up."""
    places: list[tuple[dict[str, Any], CommentContent]] = [
        ({"theme": stage.themes[theme.number]}, thread) for theme in campaign.themes for thread in theme.threads
    ]
    places += [
        ({"theme": stage.themes[page.theme], "page": stage.pages[page.file]}, thread)
        for page in campaign.pages
        for thread in page.threads
    ]
    places += [
        ({"theme": stage.themes[video.theme], "video": stage.videos[video.name]}, thread)
        for video in campaign.videos
        for thread in video.threads
    ]
    incorporations: list[tuple[IncorporationContent, Comment]] = []
    for place, thread in sorted(places, key=lambda one: one[1].when):
        comment = say(thread, stage, **place)
        for reply in thread.replies:
            say(reply, stage, theme=place["theme"], reply_to=comment)
        incorporations += [(incorporation, comment) for incorporation in thread.incorporations]
    for incorporation, comment in sorted(incorporations, key=lambda one: one[0].when):
        page = stage.pages[incorporation.page] if incorporation.page else comment.page
        if page is not None:
            comment.incorporate(page=page, by=stage.people[incorporation.by], at=stage.at(incorporation.when))


def say(content: CommentContent, stage: Stage, **place: Any) -> Comment:
    author, at = stage.named(content.author), stage.at(content.when)
    comment = Comment.objects.write(body=content.text, author=author, kind=content.kind, at=at, **place)
    stage.comments[content.key] = comment
    return comment


def contradict(desk: Desk, stage: Stage) -> None:
    """Nuances that say the contrary of what a tip rests on."""
    for one in desk.contradictions:
        page, at = Page.objects.get(pk=stage.pages[one.page].pk), stage.at(one.when)
        passage = Passage.objects.at(page, exact=one.passage, at=at)
        stage.comments[one.key] = Comment.objects.write(
            theme=page.theme,
            page=page,
            passage=passage,
            kind="nuance",
            body=one.text,
            author=stage.people[one.by],
            at=at,
        )
