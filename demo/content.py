"""Reads the campaign that stands in `content/`, whose format content/FORMAT.md explains. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from demo.blocks import Change, ContentFault, changed, moment, parts_of, rows

FOLDER = Path(__file__).parent / "content"

type Act = Literal["written", "edited", "reverted", "undone"]

CHANGE = re.compile(r"^<<<\n(.*?)\n?^===\n(.*?)\n?^>>>$", re.MULTILINE | re.DOTALL)
SECTION_KINDS = {
    "avant-de-publier": "before_publishing",
    "bibliographie": "bibliography",
    "editorial": "editorial",
    "glossaire": "glossary",
    "introduction": "introduction",
    "conclusion": "conclusion",
    "notion": "notion",
    "remerciements": "acknowledgements",
}


@dataclass(frozen=True)
class Person:
    name: str
    username: str
    role: str
    job: str
    site: str
    attribution: str


@dataclass(frozen=True)
class Theme:
    number: int
    slug: str
    short_title: str
    question: str
    introduction: str
    opening: str
    starters: tuple[str, ...]
    sentence: str
    threads: tuple[Comment, ...]


@dataclass(frozen=True)
class Phase:
    """One of the four times of the campaign, in days after J+0."""

    kind: str
    first_day: int
    last_day: int
    note: str


@dataclass(frozen=True)
class Revision:
    author: str
    when: timedelta
    summary: str
    act: Act
    is_minor: bool = False
    about: int = 0
    text: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Taking:
    """Who put a comment's words into a page, and which one: under a page, "" is that page."""

    by: str
    when: timedelta
    page: str


@dataclass(frozen=True)
class Comment:
    author: str
    when: timedelta
    kind: str
    text: str
    replies: list[Comment] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    file: str
    title: str
    theme: int
    revisions: tuple[Revision, ...]
    threads: tuple[Comment, ...]

    def texts(self) -> list[str]:
        """The text after each revision; raises ContentFault where a change does not fit."""
        texts: list[str] = []
        for revision in self.revisions:
            try:
                texts.append(self._text_after(revision, texts))
            except ContentFault as fault:
                raise ContentFault(f"{self.file}, {revision.author}, {revision.summary!r}: {fault}") from None
        return texts

    def _text_after(self, revision: Revision, texts: list[str]) -> str:
        if revision.act == "written":
            return revision.text
        if revision.act == "reverted":
            return texts[revision.about - 1]
        if revision.act == "undone":
            return changed(texts[-1], [(new, old) for old, new in self.revisions[revision.about - 1].changes])
        return changed(texts[-1], revision.changes)


@dataclass(frozen=True)
class Source:
    page: str
    passage: str


@dataclass(frozen=True)
class Tip:
    number: int
    theme: int
    title: str
    text: str
    sources: tuple[Source, ...] = ()
    quote: str = ""
    quoted: str = ""


@dataclass(frozen=True)
class Section:
    kind: str
    position: int
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    question: str
    theme: int
    origin: str
    asked_by: str
    day: int
    answered_by: tuple[str, ...]


@dataclass(frozen=True)
class Nomination:
    page: str
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


@dataclass(frozen=True)
class Campaign:
    people: tuple[Person, ...]
    themes: tuple[Theme, ...]
    phases: tuple[Phase, ...]
    pages: tuple[Page, ...]
    tips: tuple[Tip, ...]
    sections: tuple[Section, ...]
    nominations: tuple[Nomination, ...]
    passages: tuple[Reaction, ...]
    questions: tuple[Question, ...]


def read_campaign(folder: Path = FOLDER) -> Campaign:
    """Everything in the folder; raises ContentFault for what cannot be read."""
    return Campaign(
        people=tuple(Person(**row) for row in rows(folder / "people.csv")),
        themes=tuple(read_themes(folder)),
        phases=tuple(read_phases(folder / "phases.csv")),
        pages=tuple(read_page(path) for path in sorted((folder / "pages").glob("*.md"))),
        tips=tuple(read_tip(path) for path in sorted((folder / "tips").glob("*.md"))),
        sections=tuple(read_section(path) for path in sorted((folder / "sections").glob("*.md"))),
        nominations=tuple(read_nominations(folder / "nominations.csv")),
        passages=tuple(read_passages(folder / "passages.csv")),
        questions=tuple(
            question for path in sorted(folder.glob("questions-*.csv")) for question in read_questions(path)
        ),
    )


