"""Reads the campaign that stands in `content/`, whose format content/FORMAT.md explains. Knows no database."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent / "content"

type Change = tuple[str, str]
type Act = Literal["written", "edited", "reverted", "undone"]

BLOCK = re.compile(r"^@@(.*)$", re.MULTILINE)
FIELD = re.compile(r"(\w+): *(.+)\n")
STAMP = re.compile(r"J\+(\d+) (\d\d):(\d\d)")
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


class ContentFault(ValueError):
    """Something in the content does not fit; the message says where."""


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
class Comment:
    author: str
    when: timedelta
    kind: str
    text: str
    replies: list[Comment] = field(default_factory=list)


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
class Campaign:
    people: tuple[Person, ...]
    themes: tuple[Theme, ...]
    phases: tuple[Phase, ...]
    pages: tuple[Page, ...]
    tips: tuple[Tip, ...]
    sections: tuple[Section, ...]
    nominations: tuple[Nomination, ...]
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
        questions=tuple(
            question for path in sorted(folder.glob("questions-*.csv")) for question in read_questions(path)
        ),
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts_of(path: Path) -> tuple[dict[str, str], str, list[tuple[str, str]]]:
    """A file's head, the text under it, and (what stands after `@@`, its text) for each block."""
    pieces = BLOCK.split(path.read_text(encoding="utf-8"))
    fields, text = {}, pieces[0]
    while match := FIELD.match(text):
        fields[match[1]], text = match[2].strip(), text[match.end() :]
    blocks = [(marker.strip(), body.strip("\n")) for marker, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    return fields, text.strip("\n"), blocks


def moment(stamp: str) -> timedelta:
    """`J+2 09:14`, counted from the first minute of J+0."""
    if (match := STAMP.fullmatch(stamp.strip())) is None:
        raise ContentFault(f"no day and time: {stamp!r}")
    return timedelta(days=int(match[1]), hours=int(match[2]), minutes=int(match[3]))


def changed(text: str, changes: tuple[Change, ...] | list[Change]) -> str:
    """The text with every change made; raises ContentFault unless each old text stands there exactly once."""
    for old, new in changes:
        if not old or text.count(old) != 1:
            raise ContentFault(f"the old text stands there {text.count(old)} times: {old[:60]!r}")
        text = text.replace(old, new)
    return text


def read_page(path: Path) -> Page:
    head, _text, blocks = parts_of(path)
    revisions: list[Revision] = []
    threads: list[Comment] = []
    for marker, body in blocks:
        name, _space, rest = marker.partition(" ")
        if name == "talk":
            threads.append(_comment(rest, body))
        elif name == "reply":
            threads[-1].replies.append(_comment(rest, body))
        else:
            revisions.append(_revision(marker, body, is_first=not revisions))
    try:
        return Page(path.stem, head["title"], int(head["theme"]), tuple(revisions), tuple(threads))
    except (KeyError, ValueError):
        raise ContentFault(f"{path.name}: a page's head says its title and theme") from None


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
        introduction, opening, starters = introductions[int(row["number"])]
        lines = tuple(line.removeprefix("- ").strip() for line in starters.splitlines())
        yield Theme(int(row["number"]), row["slug"], row["short_title"], row["question"], introduction, opening, lines)


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


def read_questions(path: Path) -> Iterator[Question]:
    for row in rows(path):
        pages = tuple(
            page.strip().removesuffix(".md") for page in (row["answered_by"] or "").split(";") if page.strip()
        )
        yield Question(row["question"], int(row["theme"]), row["origin"], row["asked_by"], int(row["day"]), pages)
