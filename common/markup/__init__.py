"""Markdown that people write, and the safe HTML, excerpts, comparisons and merges made from it.

Nothing here knows the site: texts and addresses come in as plain values. Markdown, bleach and nh3 are imported
by the renderer process alone (a test holds them there), so that importing this package costs the server little.
"""

from common.markup.blame import Blame, Runs, update_blame, with_words_of
from common.markup.diff import Diff, DiffGroup, DiffRow
from common.markup.html_blocks import mark_blame, split_blocks, words_by_origin
from common.markup.limits import MAXIMUM_BYTES
from common.markup.link_policy import wiki_link_titles
from common.markup.meaning_change.equivalence import MeaningChange, compare_meaning
from common.markup.mentions import (
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
from common.markup.merging import Merge, MergeChunk, Span, merge
from common.markup.renderer import compare, render, unhurried, when_overrun
from common.markup.ruby import readings_apart, ruby_in_brackets, without_ruby
from common.markup.sentence_alignment import (
    STRONGLY_SIMILAR,
    SentenceOrigin,
    SimilarPassage,
    align_sentences,
    most_similar,
    negations_differ,
    similarity,
)
from common.markup.sentences import PassageStatus, Sentence, passage_status_of, sentences, whole_sentences
from common.markup.text import (
    clean_text,
    excerpt,
    html_text,
    named_as_in,
    one_line,
    plain_text,
    shorten,
    title_key,
    title_skeleton,
)
from common.markup.text_quotes import QuoteMatch, TextQuote, find_quote, passage_key, quoted_in, text_quote
from common.markup.text_sections import (
    EmbeddedPicture,
    Heading,
    MarkdownSection,
    Rendered,
    RenderRefused,
    WikiLink,
    find_sections,
    headed_texts,
    html_of_lines,
    join,
    opening,
    section_of,
    with_section,
    without_empty,
)
from common.markup.typesetting import inside_guillemets, mark_whole_words, nest_guillemets, tied, typeset, typeset_title
from common.markup.word_diff import WordChange, word_changes

__all__ = [
    "MAXIMUM_BYTES",
    "MOST_MENTIONS",
    "NO_NAME",
    "STRONGLY_SIMILAR",
    "Blame",
    "Diff",
    "DiffGroup",
    "DiffRow",
    "EmbeddedPicture",
    "Heading",
    "MarkdownSection",
    "MeaningChange",
    "Mentioned",
    "Merge",
    "MergeChunk",
    "PassageStatus",
    "QuoteMatch",
    "RenderRefused",
    "Rendered",
    "Runs",
    "Sentence",
    "SentenceOrigin",
    "SimilarPassage",
    "Span",
    "TextQuote",
    "WikiLink",
    "WordChange",
    "aliases_in",
    "align_sentences",
    "clean_text",
    "compare",
    "compare_meaning",
    "excerpt",
    "find_quote",
    "find_sections",
    "headed_texts",
    "html_of_lines",
    "html_text",
    "inside_guillemets",
    "join",
    "mark_blame",
    "mark_whole_words",
    "mentions_in",
    "merge",
    "most_similar",
    "named_as_in",
    "negations_differ",
    "nest_guillemets",
    "one_line",
    "opening",
    "passage_key",
    "passage_status_of",
    "plain_text",
    "quoted_in",
    "readings_apart",
    "render",
    "ruby_in_brackets",
    "section_of",
    "sentences",
    "shorten",
    "similarity",
    "split_blocks",
    "text_quote",
    "tied",
    "title_key",
    "title_skeleton",
    "typed_in",
    "typeset",
    "typeset_title",
    "unhurried",
    "update_blame",
    "when_overrun",
    "whole_sentences",
    "wiki_link_titles",
    "with_everybody",
    "with_mentions",
    "with_names",
    "with_section",
    "with_shown_names",
    "with_words_of",
    "without_empty",
    "without_ruby",
    "word_changes",
    "words_by_origin",
]
