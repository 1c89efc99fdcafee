"""Footnotes and admonitions, as this site wants them."""

import re

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.footnotes import FootnoteExtension

from common.markup.language import ADMONITION_KINDS, RendererWords


class NumberedFootnotes(FootnoteExtension):
    """Footnotes whose ids are numbers: a name chosen by an author never becomes an id."""

    def __init__(self, words: RendererWords) -> None:
        super().__init__(SEPARATOR="-", BACKLINK_TITLE=words.back_to_text)
        self.prefix = ""
        self._numbers: dict[str, int] = {}

    def makeFootnoteId(self, id: str) -> str:
        return f"fn-{self.prefix}{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        return self.unique_ref(f"fnref-{self.prefix}{self._number(id)}", found)

    def reset(self) -> None:
        super().reset()
        self._numbers = {}

    def _number(self, name: str) -> int:
        # Counted once for each number of notes: counting at every reference would cost the square of their number.
        if len(self._numbers) != len(self.footnotes):
            self._numbers = {known: number for number, known in enumerate(self.footnotes, 1)}
        return self._numbers[name]


class Admonitions(AdmonitionExtension):
    """`!!! kind "Title"`, of a few known kinds."""

    def __init__(self, words: RendererWords) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.parser.blockprocessors.register(_KnownKinds(md.parser, self.words), "admonition", 105)


class _KnownKinds(AdmonitionProcessor):
    def __init__(self, parser: BlockParser, words: RendererWords) -> None:
        super().__init__(parser)
        self.words = words

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind = ADMONITION_KINDS.get(match.group(1).split()[0].lower(), "note")
        title = self.words.admonitions[kind] if match.group(2) is None else match.group(2)
        return kind, title or None
