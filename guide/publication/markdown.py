"""The guide as one file of plain Markdown: its outline is that of the book, its pictures are their words.

The Markdown of a text as it can stand outside the site, in a file that holds many texts.

Links between pages, mentions and pictures mean nothing elsewhere: their words stay, and a reading stands in brackets.
What is in code is left as it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.markup import with_everybody
from common.markup.language import ADMONITION_KINDS, words_for
from common.markup.ruby import RUBY, ruby_in_brackets
from common.markup.text import html_text
from guide.publication.document import Chapter, Guide, Section, Tip
from guide.publication.layout import Book, ImprintParagraph, imprint_lines, lay_out
from guide.publication.materials import Links, Materials
from guide.publication.phrases import (
    also_thanked,
    inside_guillemets,
    not_named_sentence,
    origin_sentences,
    quoted,
    thanks_go_to,
)

FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
HASHES: Final = re.compile(r"(#{1,6})(?=[ \t]|\w)[ \t]*+(.*)")
UNDERLINE: Final = re.compile(r"(=+|-+)[ ]*")
NO_HEADING: Final = re.compile(r"[ ]{4}|\t|[ ]{0,3}(?:[-*+>:|]|\d+[.)]|```|~~~|!!!)[ ]?")
ASIDE: Final = re.compile(r'!!! ?([\w-]++)[\w -]*+(?:(?<= )"([^"\n]*)"[ ]*+)?')
IN_A_LINE: Final = re.compile(
    r"(?P<code>(?<!`)(`{1,20})(?!`).+?(?<!`)\2(?!`))"
    r"|!\[(?P<words>[^\[\]]*)\]\([^()\s]*(?:[ ]+\"(?P<legend>[^\"\n]*)\")?\)"
    r"|\[\[(?P<title>[^\[\]\n|\\]{1,200})(?:\\?\|(?P<label>[^\[\]\n]{1,300}))?\]\]"
    r"|\[\^(?P<note>[^\]\n]{1,80})\]"
    r"|(?<!\\)\[(?P<linked>[^\[\]\n]*)\]\((?P<path>/[^()\s]*)(?:[ ]+\"[^\"\n]*\")?\)"
    rf"|(?P<ruby>{RUBY})"
)
BLANK: Final = re.compile(r"[ \t\n\r\v\f]+")  # a no-break space stays
SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#])")
NO_LINKS: Final = Links()
BIG, SMALL = 1, 2  # the levels of the two underlined kinds of heading


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text goes: its language, the level of its highest heading (0 keeps them all), what makes its notes its own, and
    where pages of the site stand for who reads it (`Links.to`).
    """

    language: str
    level: int = 0
    prefix: str = ""
    to: Callable[[str], str] = NO_LINKS.to


def portable(text: str, setting: Setting) -> str:
    """The text for elsewhere; whoever is mentioned is a colleague, as in `guide.texts.rendered`."""
    unnamed = with_everybody(text, words_for(setting.language).colleague)
    lines = unnamed.replace("\r\n", "\n").split("\n")
    blocks = list(marked(lines))
    levels = sorted({level for level, _line in blocks if level > 0})
    new = {old: min(setting.level + place, 6) if setting.level else old for place, old in enumerate(levels)}
    written = (written_line(level, line, new, setting) for level, line in blocks)
    return "\n".join(quoted_asides(list(written), setting.language)).strip("\n")


CODE: Final = -1