def read_page(path: Path) -> Page:
    head, _text, blocks = parts_of(path)
    revisions: list[Revision] = []
    threads: list[Comment] = []
    for marker, body in blocks:
        if not _is_talk(marker, body, threads):
            revisions.append(_revision(marker, body, is_first=not revisions))
    try:
        return Page(path.stem, head["title"], int(head["theme"]), tuple(revisions), tuple(threads))
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a page's head says its title and theme") from None


def _is_talk(marker: str, body: str, threads: list[Comment]) -> bool:
    """Whether a block is a comment, an answer or a taking up: then it is put where it belongs."""
    name, _space, rest = marker.partition(" ")
    if name == "talk":
        threads.append(_comment(rest, body))
    elif name == "reply":
        threads[-1].replies.append(_comment(rest, body))
    elif name == "taken":
        by, when, *page = (part.strip() for part in rest.split("|"))
        threads[-1].takings.append(Taking(by, moment(when), page[0] if page else ""))
    return name in {"talk", "reply", "taken"}


def read_answers(path: Path) -> tuple[Comment, ...]:
    """What people said under a question itself; raises ContentFault for anything else."""
    threads: list[Comment] = []
    for marker, body in parts_of(path)[2]:
        if not _is_talk(marker, body, threads):
            raise ContentFault(f"{path.name}: under a question there are comments, not {marker!r}")
    return tuple(threads)


def _comment(marker: str, body: str) -> Comment:
    author, stamp, *kind = (part.strip() for part in marker.split("|"))
    return Comment(author, moment(stamp), kind[0] if kind else "", body)


def _revision(marker: str, body: str, *, is_first: bool) -> Revision:
    author, stamp, summary, *rest = (part.strip() for part in marker.split("|", 3))
    word, _space, number = (rest[0] if rest else "").partition(" ")
    act, about = {"revert": ("reverted", number), "undo": ("undone", number)}.get(word, ("edited", "0"))
    changes = tuple((match[1], match[2]) for match in CHANGE.finditer(body))
    if is_first:
        return Revision(author, moment(stamp), summary, "written", text=body)
    if act == "edited" and not changes:
        raise ContentFault(f"{marker}: changes nothing")
    return Revision(author, moment(stamp), summary, act, word == "minor", int(about), changes=changes)  # type: ignore[arg-type]


def read_tip(path: Path) -> Tip:
    head, text, blocks = parts_of(path)
    sources, quote, quoted = [], "", ""
    for marker, _body in blocks:
        word, _space, rest = marker.partition(" ")
        first, _bar, second = (part.strip() for part in rest.partition("|"))
        if word == "source":
            sources.append(Source(first.removesuffix(".md"), second))
        elif word == "quote":
            quote, quoted = second, first
        else:
            raise ContentFault(f"{path.name}: a tip has sources and quotations, not {word!r}")
    try:
        return Tip(int(head["number"]), int(head["theme"]), head["title"], text, tuple(sources), quote, quoted)
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a tip's head says its number, theme and title") from None


def read_section(path: Path) -> Section:
    head, text, _blocks = parts_of(path)
    name, _dash, number = path.stem.rpartition("-")
    kind, position = (name, int(number)) if number.isdecimal() else (path.stem, 1)
    if kind not in SECTION_KINDS or "title" not in head:
        raise ContentFault(f"{path.name}: a section is named after its kind, and has a title")
    return Section(SECTION_KINDS[kind], position, head["title"], text)


def read_themes(folder: Path) -> Iterator[Theme]:
    introductions = read_openings(folder / "theme-intros.md")
    for row in rows(folder / "themes.csv"):
        introduction, opening, starters, sentence = introductions[int(row["number"])]
        yield Theme(
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


def read_phases(path: Path) -> Iterator[Phase]:
    for row in rows(path):
        yield Phase(row["kind"], int(row["first_day"]), int(row["last_day"]), row["note"])


def read_nominations(path: Path) -> Iterator[Nomination]:
    for row in rows(path):
        yield Nomination(row["page"].removesuffix(".md"), row["by"], moment(row["when"]), row["reason"])


def read_passages(path: Path) -> Iterator[Reaction]:
    for row in rows(path):
        when = moment(row["when"]) if row["when"] else timedelta()
        yield Reaction(row["page"].removesuffix(".md"), row["passage"], row["by"], when, row["nuance"])


def read_questions(path: Path) -> Iterator[Question]:
    for row in rows(path):
        pages = tuple(
            page.strip().removesuffix(".md") for page in (row["answered_by"] or "").split(";") if page.strip()
        )
        yield Question(row["question"], int(row["theme"]), row["origin"], row["asked_by"], int(row["day"]), pages)
