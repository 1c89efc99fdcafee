"""How much work one person, or one address, has done for her at once, so that everybody else finds a free thread.

What costs much (costly_views.PAGES, and whatever is sent but costly_views.CHEAP_POSTS) takes turns in each of the server's
workers; what is cached (costly_views.CACHED) only where it has to be made. What takes long (costly_views.LONG: previews
above all) has turns of its own, of which a person has one in all workers together: what is short, such as a save, never
waits for it. A person has one request of each computed at a time, and one that waits, so that two screens opened at once
are both shown. Beyond that she is refused at once, in words. docs/topics/server.md says why.

The keys that one process of this machine holds at a time are bytes of a file that are locked, and let go when a process
ends. They are never written. The locks are those of POSIX, which belong to a process: its threads agree among themselves.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from enum import Enum
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Condition, Lock
from time import monotonic, thread_time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.client_ip import client_network
from common import markup
from guide_project import errors
from guide_project.server import costly_views

LAST = 2**62  # an offset has 63 bits; two keys that share one wait for each other


class HeldKeys:
    """The file is opened once and stays open: to close it would let go of all keys of this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._pid = 0

    def hold(self, key: str) -> bool:
        """Returns False where another process holds the key. Where no file can be locked all may go on."""
        try:
            fcntl.lockf(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except OSError as problem:
            return problem.errno not in {errno.EAGAIN, errno.EACCES}
        return True

    def let_go(self, key: str) -> None:
        if self._pid == os.getpid():
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _place(key))

    def _opened(self) -> int:
        if self._pid != os.getpid():  # the file of the process that forked this one
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._pid = os.getpid()
        return self._file


def _place(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:8]) % LAST


# Turns of one worker: of each key one at a time, and of all so many.


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


SAFE = {"GET", "HEAD", "OPTIONS"}
RETRY_AFTER = 3  # seconds


class NoTurn(Exception):
    """A request is refused, for the reason that `turn` names."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn.value)
        self.turn = turn


class ConcurrencyLimit:
    """Stands before whatever reads a body, and after whatever says who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.short = ConcurrencySlots(
            at_once=settings.COSTLY_AT_ONCE,
            in_hand=settings.COSTLY_IN_HAND,
            for_one=settings.COSTLY_FOR_ONE,
            patience=settings.COSTLY_PATIENCE,
        )
        self.long = ConcurrencySlots(
            at_once=settings.COSTLY_AT_ONCE,
            in_hand=settings.COSTLY_LONG_IN_HAND,
            for_one=settings.COSTLY_FOR_ONE,
            patience=settings.COSTLY_PATIENCE,
            held=HeldKeys(settings.TURNS_FILE),
        )
        self.recently_long = RecentlyLong()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as turn:
            request.turn = turn  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not is_costly(request.method or "", name):
            return None
        key = who_reads(request) if name in costly_views.FEEDS else who_asks(request)
        is_long = name in costly_views.LONG or key in self.recently_long
        if name in costly_views.CACHED:
            request.wait_for_turn = partial(self._take_turn, request, key, is_long)  # type: ignore[attr-defined]
            return None
        try:
            self._take_turn(request, key, is_long)
        except NoTurn as no:
            return refused(request, no.turn)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a screen that had to be made and got no turn."""
        return refused(request, exception.turn) if isinstance(exception, NoTurn) else None

    def _take_turn(self, request: HttpRequest, key: str, is_long: bool) -> None:
        """Takes a turn until the end of the request. Raises NoTurn."""
        until_the_end: ExitStack = request.turn  # type: ignore[attr-defined]
        if not is_long:
            short = until_the_end.enter_context(self._turn_of(request, self.short, key))
            if key not in self.recently_long:  # another request of hers may have turned out to be
                go_on = partial(self._go_on_as_long, request, key, short)
                until_the_end.enter_context(markup.when_overrun(go_on))
                return
            short.close()
        until_the_end.enter_context(self._turn_of(request, self.long, key))
        until_the_end.enter_context(markup.unhurried())

    def _go_on_as_long(self, request: HttpRequest, key: str, short: ExitStack) -> None:
        """What was to be short is not: it makes room, and so does whatever else she sends. Raises markup.RenderRefused."""
        short.close()
        self.recently_long.add(key)
        try:
            self._take_turn(request, key, is_long=True)
        except NoTurn as no:
            raise markup.RenderRefused("unavailable") from no

    def _turn_of(self, request: HttpRequest, slots: ConcurrencySlots, key: str) -> ExitStack:
        """Returns a turn, which is given back when it is closed. Raises NoTurn."""
        turn = slots.take(key)
        if turn != Turn.TAKEN:
            raise NoTurn(turn)
        opens_files = request.resolver_match.view_name in costly_views.FILES  # type: ignore[union-attr]
        clock = monotonic if opens_files else thread_time
        taken = ExitStack()
        taken.callback(self._give_back, slots, key, clock, clock())
        return taken

    def _give_back(self, slots: ConcurrencySlots, key: str, clock: Callable[[], float], begun: float) -> None:
        slots.give_back(key)
        self.recently_long.note(key, seconds=clock() - begun)


def is_costly(method: str, name: str) -> bool:
    """Whether a request to the view of this name takes a turn."""
    return name in costly_views.PAGES if method in SAFE else name not in costly_views.CHEAP_POSTS


def who_asks(request: HttpRequest) -> str:
    """A person is one wherever she sits; people behind one gateway, who are signed in, are several."""
    return f"person {request.user.pk}" if request.user.is_authenticated else f"address {client_network(request.META)}"


def who_reads(request: HttpRequest) -> str:
    """The reader of a feed, who shows a token and no cookie: her session is not asked for."""
    return f"feed {client_network(request.META)} {request.GET.get('token', '')[:100]}"


def refused(request: HttpRequest, turn: Turn) -> HttpResponse:
    """Why nothing was done: as JSON, as the words alone for what a script puts into a page, else as a page."""
    if turn == Turn.SHE_HAS_SEVERAL:
        words = _(
            "You already have several things in progress. Nothing was done, nothing is lost: try again in a moment."
        )
    else:
        words = _("Many people are using the site just now. Nothing was done, nothing is lost: try again in a moment.")
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json"):
        response = JsonResponse({"errors": {"__all__": [words]}}, status=429)
    elif "HX-Request" in request.headers:
        response = HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
    else:
        response = errors.busy(request, words)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
