"""How a name is written: in Japanese, Chinese and Korean signs the surname stands first, and a particle is no initial."""

from __future__ import annotations

import re
from itertools import takewhile
from unicodedata import normalize

_SURNAME_FIRST = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_IRISH_PARTICLES = {"Ó", "Ní", "Nic", "Uí"}
_ELIDED = re.compile(r"\w{1,2}['’]")


def has_surname_first(first_name: str, last_name: str) -> bool:
    return bool(_SURNAME_FIRST.match(first_name) and _SURNAME_FIRST.match(last_name))


def in_order(first_name: str, last_name: str) -> tuple[str, str]:
    return (last_name, first_name) if has_surname_first(first_name, last_name) else (first_name, last_name)


def whole_name(first_name: str, last_name: str) -> str:
    """Returns "Martine Le Goff", and "佐藤 恵子"."""
    return " ".join(filter(None, in_order(first_name, last_name)))


def name_with_initial(first_name: str, last_name: str) -> str:
    """Returns "Martine L.", "Jan van der B.", "Seán Ó B.", and "恵子（佐）": of both, as much."""
    if has_surname_first(first_name, last_name):
        return f"{first_name}（{last_name[:1]}）"
    return f"{first_name} {_shortened(last_name)}." if last_name.strip() else first_name


def _shortened(surname: str) -> str:
    """Returns it up to the first letter of what sorts it: particles written small, Irish ones and elided ones stay whole."""
    words = normalize("NFC", surname).split()
    particles = list(takewhile(_is_particle, words[:-1]))
    word = words[len(particles)]
    elided = _ELIDED.match(word)
    length = elided.end() if elided else 0
    return " ".join([*particles, word[: length + 1]])


def _is_particle(word: str) -> bool:
    return word[:1].islower() or word in _IRISH_PARTICLES
