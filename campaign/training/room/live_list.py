"""The answer to a screen that asks every few seconds what is new: nothing, in one query, or the list of the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from campaign.training.room.models import QuestionRoom

type Context = dict[str, Any]


def live_list(
    request: HttpRequest, room: QuestionRoom, template: str, context: Callable[[], Context], *, reader: str = ""
) -> HttpResponse:
    """Returns 304 where the browser has the list of this version already, else the list.

    `reader` is whatever else the list depends on: who has voted. `context` is called for a list alone.
    """
    etag = etag_of(room, template, reader)
    known = get_conditional_response(request, etag=etag)
    response = known if isinstance(known, HttpResponse) else render(request, template, context())
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def etag_of(room: QuestionRoom, template: str, reader: str) -> str:
    """A weak one: the list may come compressed."""
    parts = f"{room.pk} {room.version} {template} {get_language()} {reader}"
    return f'W/"{salted_hmac("campaign.training.live_list", parts, algorithm="sha256").hexdigest()[:32]}"'
