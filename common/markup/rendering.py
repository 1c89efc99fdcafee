"""Markdown to safe HTML, in this very process and without any bound: only the renderer process may import it."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.tables import TableExtension
from pymdownx.tasklist import TasklistExtension
from pymdownx.tilde import DeleteSubExtension

from common.markup.block_cache import CacheBlocks
from common.markup.blocks import Images, MarkTopLevelBlocks, StrikeThrough, TaskLabels
from common.markup.contents import Headings
from common.markup.heading_lines import MarkHeadingLines, ReadHeadingLines
from common.markup.inline import EmailInAngles, LineBreakTag, Mentions, Ruby, SmallTags, WikiLinks
from common.markup.language import LANGUAGES, primary, words_for
from common.markup.mentions import Mentioned
from common.markup.notes import Admonitions, NumberedFootnotes
from common.markup.plain import PlainParagraphs, SetPlainTextsApart
from common.markup.rendered import EmbeddedPicture, Rendered, WikiLink
from common.markup.sanitise import safe_blocks
from common.markup.text import clean_text, html_excerpt
from common.markup.typography import Typography
from common.markup.whole_words import with_whole_words

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
