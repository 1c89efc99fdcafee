"""Reads the waves of invitations. Knows no database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from demo.blocks import ContentFault
from demo.content import FOLDER

LANGUAGES = ("fr", "en", "it", "ja")


@dataclass(frozen=True)
class WaveContent:
    """`begins` is None for a draft; `returned` has user names, each with what the mail server of the address said."""

    words: Mapping[str, Mapping[str, str]]
    begins: timedelta | None = None
    letters_a_minute: int = 60
    reminds: bool = False
    returned: tuple[tuple[str, str], ...] = ()
    opted_out: tuple[str, ...] = field(default=())


def read_waves(path: Path = FOLDER / "waves.toml") -> list[WaveContent]:
    """Raises ContentFault for what is no wave."""
    try:
        return [_wave(row) for row in tomllib.loads(path.read_text("utf-8"))["wave"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise ContentFault(f"{path.name}: {fault}") from None


def _wave(row: dict[str, Any]) -> WaveContent:
    words = {language: row.pop(language) for language in LANGUAGES if language in row}
    if "day" in row:
        clock = time.fromisoformat(row.pop("time"))
        row["begins"] = timedelta(days=row.pop("day"), hours=clock.hour, minutes=clock.minute)
    row["returned"] = tuple((name, reason) for name, reason in row.pop("returned", []))
    row["opted_out"] = tuple(row.pop("opted_out", []))
    return WaveContent(words, **row)
