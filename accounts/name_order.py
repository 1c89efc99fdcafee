"""In which order a name is written: in Japanese, Chinese and Korean signs the surname stands first."""

from __future__ import annotations

import re

_SURNAME_FIRST = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def has_surname_first(first_name: str, last_name: str) -> bool:
    return bool(_SURNAME_FIRST.match(first_name) and _SURNAME_FIRST.match(last_name))


def in_order(first_name: str, last_name: str) -> tuple[str, str]:
    return (last_name, first_name) if has_surname_first(first_name, last_name) else (first_name, last_name)


def whole_name(first_name: str, last_name: str) -> str:
    """Returns "Martine Le Goff", and "佐藤 恵子"."""
    return " ".join(filter(None, in_order(first_name, last_name)))


def name_with_initial(first_name: str, last_name: str) -> str:
    """Returns "Martine L.", and "恵子（佐）": of both, as much."""
    pattern = "{}（{}）" if has_surname_first(first_name, last_name) else "{} {}."
    return pattern.format(first_name, last_name[:1])
