"""Markdown to safe HTML, in this very process and without any bound: only the renderer process may import it.

On which line of the text each heading stands: marked before Markdown reads it, read when the tree is made.

Only Markdown itself knows which lines become headings. So each line that might is marked, the marks are taken out
again before anything inside a line is looked at, and those found in a heading say where it came from.

Headings: their levels, their ids, and the table of contents.

Words in which no sign means anything: they are not asked for all that Markdown knows.

The typography that an author need not know how to type, in a text that Markdown has read.
"""

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import remove_fnrefs, render_inner_html
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.tasklist import TasklistExtension
from pymdownx.tilde import DeleteSubExtension

from common.markup.blocks import Images, MarkTopLevelBlocks, StrikeThrough, TaskLabels
from common.markup.inline import (
    Admonitions,
    CacheBlocks,
    EmailInAngles,
    LineBreakTag,
    Mentions,
    NumberedFootnotes,
    Ruby,
    SmallTags,
    WikiLinks,
)
from common.markup.language import LANGUAGES, primary, words_for
from common.markup.mentions import Mentioned
from common.markup.sanitise import safe_blocks
from common.markup.text import clean_text, html_excerpt, html_text
from common.markup.text_sections import EmbeddedPicture, Heading, Rendered, WikiLink
from common.markup.typesetting import typeset, with_whole_words

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


_LONGEST_SLUG = 40
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTED = frozenset({2, 3})


class Headings(Treeprocessor):
    """Gives each heading an id, and lists those of levels 2 and 3 in `contents`.

    A heading of level 1 becomes one of level 2: the page's title is the only one of level 1.
    """

    def __init__(self, md: Markdown, lines: ReadHeadingLines) -> None:
        super().__init__(md)
        self.markdown = md
        self.lines = lines
        self.begin("")

    def begin(self, prefix: str) -> None:
        self.prefix = prefix
        self.contents: list[Heading] = []
        self._taken: dict[str, int] = {}

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if level := _HEADINGS.get(element.tag):
                self._name(element, max(level, 2))

    def _name(self, element: etree.Element, level: int) -> None:
        inside = render_inner_html(remove_fnrefs(element), self.markdown)
        title = html_text(inside, is_named=True).replace("\n", " ")
        element.tag = f"h{level}"
        element.set("id", self._unique_id(html_text(inside)))  # which stays when somebody goes by another name
        if level in _LISTED and title:
            self.contents.append(Heading(level, element.attrib["id"], title, self.lines.of.get(element)))

    def _unique_id(self, title: str) -> str:
        name = f"h-{self.prefix}{slug(title)}"
        while (count := self._taken.get(name, 0) + 1) > 1:
            self._taken[name] = count
            name = f"{name}-{count}"
        self._taken[name] = 1
        return name


def slug(title: str) -> str:
    """Letters and digits of any script, joined by hyphens and cut at a whole word; "section" when there are none."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    whole = "-".join(re.findall(r"[^\W_]+", folded))
    if len(whole) > _LONGEST_SLUG:
        cut = whole[: _LONGEST_SLUG + 1]
        whole = cut.rpartition("-")[0] or cut[:_LONGEST_SLUG]
    return whole or "section"


# What something inside of a line begins with: each pattern needs one of these. \x02 is Markdown's own.
_MAY_MEAN_SOMETHING = re.compile(r"[`\[\\<&*_~{\x02]|  \n")
# Lines that begin with a letter. Whatever else a block may be begins a line with a sign, a figure or a space, or holds a bar.
_PLAIN_LINES = re.compile(r"(?:(?:\*\*?)?[^\W\d_][^\n|]*(?:\n(?!\Z)|\Z))+")


class PlainParagraphs(ParagraphProcessor):
    """Blocks that can only be paragraphs are not asked for each of fourteen kinds: a tenth of a rendering."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_PLAIN_LINES.fullmatch(block))


