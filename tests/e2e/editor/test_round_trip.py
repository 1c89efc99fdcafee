"""Opening a text and saving it changes nothing; one edit changes the lines of its own block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from common.markup.html_blocks import split_blocks
from common.markup.rendering import render_here
from tests.e2e.editor import corpus

pytestmark = pytest.mark.pure

UNCHANGED = """texts => Object.fromEntries(Object.entries(texts).map(([name, text]) => {
  core.replace(text)
  const opened = core.text.opened
  return [name, { text: core.markdown(), isChanged: core.isChanged(), isWhole: opened.ranges.length === opened.doc.childCount }]
}))"""
LONGEST_EDITED = 15_000
"""An edit of a longer text only takes longer."""
_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True)
class Edit:
    """What the browser did: the block of `first` to `last` line was edited, `word` is what was written."""

    kind: str
    word: str
    first: int
    last: int
    merged: str


def test_there_are_enough_texts() -> None:
    assert sum(len(corpus.group(name)) for name in corpus.GROUPS) >= 120


@pytest.mark.parametrize("group", corpus.GROUPS)
def test_saving_without_a_change_changes_nothing(editor: Page, group: str) -> None:
    texts = corpus.group(group)
    saved = editor.evaluate(UNCHANGED, texts)
    assert {name: found["text"] for name, found in saved.items()} == texts
    assert [name for name, found in saved.items() if found["isChanged"]] == []
    # Each block of the editor is one of the source: the merge needs no guess.
    assert [name for name, found in saved.items() if not found["isWhole"]] == []


@pytest.mark.parametrize("group", corpus.GROUPS)
def test_an_edit_changes_its_own_block_alone(editor: Page, script: Path, group: str) -> None:
    editor.evaluate(f"() => {{ {script.read_text()} }}")
    most = 1 if group.startswith("readmes") else 3
    faults = []
    for name, text in corpus.group(group).items():
        if len(text) > LONGEST_EDITED:
            continue
        edits = [
            Edit(**found) for found in editor.evaluate("([text, most]) => editsOf(core, text, most)", [text, most])
        ]
        assert edits, name
        faults += [f"{name}, {edit.kind}: {fault}" for edit in edits for fault in faults_of(text, edit)]
    assert faults == []


def faults_of(text: str, edit: Edit) -> list[str]:
    lines, merged = text.split("\n"), edit.merged.split("\n")
    before, after = same_ends(lines, merged)
    touched = range(before, len(lines) - after)
    faults = [] if edit.word in edit.merged else ["the edit is lost"]
    # What is new stands beside its neighbours and takes no line away.
    if touched and not edit.first <= touched[0] <= touched[-1] <= edit.last:
        faults.append(f"lines {touched} were changed, not those of {edit.first} to {edit.last}")
    return faults + faults_of_html(lines, edit)


def faults_of_html(lines: list[str], edit: Edit) -> list[str]:
    first = edit.first
    while first and lines[first - 1].strip():  # what follows without a blank line is one block to Python-Markdown
        first -= 1
    own = len(blocks("\n".join(lines[first : edit.last + 1])))
    older, newer = blocks("\n".join(lines)), blocks(edit.merged)
    before, after = same_ends(older, newer)
    faults = [] if any(edit.word in block for block in newer) else ["the edit is not shown"]
    if len(older) - before - after > max(own, 1):
        faults.append(f"{len(older) - before - after} blocks look otherwise, not {own}")
    return faults


@cache
def blocks(text: str) -> list[str]:
    """As the site shows them, but for the ids, which count how often a heading occurs."""
    return [_ID.sub("", block.key) for block in split_blocks(render_here(text, {}, "fr").html)]


def same_ends(one: list[str], two: list[str]) -> tuple[int, int]:
    shortest = min(len(one), len(two))
    head = next((place for place in range(shortest) if one[place] != two[place]), shortest)
    rest = shortest - head
    tail = next((place for place in range(rest) if one[-1 - place] != two[-1 - place]), rest)
    return head, tail
