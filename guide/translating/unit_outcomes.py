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

from common.markup.inline_codes import Code, parts
from common.markup.inline_codes.codes import BLOCK_KINDS
from common.markup.language import primary
from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, stamp_of

LONGEST = 20_000


class UnitStatus(StrEnum):
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
    status: UnitStatus
    refusal: Refusal | None = None

    @property
    def before(self) -> str:
        return self.unit.target

    @property
    def will_be_taken(self) -> bool:
        return self.status in {UnitStatus.NEW, UnitStatus.CHANGED, UnitStatus.STILL_RIGHT}


def compare(read: ExchangeFile, now: ExchangeFile) -> list[UnitOutcome]:
    """Returns an outcome for each paragraph of the file that was read, in its order."""
    is_ours = primary(read.target_language) == primary(now.target_language)
    is_ours = is_ours and primary(read.source_language) in {"", primary(now.source_language)}
    known = {text.key: _KnownText(text) for text in now.texts} if is_ours else {}
    outcomes = []
    for text in read.texts:
        here = known.get(text.key)
        for unit in text.units:
            if here:
                outcomes.append(here.outcome(unit))
            else:
                refusal = Refusal.FOREIGN if is_ours else Refusal.LANGUAGE
                outcomes.append(UnitOutcome(text, unit, unit.target, UnitStatus.REFUSED, refusal))
    return outcomes


class _KnownText:
    """The paragraphs of a text as they are now, and which of them a file has brought."""

    def __init__(self, text: ExchangeText) -> None:
        self.text = text
        self.by_id = {unit.id: unit for unit in text.units}
        self.by_stamp: dict[str, list[ExchangeUnit]] = {}
        for unit in text.units:
            self.by_stamp.setdefault(stamp_of(unit.source), []).append(unit)
        self.asked: set[str] = set()
        self.brought: set[str] = set()

    def outcome(self, unit: ExchangeUnit) -> UnitOutcome:
        """Returns what becomes of a paragraph of the file. Costs next to nothing for one that is not the text's."""
        found = None if unit.id in self.asked else self._found(unit)
        is_again = unit.id in self.asked or (found is not None and found.id in self.brought)
        self.asked.add(unit.id)
        if found is None and not is_again:
            refusal = Refusal.STALE if unit.id in self.by_id else Refusal.FOREIGN
            return UnitOutcome(self.text, unit, unit.target, UnitStatus.REFUSED, refusal)
        now = found or unit
        self.brought.add(now.id)
        return _outcome(self.text, now, unit, is_again=is_again)

    def _found(self, unit: ExchangeUnit) -> ExchangeUnit | None:
        """The paragraph that one of the file translates: with its number, or else alone with its source."""
        here = self.by_id.get(unit.id)
        stamp = unit.stamp
        if not stamp and here and len(unit.source) <= LONGEST:
            stamp = stamp_of(unit.source)
        same = self.by_stamp.get(stamp, [])
        return here if here in same else same[0] if len(same) == 1 else None


def _outcome(text: ExchangeText, now: ExchangeUnit, came: ExchangeUnit, *, is_again: bool) -> UnitOutcome:
    refusal = Refusal.TWICE if is_again else _refusal(now, came)
    status = UnitStatus.REFUSED if refusal else _status(now, came)
    return UnitOutcome(text, now, came.target, status, refusal)


def _status(now: ExchangeUnit, came: ExchangeUnit) -> UnitStatus:
    """One that was outdated, or a machine's, and came back as done without a change was looked at."""
    if not came.target.strip():
        return UnitStatus.UNTRANSLATED
    if came.target == now.target:
        is_confirmed = now.state in {"outdated", "machine"} and came.state in {"translated", "approved"}
        return UnitStatus.STILL_RIGHT if is_confirmed else UnitStatus.SAME
    return UnitStatus.CHANGED if now.target else UnitStatus.NEW


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
