"""How the files of the content are cut: rows, heads, blocks, moments, changes."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

type Change = tuple[str, str]

CHANGE = re.compile(r"^<<<\n(.*?)\n?^===\n(.*?)\n?^>>>$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^@@(.*)$", re.MULTILINE)
FIELD = re.compile(r"(\w+): *(.+)\n")
STAMP = re.compile(r"J\+(\d+) (\d\d):(\d\d)")


class ContentFault(ValueError):
    """Something in the content does not fit; the message says where."""


def rows(path: Path) -> list[dict[str, str]]:
    """Raises ContentFault where a row has more fields than the head, which a comma without quotation marks makes."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    if long := [row for row in found if None in row]:
        raise ContentFault(f"{path.name}: too many fields: {long[0]}")
    return found


def parts_of(path: Path) -> tuple[dict[str, str], str, list[tuple[str, str]]]:
    """A file's head, the text under it, and (what stands after `@@`, its text) for each block."""
    pieces = BLOCK.split(path.read_text(encoding="utf-8"))
    fields, text = {}, pieces[0]
    while match := FIELD.match(text):
        fields[match[1]], text = match[2].strip(), text[match.end() :]
    blocks = [(marker.strip(), body.strip("\n")) for marker, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    return fields, text.strip("\n"), blocks


def moment(stamp: str) -> timedelta:
    """`J+2 09:14`, counted from the first minute of J+0."""
    if (match := STAMP.fullmatch(stamp.strip())) is None:
        raise ContentFault(f"no day and time: {stamp!r}")
    return timedelta(days=int(match[1]), hours=int(match[2]), minutes=int(match[3]))


def changed(text: str, changes: tuple[Change, ...] | list[Change]) -> str:
    """The text with every change made; raises ContentFault unless each old text stands there exactly once."""
    for old, new in changes:
        if not old or text.count(old) != 1:
            raise ContentFault(f"the old text stands there {text.count(old)} times: {old[:60]!r}")
        text = text.replace(old, new)
    return text
