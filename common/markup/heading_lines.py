"""On which line of the text each heading stands: marked before Markdown reads it, read when the tree is made.

Only Markdown itself knows which lines become headings. So each line that might is marked, the marks are taken out
again before anything inside a line is looked at, and those found in a heading say where it came from.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

MOST_MARKS = 1_000
_MARK = re.compile("\x05([0-9]{1,6})\x06")  # no text holds these: `clean_text` has removed them
_HASHES = re.compile(r"#{1,6}")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*")
_OPENS_SOMETHING_ELSE = re.compile(r"[ ]{4}|[ \t]*(?:```|~~~|!!!)|\t")
_WORD = re.compile(r"\w")
_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class MarkHeadingLines(Preprocessor):
    """Marks the lines that may become headings; none in a text that has more of them than anybody writes."""

    def run(self, lines: list[str]) -> list[str]:
        places = dict(_places(lines))
        if len(places) > MOST_MARKS:
            return lines
        return [_marked(line, number, places.get(number)) for number, line in enumerate(lines)]


class ReadHeadingLines(Treeprocessor):
    """Takes the marks out, before words are looked at; `of` holds the line of each heading that stands by itself."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.markdown = md
        self.of: dict[etree.Element, int] = {}

    def run(self, root: etree.Element) -> None:
        self.of = dict(_lines_of(root))
        for element in root.iter():
            element.text, element.tail = _bare(element.text), _bare(element.tail)
            if element.tag in _TAGS and element.text:
                element.text = element.text.strip()
        stash = self.markdown.htmlStash.rawHtmlBlocks
        stash[:] = [_bare(block) if isinstance(block, str) else block for block in stash]


def _places(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Line and column of each mark: after the signs of a heading, or inside its first word."""
    for number, line in enumerate(lines):
        if line.startswith("#") and (hashes := _HASHES.match(line)):
            yield number, hashes.end()
        elif line.startswith(("=", "-")) and number and (word := _underlined(lines, number - 1)):
            yield number - 1, word.end()


def _underlined(lines: list[str], number: int) -> re.Match[str] | None:
    """The first word of a line that begins a block whose second line underlines it."""
    if lines[number].startswith("#") or not _UNDERLINE.fullmatch(lines[number + 1]):
        return None
    before = lines[number - 1] if number else ""
    begins_a_block = not before.strip() or before.startswith("#") or bool(_UNDERLINE.fullmatch(before))
    is_one = begins_a_block and not _OPENS_SOMETHING_ELSE.match(lines[number])
    return _WORD.search(lines[number]) if is_one else None


def _marked(line: str, number: int, column: int | None) -> str:
    return line if column is None else f"{line[:column]}\x05{number}\x06{line[column:]}"


def _lines_of(root: etree.Element) -> Iterator[tuple[etree.Element, int]]:
    for element in root:
        if element.tag in _TAGS and (mark := _MARK.search(element.text or "")):
            yield element, int(mark.group(1))


def _bare[Text: (str, str | None)](text: Text) -> Text:
    """The text without marks; one that Markdown has set apart (AtomicString) stays so."""
    return type(text)(_MARK.sub("", text)) if text and "\x05" in text else text
