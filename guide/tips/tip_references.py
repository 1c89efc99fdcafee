"""The name of a tip that holds wherever it goes, "id-12": in addresses, in frozen documents, in what is taken into a proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

PREFIX: Final = "id-"


def reference_of(tip: int) -> str:
    return f"{PREFIX}{tip}"


def tip_key_in(reference: str) -> int | None:
    """Returns the key of the tip that a reference names, or None where it names none."""
    key = reference.removeprefix(PREFIX)
    return int(key) if key != reference and key.isdecimal() else None


def tip_keys_in(references: Iterable[str]) -> list[int]:
    """Returns the keys of the tips that these references name, in their order."""
    return [key for key in map(tip_key_in, references) if key is not None]
