"""Markdown that people write, and the safe HTML, excerpts, comparisons and merges made from it.

Nothing here knows the site: texts and addresses come in as plain values. Markdown, bleach and nh3 are imported
by the renderer process alone (a test holds them there), so that importing this package costs the server little.
"""

from markup.diff import Diff, Group, Row, compare
from markup.limits import MAXIMUM_BYTES
from markup.merging import Merge, Piece, merge
from markup.openings import opening
from markup.proposal import Span
from markup.rendered import Heading, Refused, Rendered, WikiLink
from markup.renderer import render
from markup.text import clean_text, excerpt, plain_text, title_key
from markup.wiki_links import wiki_link_titles
from markup.words import Change, word_changes

__all__ = [
    "MAXIMUM_BYTES",
    "Change",
    "Diff",
    "Group",
    "Heading",
    "Merge",
    "Piece",
    "Refused",
    "Rendered",
    "Row",
    "Span",
    "WikiLink",
    "clean_text",
    "compare",
    "excerpt",
    "merge",
    "opening",
    "plain_text",
    "render",
    "title_key",
    "wiki_link_titles",
    "word_changes",
]
