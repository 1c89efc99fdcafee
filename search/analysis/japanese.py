"""Japanese writes no spaces: it is indexed in pairs of letters, each overlapping the next."""

from __future__ import annotations

import re

SIGNS = "\u3005\u3040-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BY_SCRIPT = re.compile("[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ONLY_SYLLABLES = re.compile("[\u3040-\u309f]+")


def pairs(run: str) -> list[str]:
    """What the index stores of a run: every pair, and its last letter, so that a single letter is found by its beginning."""
    return [run[at : at + 2] for at in range(len(run))]


def is_japanese(word: str) -> bool:
    return bool(_BY_SCRIPT.match(word))


def asked(run: str) -> list[str]:
    """What a question wants of a run: its words in kanji and katakana. Hiragana between them are endings and particles,
    unless there is nothing else.
    """
    if _ONLY_SYLLABLES.fullmatch(run):
        return [run]
    return [part for part in _BY_SCRIPT.findall(run) if not _ONLY_SYLLABLES.fullmatch(part)]
