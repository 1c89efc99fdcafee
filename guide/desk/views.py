"""The editors' desk: an inbox, the text that is open, the board of places; and what is decided there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from accounts.models import User
from drafts import keeping
from guide.decisions.models import Answer, Decision
from guide.desk.asking import Asked, Key, Listed
from guide.desk.board import Board, board_in_preparation
from guide.desk.deciding import Attempt, Panels, aimed_at, draft_key
from guide.desk.inbox import inbox_of, next_after
from guide.desk.reading import alarms, read, text_at
from guide.desk.waiting import counted, rows_of
from guide.editions import Edition
from themes.models import Theme


@editors_only
def desk(request: HttpRequest) -> HttpResponse:
    """`?list=` chooses one of three lists, `?text=` opens a text, `?place=` aims at a place, `?theme=` shows one theme."""
    return _show(request, Asked.read(request.GET), board_in_preparation())


@require_POST
@editors_only
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Decides, or says that the text was read; then the next one is open. Where that cannot be, nothing typed is lost."""
    named, by, asked, board = Key.read(key), actor(request), Asked.read(request.POST), board_in_preparation()
    if named is None:
        raise Http404
    text = text_at(named, by)
    if text is None:  # withdrawn or hidden since it was read
        return _show(request, replace(asked, text=named, done=""), board, is_gone=True)
    reading = read(text)
    next_ = next_after(asked, _theme(board, asked), named)
    attempt = Attempt(reading, Panels.of(request, reading, to_show=False), board, asked, request.POST, by)
    decision = attempt.make()
    if attempt.problems or attempt.status != 200:
        return _show(
            request, replace(asked, text=named, place=attempt.aims_at, done=""), board_in_preparation(), attempt
        )
    keeping.sent(request)
    return redirect(asked.url(text=next_, place=None, done=str(decision.pk if decision else named)))


def _theme(board: Board, asked: Asked) -> Theme | None:
    return next((shelf.theme for shelf in board if shelf.theme.number == asked.theme), None)


def _show(
    request: HttpRequest, asked: Asked, board: Board, attempt: Attempt | None = None, *, is_gone: bool = False
) -> HttpResponse:
    theme, by = _theme(board, asked), actor(request)
    counts = {listed: counted(rows_of(listed, theme)) for listed in Listed}
    inbox = inbox_of(asked, theme, counts[asked.listed])
    text = text_at(inbox.opened, by) if inbox.opened else None
    reading = read(text) if text else None
    aim = aimed_at(board, reading, asked)
    oldest = rows_of(Listed.READ, None).values_list("written_at", flat=True).first()
    context = {
        "asked": asked,
        "board": board,
        "theme": theme,
        "inbox": inbox,
        "reading": reading,
        "panels": Panels.of(request, reading) if reading else None,
        "attempt": attempt,
        "is_gone": is_gone,
        "onward": next_after(asked, theme, asked.text) if asked.text and not text else None,
        "aim": aim,
        "neighbours": _neighbours(board, aim.number if aim else 0),
        "counts": counts,
        "unread": counted(rows_of(Listed.READ, None)) if theme else counts[Listed.READ],
        "oldest_for": timesince(oldest, depth=1) if oldest else "",
        "alarms": alarms(),
        "answers": Answer.objects.filter(is_from_editors=False, settled_at=None)[:100].count(),
        "draft_edition": Edition.objects.in_preparation(),
        "told": _told(asked, by),
    }
    context |= (
        {"draft_keys": {name: draft_key(reading, name) for name in ("merge", "duplicate", "not_kept")}}
        if reading
        else {}
    )
    status = 404 if is_gone else attempt.status if attempt else 200
    return render(request, "guide/desk.html", context, status=status)


def _neighbours(board: Board, number: int) -> tuple[int | None, int | None]:
    """The places before and behind the one that is aimed at, for the keys that move the aim."""
    numbers = list(board.places)
    at = numbers.index(number) if number in numbers else -1
    return (numbers[at - 1] if at > 0 else None, numbers[at + 1] if at + 1 < len(numbers) else None)


@dataclass(frozen=True)
class Told:
    """What has just been done here: a decision, or that a text was read."""

    decision: Decision | None
    text: Any


def _told(asked: Asked, by: User) -> Told | None:
    """What `?done=` says, where it is this editor's; a decision that no longer holds is not spoken of."""
    if not asked.done:
        return None
    if key := Key.read(asked.done):
        text = text_at(key, by)
        return Told(None, text) if text else None
    found = Decision.objects.with_everything().holding().filter(pk=asked.done, by=by).first()
    return Told(found, found.matter.text) if found else None