class SetPlainTextsApart(Treeprocessor):
    """Texts in which no sign means anything are not asked for each of eighteen patterns: a sixth of a rendering."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not _MAY_MEAN_SOMETHING.search(element.text):
                element.text = AtomicString(element.text)


_LITERAL = frozenset({"code", "pre", "kbd"})
_INLINE_WITH_TEXT = frozenset({"a", "abbr", "em", "s", "span", "strong", "sub", "sup", "code", "kbd"})


class Typography(Treeprocessor):
    """Sets the words of a text, and the words about its images and links; code is left as it is."""

    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(md)
        self.language = language

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            self._set_attributes(element)
            if element.text and element.tag not in _LITERAL:
                following = element[0] if len(element) else None
                element.text = typeset(element.text, self.language, after=_letter(following))
            self._set_tails(element)

    def _set_tails(self, parent: etree.Element) -> None:
        for child, following in pairwise([*parent, None]):
            if child is not None and child.tail:
                child.tail = typeset(child.tail, self.language, before=_letter(child), after=_letter(following))

    def _set_attributes(self, element: etree.Element) -> None:
        for name in ("alt", "title"):
            if value := element.get(name):
                element.set(name, typeset(value, self.language))


def _letter(neighbour: etree.Element | None) -> str:
    """Stands for the text of an inline neighbour: a word, as far as spaces and apostrophes are concerned."""
    return "x" if neighbour is not None and neighbour.tag in _INLINE_WITH_TEXT else ""


_CHARACTER_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.IGNORECASE)
_PREFIX = re.compile(r"[a-z0-9-]{0,40}")


class MarkdownRenderer:
    """One parser for texts of one language, used for one text after another."""

    def __init__(self, language: str) -> None:
        words = words_for(language)
        self.notes = NumberedFootnotes(words)
        self.markdown = Markdown(
            output_format="html",
            extensions=[
                self.notes,
                Admonitions(words),
                TableExtension(use_align_attribute=True),
                FencedCodeExtension(),
                TasklistExtension(),
                DeleteSubExtension(subscript=False),
                "def_list",
                "sane_lists",
            ],
        )
        self.wiki_links = WikiLinks(self.markdown)
        self.mentions = Mentions(self.markdown, words.colleague)
        self.heading_lines = ReadHeadingLines(self.markdown)
        self.headings = Headings(self.markdown, self.heading_lines)
        self.markdown.preprocessors.register(MarkHeadingLines(self.markdown), "mark_heading_lines", 40)
        self.markdown.parser.blockprocessors.register(PlainParagraphs(self.markdown.parser), "plain_paragraphs", 110)
        self.images = Images(self.markdown)
        self.remembered = CacheBlocks(self.markdown, self.notes, self.wiki_links)
        self._replace_raw_html()
        self._register_tree_processors(language)

    def _replace_raw_html(self) -> None:
        """Markdown would let any tag through, and reads unclosed ones in quadratic time."""
        self.markdown.preprocessors.deregister("html_block")
        patterns = self.markdown.inlinePatterns
        patterns.deregister("html")
        patterns.register(EmailInAngles(self.markdown), "automail", 110)
        patterns.register(SmallTags(self.markdown), "small_tags", 92)
        patterns.register(LineBreakTag(self.markdown), "line_break_tag", 91)
        patterns.register(self.wiki_links, "wiki_links", 185)  # after code, before escapes: "\|" separates in tables
        patterns.register(self.mentions, "mentions", 184)
        patterns.register(Ruby(self.markdown), "ruby", 183)

    def _register_tree_processors(self, language: str) -> None:
        processors = self.markdown.treeprocessors
        processors.register(self.heading_lines, "heading_lines", 30)  # before what is inside of a line is looked at
        processors.register(self.remembered, "remembered", 22)
        processors.register(SetPlainTextsApart(self.markdown), "plain_texts", 21)  # right before Markdown looks inside
        processors.register(StrikeThrough(self.markdown), "strike_through", 14)
        processors.register(self.images, "images", 13)
        processors.register(Typography(self.markdown, language), "typography", 12)
        processors.register(TaskLabels(self.markdown), "task_labels", 11)
        processors.register(self.headings, "headings", 5)
        processors.register(MarkTopLevelBlocks(self.markdown), "top_level_blocks", -10)

    def render(
        self,
        text: str,
        links: Mapping[str, WikiLink],
        prefix: str,
        images: Mapping[str, EmbeddedPicture],
        people: Mapping[str, Mentioned],
    ) -> Rendered:
        prefix = f"{prefix}-" if prefix else ""
        self.markdown.reset()
        self.wiki_links.begin(links)
        self.images.begin(images)
        self.mentions.begin(people)
        self.headings.begin(prefix)
        self.notes.prefix = prefix
        self.remembered.begin()
        text = _without_hidden_characters(text)
        blocks = safe_blocks(self.markdown.convert(text))
        html = with_whole_words(self.remembered.completed(blocks))  # last: an address with a hyphen is a link by now
        titles = self.wiki_links.titles_in(text)
        return Rendered(html, tuple(self.headings.contents), titles, html_excerpt(html))


@cache
def _renderer_for(language: str) -> MarkdownRenderer:
    return MarkdownRenderer(language)


def render_here(
    text: str,
    links: Mapping[str, WikiLink],
    language: str,
    prefix: str = "",
    images: Mapping[str, EmbeddedPicture] = MappingProxyType({}),
    people: Mapping[str, Mentioned] = MappingProxyType({}),
) -> Rendered:
    """Render without any bound. `prefix` goes into every id, for several texts on one page."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot be a part of an id")
    language = primary(language)
    renderer = _renderer_for(language if language in LANGUAGES else "en")
    return renderer.render(text, links, prefix, images, people)


def _without_hidden_characters(text: str) -> str:
    """`clean_text`, and no character by its number that `clean_text` would have removed."""
    return _CHARACTER_REFERENCE.sub(_visible_reference, clean_text(text))


def _visible_reference(found: re.Match[str]) -> str:
    number = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    visible = number < 0x110000 and clean_text(chr(number)) == chr(number)
    return found.group() if visible else ""
