"""What becomes of each paragraph of a file that came back: new, changed, said to be still right, the same, untranslated, or
refused, and why.

A paragraph is found again by its number in its text, or by the stamp of its source where others came in before it. It is taken
only where it was made from what the original says now, and where it has the codes of its source, or those that the translation
has that stands there already. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, stamp_of
from markup.inline_codes import Code, parts
from markup.inline_codes.codes import BLOCK_KINDS
from markup.language import primary

LONGEST = 20_000


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    STILL_RIGHT = "still_right"
    SAME = "same"
    UNTRANSLATED = "untranslated"
    REFUSED = "refused"


class Refusal(StrEnum):
    LANGUAGE = "language"
    FOREIGN = "foreign"
    TWICE = "twice"
    STALE = "stale"
    LOST = "lost"
    DOUBLED = "doubled"
    ADDED = "added"
    CROSSED = "crossed"
    LONG = "long"
    MEANWHILE = "meanwhile"


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """`before` is the translation that stands there, `after` the one that came; `unit` is that of the text as it is now.

    `unit` is the paragraph of the file where there is none now.
    """

    text: ExchangeText
    unit: ExchangeUnit
    after: str
    fate: Fate
    refusal: Refusal | None = None

    @property
    def before(self) -> str:
        return self.unit.target

    @property
    def will_be_taken(self) -> bool:
        return self.fate in {Fate.NEW, Fate.CHANGED, Fate.STILL_RIGHT}


def compare(read: ExchangeFile, now: ExchangeFile) -> list[UnitOutcome]:
    """Returns an outcome for each paragraph of the file that was read, in its order."""
    is_ours = primary(read.target_language) == primary(now.target_language)
    is_ours = is_ours and primary(read.source_language) in {"", primary(now.source_language)}
    known = {text.key: text for text in now.texts}
    seen: Counter[tuple[str, str]] = Counter()
    outcomes: list[UnitOutcome] = []
    for text in read.texts:
        here = known.get(text.key)
        for unit in text.units:
            found = _found(unit, here) if here else None
            if not is_ours or here is None or found is None:
                refusal = _why_unknown(unit, here) if is_ours else Refusal.LANGUAGE
                outcomes.append(UnitOutcome(here or text, unit, unit.target, Fate.REFUSED, refusal))
                continue
            seen[here.key, found.id] += 1
            outcomes.append(_outcome(here, found, unit, is_again=seen[here.key, found.id] > 1))
    return outcomes


def _found(unit: ExchangeUnit, text: ExchangeText) -> ExchangeUnit | None:
    """The paragraph of now that a paragraph of the file translates: with its number, or else alone with its source."""
    same = [one for one in text.units if stamp_of(one.source) == unit.stamp]
    return next((one for one in same if one.id == unit.id), same[0] if len(same) == 1 else None)


def _why_unknown(unit: ExchangeUnit, text: ExchangeText | None) -> Refusal:
    is_known = text is not None and any(one.id == unit.id for one in text.units)
    return Refusal.STALE if is_known else Refusal.FOREIGN


def _outcome(text: ExchangeText, now: ExchangeUnit, came: ExchangeUnit, *, is_again: bool) -> UnitOutcome:
    refusal = Refusal.TWICE if is_again else _refusal(now, came)
    fate = Fate.REFUSED if refusal else _fate(now, came)
    return UnitOutcome(text, now, came.target, fate, refusal)


def _fate(now: ExchangeUnit, came: ExchangeUnit) -> Fate:
    """One that was outdated, or a machine's, and came back as done without a change was looked at."""
    if not came.target.strip():
        return Fate.UNTRANSLATED
    if came.target == now.target:
        is_confirmed = now.state in {"outdated", "machine"} and came.state in {"translated", "approved"}
        return Fate.STILL_RIGHT if is_confirmed else Fate.SAME
    return Fate.CHANGED if now.target else Fate.NEW


def _refusal(now: ExchangeUnit, came: ExchangeUnit) -> Refusal | None:
    if came.has_broken_codes:
        return Refusal.LOST
    if not came.target.strip() or came.target == now.target:
        return None
    if len(came.target) > LONGEST:
        return Refusal.LONG
    codes = _codes(came.target)
    allowed = [_codes(now.source), *([_codes(now.target)] if now.target else [])]
    problems = [_difference(codes, one) for one in allowed]
    return None if None in problems else problems[0]


type _Key = tuple[str, str]


def _codes(markdown: str) -> list[_Key]:
    return [(part.kind, part.data) for part in parts(markdown) if isinstance(part, Code)]


def _difference(codes: Sequence[_Key], wanted: Sequence[_Key]) -> Refusal | None:
    """What is wrong with the codes of a translation."""
    missing, more = Counter(wanted) - Counter(codes), Counter(codes) - Counter(wanted)
    if missing:
        return Refusal.LOST
    if more:
        return Refusal.DOUBLED if all(key in wanted for key in more) else Refusal.ADDED
    return None if list(_blocks(codes)) == list(_blocks(wanted)) else Refusal.CROSSED


def _blocks(codes: Sequence[_Key]) -> Iterator[_Key]:
    return (key for key in codes if key[0] in BLOCK_KINDS)
