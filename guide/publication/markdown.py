"""The guide as one file of plain Markdown: its outline is that of the book, its pictures are their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.markup.text import html_text

from .document import Chapter, Guide, Section, Tip
from .imprint import ImprintParagraph, imprint_lines
from .layout import Book, lay_out
from .materials import Links, Materials
from .phrases import (
    also_thanked,
    inside_guillemets,
    not_named_sentence,
    origin_sentences,
    quoted,
    thanks_go_to,
)
from .plain import Setting, escaped, portable

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
