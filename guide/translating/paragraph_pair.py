"""A paragraph and its translation, taken apart into what can be compared in two languages.

How long a translation is likely to be, from the length of what it translates.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from common.markup.inline_codes import Code, Text, parts
from common.markup.inline_codes.codes import BLOCK_KINDS
from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS

_LINKS = frozenset({"autolink", "link", "reference", "wiki_link"})
_FILLED_IN = re.compile(r"\{[a-z_]{1,40}\}")


class Paragraph:
    """The words and codes of a paragraph, by what they are."""

    def __init__(self, markdown: str, language: str) -> None:
        self.markdown, self.language = markdown, language

    @cached_property
    def parts(self) -> list[Code | Text]:
        return parts(self.markdown)

    @cached_property
    def words(self) -> list[str]:
        return [part.data for part in self.parts if isinstance(part, Text)]

    @cached_property
    def codes(self) -> list[Code]:
        return [part for part in self.parts if isinstance(part, Code) and part.role != "close"]

    @cached_property
    def plain(self) -> str:
        """What is read, without the addresses that stand for themselves."""
        return BARE_ADDRESS.sub(" ", "".join(self.words)).strip()

    @cached_property
    def links(self) -> Counter[str]:
        addresses = (found.rstrip("/") for words in self.words for found in BARE_ADDRESS.findall(words))
        return Counter(code.target for code in self.codes if code.kind in _LINKS) + Counter(addresses)

    def targets(self, *kinds: str) -> Counter[str]:
        return Counter(code.target for code in self.codes if code.kind in kinds)

    @cached_property
    def marks(self) -> list[str]:
        """What stands before the words of its lines, and between the cells of a row."""
        return [code.data.strip() for code in self.codes if code.kind in BLOCK_KINDS]

    @cached_property
    def filled_in(self) -> Counter[str]:
        return Counter(found for words in self.words for found in _FILLED_IN.findall(words))


@dataclass(frozen=True, slots=True)
class ParagraphPair:
    source: Paragraph
    target: Paragraph

    @property
    def languages(self) -> tuple[str, str]:
        return self.source.language, self.target.language


def codes_of(markdown: str) -> Counter[tuple[str, str]]:
    """Returns what a translation has to have as well as its original: every code, and every address in its words."""
    paragraph = Paragraph(markdown, "")
    return Counter((code.kind, code.target) for code in paragraph.codes) + Counter(
        ("address", address) for address in paragraph.links
    )


_SIGNS = {"ja": 0.5}
"""How many signs a language takes for one of French; English and Italian take as many (measured on the demo's guide)."""
LEAST_SHARE, MOST_SHARE = 0.6, 2.2
SLACK = 20  # signs: of short lines no share can be told


def is_too_long(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Says whether plain words in the second language say more than `source` in the first can."""
    return len(target) > MOST_SHARE * _expected(source, languages) + SLACK


def is_too_short(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Says whether something is likely to be missing."""
    return len(target) < LEAST_SHARE * _expected(source, languages) - SLACK / 2


def _expected(source: str, languages: tuple[str, str]) -> float:
    of_source, of_target = (_SIGNS.get(primary(language), 1) for language in languages)
    return len(source) * of_target / of_source
