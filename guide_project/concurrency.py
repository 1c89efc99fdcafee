"""How much work one person, or one address, has done for her at once, so that everybody else finds a free thread.

What costs much (costly_views.PAGES, and whatever is sent but costly_views.CHEAP_POSTS) takes turns in each of the server's
workers; what is cached (costly_views.CACHED) only where it has to be made. One person has one request computed there at a
time, and one that waits, so that two screens opened at once are both shown. Beyond that she is refused at once, in words.
docs/decisions/ says why nothing is shared between the workers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import Enum
from functools import partial
from threading import Condition
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.client_ip import client_network
from guide_project import costly_views, errors

SAFE = {"GET", "HEAD", "OPTIONS"}
RETRY_AFTER = 3  # seconds


class Turn(Enum):
    """What comes of asking for one."""

    TAKEN = "taken"
    SHE_HAS_SEVERAL = "she has several"
    MANY_ASK = "many ask"


class NoTurn(Exception):
    """A request is refused, for the reason that `turn` names."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn.value)
        self.turn = turn


class ConcurrencySlots:
    """Of each key, one at a time; of all, `at_once`; `in_hand` counts those that wait as well, `for_one` these of one key.

    It lives in one process and ends with it: nothing is left behind by a worker that is killed.
    """

    def __init__(self, *, at_once: int, in_hand: int, for_one: int, patience: float) -> None:
        self.at_once, self.in_hand, self.for_one, self.patience = at_once, in_hand, for_one, patience
        self._computed: set[str] = set()
        self._in_hand: Counter[str] = Counter()
        self._changed = Condition()

    def take(self, key: str) -> Turn:
        """Waits for a turn, where there is room to wait. Returns TAKEN, which is given back, or why there is none."""
        with self._changed:
            if self._in_hand[key] >= self.for_one:
                return Turn.SHE_HAS_SEVERAL
            if self._in_hand.total() >= self.in_hand:
                return Turn.MANY_ASK
            self._in_hand[key] += 1
            if self._changed.wait_for(lambda: self._is_free_for(key), self.patience):
                self._computed.add(key)
                return Turn.TAKEN
            self._leave(key)
            return Turn.SHE_HAS_SEVERAL if key in self._computed else Turn.MANY_ASK

    def give_back(self, key: str) -> None:
        with self._changed:
            self._computed.discard(key)
            self._leave(key)

    def _is_free_for(self, key: str) -> bool:
        return key not in self._computed and len(self._computed) < self.at_once

    def _leave(self, key: str) -> None:
        self._in_hand[key] -= 1
        if not self._in_hand[key]:
            del self._in_hand[key]
        self._changed.notify_all()


class ConcurrencyLimit:
    """Stands before whatever reads a body, and after whatever says who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.turns = ConcurrencySlots(
            at_once=settings.COSTLY_AT_ONCE,
            in_hand=settings.COSTLY_IN_HAND,
            for_one=settings.COSTLY_FOR_ONE,
            patience=settings.COSTLY_PATIENCE,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            if key := request.__dict__.pop("turn", ""):
                self.turns.give_back(key)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not is_costly(request.method or "", name):
            return None
        key = who_reads(request) if name in costly_views.FEEDS else who_asks(request)
        if name in costly_views.CACHED:
            request.wait_for_turn = partial(self._take_turn, request, key)  # type: ignore[attr-defined]
            return None
        try:
            self._take_turn(request, key)
        except NoTurn as no:
            return refused(request, no.turn)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a screen that had to be made and got no turn."""
        return refused(request, exception.turn) if isinstance(exception, NoTurn) else None

    def _take_turn(self, request: HttpRequest, key: str) -> None:
        """Raises NoTurn."""
        turn = self.turns.take(key)
        if turn != Turn.TAKEN:
            raise NoTurn(turn)
        request.turn = key  # type: ignore[attr-defined]


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
