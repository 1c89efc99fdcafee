"""Reads the campaign that stands in `content/`, whose format content/FORMAT.md explains. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from demo.blocks import CHANGE, Change, ContentFault, changed, moment, parts_of, rows
from demo.comment_content import CommentContent, CommentKey, DecisionContent, decision_of, put_where_it_belongs
from demo.tip_content import TipContent, read_tip
from demo.video_content import VideoContent, read_videos

FOLDER = Path(__file__).parent / "content"

type Act = Literal["written", "edited", "reverted", "undone"]

SECTION_KINDS = {
    "bibliographie": "bibliography",
    "editorial": "editorial",
    "glossaire": "glossary",
    "introduction": "introduction",
    "conclusion": "conclusion",
    "remerciements": "acknowledgements",
}
# Those that the editors name themselves, in their order: the side of the chapters, and whether under the heading before.
OWN_SECTIONS = {
    "notions": ("front", False),
    "notion-1": ("front", True),
    "notion-2": ("front", True),
    "notion-3": ("front", True),
    "notion-4": ("front", True),
    "avant-de-publier": ("back", False),
}


@dataclass(frozen=True)
class PersonContent:
    name: str
    username: str
    role: str
    job: str
    site: str
    attribution: str


@dataclass(frozen=True)
class ThemeContent:
    number: int
    slug: str
    short_title: str
    question: str
    introduction: str
    opening: str
    starters: tuple[str, ...]
    sentence: str
    threads: tuple[CommentContent, ...]


@dataclass(frozen=True)
class PhaseContent:
    """One of the times of the campaign, in days after J+0; without a last day it goes on."""

    kind: str
    first_day: int
    last_day: int | None
    rights: tuple[str, ...]
    note: str
    text: str


@dataclass(frozen=True)
class RevisionContent:
    author: str
    when: timedelta
    summary: str
    act: Act
    is_minor: bool = False
    about: int = 0
    text: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class PageContent:
    file: str
    title: str
    theme: int
    revisions: tuple[RevisionContent, ...]
    threads: tuple[CommentContent, ...]
    decisions: tuple[DecisionContent, ...] = ()

    def texts(self) -> list[str]:
        """The text after each revision; raises ContentFault where a change does not fit."""
        texts: list[str] = []
        for revision in self.revisions:
            try:
                texts.append(self._text_after(revision, texts))
            except ContentFault as fault:
                raise ContentFault(f"{self.file}, {revision.author}, {revision.summary!r}: {fault}") from None
        return texts

    def _text_after(self, revision: RevisionContent, texts: list[str]) -> str:
        if revision.act == "written":
            return revision.text
        if revision.act == "reverted":
            return texts[revision.about - 1]
        if revision.act == "undone":
            return changed(texts[-1], [(new, old) for old, new in self.revisions[revision.about - 1].changes])
        return changed(texts[-1], revision.changes)


@dataclass(frozen=True)
class SectionContent:
    kind: str
    position: int
    title: str
    text: str
    side: str = ""
    is_inner: bool = False


@dataclass(frozen=True)
class QuestionContent:
    question: str
    theme: int
    origin: str
    asked_by: str
    day: int
    answered_by: tuple[str, ...]
    session: str = ""


@dataclass(frozen=True)
class NominationContent:
    """A page, or a passage of it, that somebody proposes for the guide."""

    page: str
    passage: str
    by: str
    when: timedelta
    reason: str


@dataclass(frozen=True)
class Reaction:
    """A passage that colleagues agree with, and perhaps a nuance to it."""

    page: str
    passage: str
    by: str
    when: timedelta
    nuance: str
    decisions: tuple[DecisionContent, ...] = ()

    @property
    def key(self) -> CommentKey:
        return CommentKey(self.by, self.when)


@dataclass(frozen=True)
class Campaign:
    people: tuple[PersonContent, ...]
    themes: tuple[ThemeContent, ...]
    phases: tuple[PhaseContent, ...]
    pages: tuple[PageContent, ...]
    tips: tuple[TipContent, ...]
    sections: tuple[SectionContent, ...]
    nominations: tuple[NominationContent, ...]
    passages: tuple[Reaction, ...]
    questions: tuple[QuestionContent, ...]
    videos: tuple[VideoContent, ...]

    def comments(self) -> Iterator[CommentContent]:
        """Everything said under pages, questions and videos, threads and answers."""
        for thread in [thread for place in self.places() for thread in place.threads]:
            yield thread
            yield from thread.replies

    def places(self) -> list[PageContent | ThemeContent | VideoContent]:
        """Where things are said."""
        return [*self.pages, *self.themes, *self.videos]

    def promoted(self, tip: TipContent) -> timedelta:
        """The day after the last change of all that the tip rests on."""
        changes = {page.file: page.revisions[-1].when for page in self.pages}
        moments = [changes[source.page] for source in tip.sources] + [source.comment.when for source in tip.comments]
        return max(moments) + timedelta(days=1)


def read_campaign(folder: Path = FOLDER) -> Campaign:
    """Everything in the folder; raises ContentFault for what cannot be read."""
    return Campaign(
        people=tuple(PersonContent(**row) for row in rows(folder / "people.csv")),
        themes=tuple(read_themes(folder)),
        phases=tuple(read_phases(folder)),
        pages=tuple(read_page(path) for path in sorted((folder / "pages").glob("*.md"))),
        tips=tuple(read_tip(path) for path in sorted((folder / "tips").glob("*.md"))),
        sections=tuple(read_section(path) for path in sorted((folder / "sections").glob("*.md"))),
        nominations=tuple(read_nominations(folder / "nominations.csv")),
        passages=tuple(read_passages(folder / "passages.csv")),
        questions=tuple(
            question for path in sorted(folder.glob("questions-*.csv")) for question in read_questions(path)
        ),
        videos=read_videos(folder / "videos"),
    )


def read_page(path: Path) -> PageContent:
    head, _text, blocks = parts_of(path)
    revisions: list[RevisionContent] = []
    threads: list[CommentContent] = []
    decisions: list[DecisionContent] = []
    for marker, body in blocks:
        if not put_where_it_belongs(marker, body, threads, decisions):
            revisions.append(_revision(marker, body, is_first=not revisions))
    try:
        theme = int(head["theme"])
        return PageContent(path.stem, head["title"], theme, tuple(revisions), tuple(threads), tuple(decisions))
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a page's head says its title and theme") from None


def read_answers(path: Path) -> tuple[CommentContent, ...]:
    """What people said under a question itself; raises ContentFault for anything else."""
    threads: list[CommentContent] = []
    for marker, body in parts_of(path)[2]:
        if not put_where_it_belongs(marker, body, threads, []):
            raise ContentFault(f"{path.name}: under a question there are comments, not {marker!r}")
    return tuple(threads)


def _revision(marker: str, body: str, *, is_first: bool) -> RevisionContent:
    author, stamp, summary, *rest = (part.strip() for part in marker.split("|", 3))
    word, _space, number = (rest[0] if rest else "").partition(" ")
    act, about = {"revert": ("reverted", number), "undo": ("undone", number)}.get(word, ("edited", "0"))
    changes = tuple((match[1], match[2]) for match in CHANGE.finditer(body))
    if is_first:
        return RevisionContent(author, moment(stamp), summary, "written", text=body)
    if act == "edited" and not changes:
        raise ContentFault(f"{marker}: changes nothing")
    return RevisionContent(author, moment(stamp), summary, act, word == "minor", int(about), changes=changes)  # type: ignore[arg-type]


def read_section(path: Path) -> SectionContent:
    head, text, _blocks = parts_of(path)
    if path.stem not in {**SECTION_KINDS, **OWN_SECTIONS} or "title" not in head:
        raise ContentFault(f"{path.name}: a section is one of those that demo/content.py names, and has a title")
    if path.stem in SECTION_KINDS:
        return SectionContent(SECTION_KINDS[path.stem], 1, head["title"], text)
    return SectionContent(
        "text", list(OWN_SECTIONS).index(path.stem) + 1, head["title"], text, *OWN_SECTIONS[path.stem]
    )


def read_themes(folder: Path) -> Iterator[ThemeContent]:
    introductions = read_openings(folder / "theme-intros.md")
    for row in rows(folder / "themes.csv"):
        introduction, opening, starters, sentence = introductions[int(row["number"])]
        yield ThemeContent(
            number=int(row["number"]),
            slug=row["slug"],
            short_title=row["short_title"],
            question=row["question"],
            introduction=introduction,
            opening=opening,
            starters=tuple(line.removeprefix("- ").strip() for line in starters.splitlines() if line),
            sentence=sentence,
            threads=read_answers(folder / "answers" / f"{row['number']}.md"),
        )


def read_openings(path: Path) -> dict[int, tuple[str, ...]]:
    """For each question, what stands under its headings, in their order."""
    numbers = re.split(r"^## (\d+)\..*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        int(number): tuple(part.strip("\n") for part in re.split(r"^### .*$", text, flags=re.MULTILINE)[1:])
        for number, text in zip(numbers[1::2], numbers[2::2], strict=True)
    }


def read_phases(folder: Path) -> Iterator[PhaseContent]:
    for row in rows(folder / "phases.csv"):
        text = (folder / "phases" / f"{row['kind']}.md").read_text(encoding="utf-8").strip()
        last_day = int(row["last_day"]) if row["last_day"] else None
        yield PhaseContent(
            row["kind"], int(row["first_day"]), last_day, tuple(row["rights"].split()), row["note"], text
        )


def read_nominations(path: Path) -> Iterator[NominationContent]:
    for row in rows(path):
        page, when = row["page"].removesuffix(".md"), moment(row["when"])
        yield NominationContent(page, row["passage"], row["by"], when, row["reason"])


def read_passages(path: Path) -> Iterator[Reaction]:
    for row in rows(path):
        when = moment(row["when"]) if row["when"] else timedelta()
        page, decided = row["page"].removesuffix(".md"), row["decided"]
        decisions = (decision_of(decided),) if decided else ()
        yield Reaction(page, row["passage"], row["by"], when, row["nuance"], decisions)


def read_questions(path: Path) -> Iterator[QuestionContent]:
    for row in rows(path):
        pages = tuple(
            page.strip().removesuffix(".md") for page in (row["answered_by"] or "").split(";") if page.strip()
        )
        yield QuestionContent(
            row["question"], int(row["theme"]), row["origin"], row["asked_by"], int(row["day"]), pages, row["session"]
        )