def marked(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Every line and what it is: the level of a heading, 0 for words, CODE inside of a fence."""
    fence, skipped = "", False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if skipped:
            skipped = False
        elif fence:
            fence = "" if line.strip().startswith(fence) else fence
            yield CODE, line
        elif opened := FENCE.match(line):
            fence = opened[1]
            yield CODE, line
        elif heading := HASHES.fullmatch(line):
            yield len(heading[1]), heading[2].rstrip("# \t")
        elif is_underlined(lines[number - 1] if number else "", line, following):
            skipped = True
            yield BIG if following.startswith("=") else SMALL, line.strip()
        else:
            yield 0, line


def is_underlined(before: str, line: str, following: str) -> bool:
    return bool(not before.strip() and line.strip() and UNDERLINE.fullmatch(following) and not NO_HEADING.match(line))


def written_line(level: int, line: str, new: dict[int, int], setting: Setting) -> str:
    if level == CODE:
        return line
    words = IN_A_LINE.sub(lambda found: in_a_line(found, setting), line)
    return f"{'#' * new[level]} {words}" if level else words


def in_a_line(found: re.Match[str], setting: Setting) -> str:
    if found["code"]:
        return found[0]
    if found["note"]:
        return f"[^{setting.prefix}{found['note']}]"
    if found["path"]:
        return f"[{found['linked']}]({address})" if (address := setting.to(found["path"])) else found["linked"]
    if found["ruby"]:
        return ruby_in_brackets(found[0])
    if found["legend"]:
        return f"{found['words']} ({found['legend']})".strip()
    return found["words"] or found["label"] or found["title"] or ""


def quoted_asides(lines: list[str], language: str) -> Iterator[str]:
    """`!!! note` and what is set in below it, as a quotation under its title: every reader of Markdown knows those."""
    is_inside = False
    for line in lines:
        if opened := ASIDE.fullmatch(line):
            is_inside = True
            yield from (f"> **{aside_title(opened, language)}**", ">")
        elif is_inside and line.startswith("    "):
            yield f"> {line[4:]}"
        elif is_inside and not line.strip():
            yield ">"
        else:
            if is_inside:
                is_inside = False
                yield ""
            yield line


def aside_title(opened: re.Match[str], language: str) -> str:
    kind = ADMONITION_KINDS.get(opened[1].lower(), "note")
    return opened[2] or words_for(language).admonitions[kind]


def escaped(words: str) -> str:
    """Words in which no sign means anything, on one line."""
    return SPECIAL.sub(r"\\\1", BLANK.sub(" ", words).strip(" "))


PLACE_OF_NAMES: Final = re.compile(r"^[ \t]*\{contributors\}[ \t]*$", re.MULTILINE)


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"guide.md": build_markdown(guide, materials.links).encode()}


def build_markdown(guide: Guide, links: Links) -> str:
    with translation.override(guide.language):
        return "\n\n".join(MarkdownWriter(lay_out(guide), links).blocks()) + "\n"


@dataclass(frozen=True, slots=True)
class MarkdownWriter:
    """The blocks of the file, between which a line stays empty."""

    book: Book
    links: Links

    @property
    def guide(self) -> Guide:
        return self.book.guide

    def blocks(self) -> Iterator[str]:
        yield from self.title()
        yield from self.front()
        for chapter in self.guide.chapters:
            yield from self.chapter(chapter)
        yield from self.back()
        yield f"## {_('Imprint')}"
        for line in imprint_lines(self.book):
            yield written(line)

    def title(self) -> Iterator[str]:
        guide = self.guide
        yield f"# {escaped(guide.title)}"
        if guide.subtitle:
            yield f"*{escaped(capfirst(guide.subtitle))}*"
        yield f"{escaped(guide.publisher)}  \n{escaped(self.book.edition)}"

    def front(self) -> Iterator[str]:
        yield from self.sections(self.guide.front)

    def back(self) -> Iterator[str]:
        yield from self.sections(self.guide.back)
        if self.guide.people and not any(section.kind == "acknowledgements" for section in self.guide.back):
            yield from (f"## {_('Acknowledgements')}", thanks_go_to(self.guide), self.names())

    def sections(self, sections: tuple[Section, ...]) -> Iterator[str]:
        for place, section in enumerate(sections):
            yield from self.section(section, 3 if section.is_inner and place else 2)

    def section(self, section: Section, level: int) -> Iterator[str]:
        yield f"{'#' * level} {escaped(section.title)}"
        text = self.text(section.text, level + 1, section.anchor)
        if section.kind == "acknowledgements":
            text = self.with_names(text)
        if text:
            yield text
        if section.kind == "bibliography" and self.guide.bibliography:
            yield "\n".join(f"- {escaped(html_text(entry.html))}" for entry in self.guide.bibliography)

    def text(self, text: str, level: int, place: str) -> str:
        return portable(text, Setting(self.guide.language, level, f"{place}-", self.links.to))

    def with_names(self, text: str) -> str:
        if PLACE_OF_NAMES.search(text):
            return PLACE_OF_NAMES.sub(lambda _found: self.names(), text, count=1)
        return "\n\n".join(filter(None, (text, self.names())))

    def names(self) -> str:
        """Those behind the tips, then all others who are named, then how many are not."""
        guide = self.guide
        behind, others = (
            "\n".join(f"- {escaped(name)}" for name in names) for names in (guide.behind_the_tips, guide.others)
        )
        lead = also_thanked() if behind and others else ""
        return "\n\n".join(filter(None, (behind, lead, others, not_named_sentence(guide.anonymous))))

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        yield f"## {chapter.number}. {escaped(chapter.question)}"
        if chapter.illustration and chapter.illustration.alt:
            yield escaped(chapter.illustration.alt)
        if chapter.opening_text:
            yield self.text(chapter.opening_text, 3, f"chapter-{chapter.number}")
        for tip in chapter.tips:
            yield from self.tip(tip)

    def tip(self, tip: Tip) -> Iterator[str]:
        yield f"### {tip.number}. {escaped(tip.title)}"
        yield self.text(tip.text, 4, f"tip-{tip.number}")
        if tip.quotation:
            words = quoted(inside_guillemets(tip.quotation.text), self.guide.language)
            by = tip.quotation.signature or _("A colleague who is not named")
            yield f"> {escaped(words)}\n>\n> {escaped(by)}"
        yield from self.origin(tip)

    def origin(self, tip: Tip) -> Iterator[str]:
        sentences = [escaped(sentence) for sentence in origin_sentences(tip.origin)]
        if address := self.links.origin(tip.reference):
            sentences.append(f"[{_('Sentence by sentence, in the wiki')}]({address})")
        if sentences:
            yield "  \n".join((f"**{_('Where this tip comes from')}**", *sentences))


def written(line: ImprintParagraph) -> str:
    text = "  \n".join(escaped(part) for part in line.text.split("\n"))
    between = "" if not text or text.endswith("：") else " "  # the colon of Japanese holds its own space
    return f"{text}{between}[{escaped(line.linked)}]({line.link})" if line.link else text
