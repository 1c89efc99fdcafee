import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markup import allow_list
from common.markup.blocks import BLOCK_END
from common.markup.rendering import MarkdownRenderer, render_here
from common.markup.sanitise import clean, last_word, sanitise
from tests.common.markup.samples import AWKWARD, FULL
from tests.for_each import for_each

pytestmark = pytest.mark.pure


class Tags(HTMLParser):
    """The tags and attributes of a page: two spellings of one page have the same."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")


def tags(html: str) -> list[object]:
    return Tags(html).found


def assert_safe(html: str) -> None:
    assert tags(last_word(html)) == tags(html)
    assert last_word(html) == html
    for tag, attributes in (found for found in tags(html) if isinstance(found, tuple)):
        assert tag in allow_list.TAGS
        for name, value in attributes:
            assert allow_list.is_allowed(tag, name, value), (tag, name, value)


@for_each("text", [FULL, *AWKWARD])
def test_the_second_sanitiser_finds_nothing_to_change(text: str) -> None:
    assert_safe(render_here(text, {}, "fr").html)


@for_each("text", [FULL, *AWKWARD])
def test_both_sanitisers_agree_on_what_markdown_made(text: str) -> None:
    html = render_here(text, {}, "fr").html
    assert tags(clean(html)) == tags(html)


SIGNS = ["**", "`", "[", "](", ")", "<", ">", '"', "|", "[[a]]", "&", ";", "#", "é", "a", "~~", "\\", ":", "«"]
TAGS_AND_NOTES = ["http://example.org", "<b>", "</p>", "![", "[^1]"]
LINES = ["\n", "\n\n", "    ", "- ", "> ", "\n[^1]: x", "!!! note\n    ", " "]
SNIPPETS = st.lists(st.sampled_from([*AWKWARD, *SIGNS, *TAGS_AND_NOTES, *LINES]), max_size=12).map("".join)


@settings(max_examples=150)
@given(SNIPPETS)
def test_whatever_is_typed_comes_out_safe(text: str) -> None:
    assert_safe(render_here(text, {}, "fr").html)


TAGS = """
    <p>|</p>|<div class='admonition x'>|</div>|<a href='javascript:x'>|<a href=//x>|<a href='/\\x'>|</a>|<table>|<tr>
    <td align=left style=x>|<svg>|<style>|</style>|<math>|<mtext>|<noscript>|<!--|-->|<img src=x onerror=y>|&lt;|a
    <img src=/media/a.png>|<h2 id=main>|<h2 id=h-x>|<input type=text>|<li id=fn-1>|<select>|<template>|<textarea>
    </textarea>|http://example.org/
"""
HTML = st.lists(st.sampled_from(re.findall(r"[^|\n]+", TAGS)), max_size=10).map("".join)


@settings(max_examples=150)
@given(HTML)
def test_html_that_never_was_markdown_comes_out_safe(html: str) -> None:
    safe = sanitise(html)
    assert last_word(safe) == safe
    for tag, attributes in (found for found in tags(safe) if isinstance(found, tuple)):
        assert all(allow_list.is_allowed(tag, name, value) for name, value in attributes)


def test_no_script_style_handler_or_foreign_address_survives() -> None:
    for text in AWKWARD:
        found = [item for item in tags(render_here(text, {}, "fr").html) if isinstance(item, tuple)]
        assert not {tag for tag, _ in found} & {"script", "style", "iframe", "svg", "math", "form", "button"}
        attributes = [pair for _, pairs in found for pair in pairs]
        assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
        assert all(re.match(r"https?://|mailto:|/[^/\\]|/$|#", value) for name, value in attributes if name == "href")
        assert all(re.match(r"/media/[\w/.-]+$", value) for name, value in attributes if name == "src")


def test_ids_and_classes_from_authors_do_not_survive() -> None:
    html = sanitise('<h2 id="main">a</h2><h2 id="h-b">b</h2><p class="btn">c</p><a class="wiki btn" href="/x">d</a>')
    assert html == '<h2>a</h2><h2 id="h-b">b</h2><p>c</p><a href="/x">d</a>'


def test_only_links_that_leave_the_site_carry_a_rel() -> None:
    html = render_here("[a](/wiki/) [b](#x) [c](mailto:a@example.org) [d](HTTPS://example.org)", {}, "fr").html
    assert html.count("rel=") == 1
    assert 'href="HTTPS://example.org" rel="nofollow noopener noreferrer"' in html


@for_each("text", [FULL, *AWKWARD])
def test_cleaning_block_by_block_gives_what_cleaning_the_whole_gives(text: str) -> None:
    markdown = MarkdownRenderer("fr").markdown
    html = markdown.convert(text.replace(BLOCK_END, ""))
    assert sanitise(html) == sanitise(html.replace(BLOCK_END, ""))


def test_every_attribute_of_the_list_belongs_to_a_tag_of_the_list() -> None:
    assert set(allow_list.ATTRIBUTES) <= allow_list.TAGS
