"""Turns of one worker: of each key one at a time, and of all so many."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from threading import Condition, Lock
from time import monotonic

from guide_project.server.held_keys import HeldKeys

SHORT = 1.5
"""Seconds. Whatever is computed for longer keeps no other from its turn: it goes on beside them."""
LONG = 4.0
"""Seconds of a processor, which a busy machine does not make more, or with a file, which another process opens, of the clock.
Whoever had something computed for longer waits with what takes long for a while, whatever she sends."""
REMEMBERED = 120.0
LOOK_AGAIN = 0.1


class Turn(Enum):
    """What comes of asking for one."""

    TAKEN = "taken"
    SHE_HAS_SEVERAL = "she has several"
    MANY_ASK = "many ask"


class ConcurrencySlots:
    """Of each key, one at a time; of all, `at_once`; `in_hand` counts those that wait as well, `for_one` these of one key.

    Once half of the room is taken, a key has no second one: what is left is for those who have none.

    Where `held` is given, a key has one turn in all workers together. It lives in one process and ends with it: nothing is left
    behind by a worker that is killed.
    """

    def __init__(
        self, *, at_once: int, in_hand: int, for_one: int, patience: float, held: HeldKeys | None = None
    ) -> None:
        self.at_once, self.in_hand, self.for_one, self.patience = at_once, in_hand, for_one, patience
        self._held = held
        self._computed: dict[str, float] = {}  # since when
        self._in_hand: Counter[str] = Counter()
        self._changed = Condition()

    def take(self, key: str) -> Turn:
        """Waits for a turn, where there is room to wait. Returns TAKEN, which is given back, or why there is none."""
        with self._changed:
            if self._in_hand[key] >= self.for_one:
                return Turn.SHE_HAS_SEVERAL
            if self._in_hand.total() >= self.in_hand:
                return Turn.MANY_ASK
            if self._in_hand[key] and self._in_hand.total() >= self.in_hand // 2:
                return Turn.SHE_HAS_SEVERAL
            self._in_hand[key] += 1
            until = monotonic() + self.patience
            while not self._begin(key):
                if (left := until - monotonic()) <= 0:
                    self._leave(key)
                    return Turn.SHE_HAS_SEVERAL if key in self._computed else Turn.MANY_ASK
                self._changed.wait(min(left, LOOK_AGAIN))
            return Turn.TAKEN

    def give_back(self, key: str) -> None:
        with self._changed:
            self._computed.pop(key, None)
            if self._held:
                self._held.let_go(key)
            self._leave(key)

    def _begin(self, key: str) -> bool:
        if key in self._computed or self._short_ones() >= self.at_once:
            return False
        if self._held and not self._held.hold(key):
            return False
        self._computed[key] = monotonic()
        return True

    def _short_ones(self) -> int:
        """How many keep others from a turn: where a turn is of all workers, what takes long is meant to."""
        if self._held:
            return len(self._computed)
        return sum(monotonic() - begun < SHORT for begun in self._computed.values())

    def _leave(self, key: str) -> None:
        self._in_hand[key] -= 1
        if not self._in_hand[key]:
            del self._in_hand[key]
        self._changed.notify_all()


class RecentlyLong:
    """Whose work took long a moment ago."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def __contains__(self, key: str) -> bool:
        return self._until.get(key, 0.0) > monotonic()

    def note(self, key: str, *, seconds: float) -> None:
        if seconds > LONG:
            self.add(key)

    def add(self, key: str) -> None:
        with self._lock:
            now = monotonic()
            self._until = {one: until for one, until in self._until.items() if until > now}
            self._until[key] = now + REMEMBERED
