"""Markdown that people write, and the safe HTML, excerpts, comparisons and merges made from it.

Nothing here knows the site: texts and addresses come in as plain values. Markdown, bleach and nh3 are imported
by the renderer process alone (a test holds them there), so that importing this package costs the server little.
"""

from markup.anchors import Anchor, Found, anchor, find, passage_key
from markup.diff import Diff, Group, Row, compare
from markup.limits import MAXIMUM_BYTES
from markup.merging import Merge, Piece, merge
from markup.openings import opening
from markup.proposal import Span
from markup.rendered import Heading, Picture, Refused, Rendered, WikiLink
from markup.renderer import render
from markup.sections import Section, html_of_lines, pieces, section_of, sections, with_section, without_empty
from markup.sentences import Sentence, sentences, whole_sentences
from markup.text import clean_text, excerpt, html_text, plain_text, shorten, title_key
from markup.wiki_links import wiki_link_titles
from markup.words import Change, word_changes

__all__ = [
    "MAXIMUM_BYTES",
    "Anchor",
    "Change",
    "Diff",
    "Found",
    "Group",
    "Heading",
    "Merge",
    "Picture",
    "Piece",
    "Refused",
    "Rendered",
    "Row",
    "Section",
    "Sentence",
    "Span",
    "WikiLink",
    "anchor",
    "clean_text",
    "compare",
    "excerpt",
    "find",
    "html_of_lines",
    "html_text",
    "merge",
    "opening",
    "passage_key",
    "pieces",
    "plain_text",
    "render",
    "section_of",
    "sections",
    "sentences",
    "shorten",
    "title_key",
    "whole_sentences",
    "wiki_link_titles",
    "with_section",
    "without_empty",
    "word_changes",
]
