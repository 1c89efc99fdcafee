"""Texts rendered anew by the worker, one as well as many; what fails for want of time or of a renderer is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.tasks import default_task_backend, task
from django.utils import timezone

from common import markup

log = logging.getLogger(__name__)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240))
"""How long to wait before each further try. A text that is refused for what it is, is not tried again."""
TEXTS_A_TASK = 100
"""So that other tasks get their turn: thousands of pages may link to one, and take minutes. The rest is another task."""


def render_all_anew(kind: str, texts: Iterable[int]) -> int:
    """Renders these texts of a model (`app.model`) again; returns how many could be.

    One that cannot be laid out just now keeps what it has until it can, and the others are done all the same.
    """
    return sum(_is_rendered_anew(kind, pk, 0) for pk in list(texts))


@task
def try_again(kind: str, pk: int, attempt: int) -> bool:
    """Renders a text that could not be laid out before; returns whether it could now."""
    return _is_rendered_anew(kind, pk, attempt)


def _is_rendered_anew(kind: str, pk: int, attempt: int) -> bool:
    text = apps.get_model(kind)._default_manager.filter(pk=pk).first()
    if text is None:
        return False
    try:
        text.render_anew()
    except (ValidationError, markup.RenderRefused) as refusal:
        _wait_or_give_up(kind, pk, attempt, refusal)
        return False
    return True


def _wait_or_give_up(kind: str, pk: int, attempt: int, refusal: Exception) -> None:
    if _is_for_now(refusal) and attempt < len(PAUSES) and default_task_backend.supports_defer:
        log.info("%s %s is rendered later: %s", kind, pk, refusal)
        try_again.using(run_after=timezone.now() + PAUSES[attempt]).enqueue(kind, pk, attempt + 1)
    else:
        log.warning("%s %s could not be rendered anew: %s", kind, pk, refusal)


def _is_for_now(refusal: Exception) -> bool:
    """Whether it was no fault of the text's."""
    if isinstance(refusal, markup.RenderRefused):
        return refusal.reason == "unavailable"
    errors = refusal.error_dict.values() if hasattr(refusal, "error_dict") else [[refusal]]
    return any(getattr(error, "code", "") == "unavailable" for some in errors for error in some)
