"""Markdown that people write, and the safe HTML, excerpts, comparisons and merges made from it.

Nothing here knows the site: texts and addresses come in as plain values. Markdown, bleach and nh3 are imported
by the renderer process alone (a test holds them there), so that importing this package costs the server little.
"""

from markup.anchors import Anchor, Found, anchor, find, passage_key
from markup.carrying import CameOf, carry_sentences
from markup.diff import Diff, Group, Row, compare
from markup.fates import Fate, fate_of
from markup.html_blocks import split_blocks
from markup.joining import join
from markup.likeness import STRONGLY_ALIKE, Alike, likeness, most_alike, negations_differ
from markup.limits import MAXIMUM_BYTES
from markup.mentions import (
    MOST_MENTIONS,
    NO_NAME,
    Mentioned,
    aliases_in,
    mentions_in,
    typed_in,
    with_everybody,
    with_mentions,
    with_names,
    with_shown_names,
)
from markup.merging import Merge, Piece, merge
from markup.openings import opening
from markup.origins import Origins, Runs, carry, with_words_of
from markup.proposal import Span
from markup.quotation import inside_guillemets
from markup.rendered import Heading, Picture, Refused, Rendered, WikiLink
from markup.renderer import render
from markup.sections import Section, html_of_lines, pieces, section_of, sections, with_section, without_empty
from markup.senses import Sense, compare_sense
from markup.sentences import Sentence, sentences, whole_sentences
from markup.skeletons import title_skeleton
from markup.text import clean_text, excerpt, html_text, named_as_in, plain_text, shorten, title_key
from markup.typesetting import tied, typeset
from markup.whose import mark_origins, words_by_origin
from markup.wiki_links import wiki_link_titles
from markup.words import Change, word_changes

__all__ = [
    "MAXIMUM_BYTES",
    "MOST_MENTIONS",
    "NO_NAME",
    "STRONGLY_ALIKE",
    "Alike",
    "Anchor",
    "CameOf",
    "Change",
    "Diff",
    "Fate",
    "Found",
    "Group",
    "Heading",
    "Mentioned",
    "Merge",
    "Origins",
    "Picture",
    "Piece",
    "Refused",
    "Rendered",
    "Row",
    "Runs",
    "Section",
    "Sense",
    "Sentence",
    "Span",
    "WikiLink",
    "aliases_in",
    "anchor",
    "carry",
    "carry_sentences",
    "clean_text",
    "compare",
    "compare_sense",
    "excerpt",
    "fate_of",
    "find",
    "html_of_lines",
    "html_text",
    "inside_guillemets",
    "join",
    "likeness",
    "mark_origins",
    "mentions_in",
    "merge",
    "most_alike",
    "named_as_in",
    "negations_differ",
    "opening",
    "passage_key",
    "pieces",
    "plain_text",
    "render",
    "section_of",
    "sections",
    "sentences",
    "shorten",
    "split_blocks",
    "tied",
    "title_key",
    "title_skeleton",
    "typed_in",
    "typeset",
    "whole_sentences",
    "wiki_link_titles",
    "with_everybody",
    "with_mentions",
    "with_names",
    "with_section",
    "with_shown_names",
    "with_words_of",
    "without_empty",
    "word_changes",
    "words_by_origin",
]
