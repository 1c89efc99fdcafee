"""How long a translation is likely to be, from the length of what it translates."""

from __future__ import annotations

from common.markup.language import primary

_SIGNS = {"ja": 0.5}
"""How many signs a language takes for one of French; English and Italian take as many (measured on the demo's guide)."""
LEAST_SHARE, MOST_SHARE = 0.6, 2.2
SLACK = 20  # signs: of short lines no share can be told


def is_too_long(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Says whether plain words in the second language say more than `source` in the first can."""
    return len(target) > MOST_SHARE * _expected(source, languages) + SLACK


def is_too_short(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Says whether something is likely to be missing."""
    return len(target) < LEAST_SHARE * _expected(source, languages) - SLACK / 2


def _expected(source: str, languages: tuple[str, str]) -> float:
    of_source, of_target = (_SIGNS.get(primary(language), 1) for language in languages)
    return len(source) * of_target / of_source
