"""The addresses of what stands in lists, made once and cached."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def cached_reverse(name: str, *args: object) -> str:
    """What `reverse` says, which takes 12 microseconds and not 1: a history of fifty versions asks 430 times."""
    return _known(name, args, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8_192)
def _known(name: str, args: tuple[object, ...], prefix: str, urlconf: str | None) -> str:
    return reverse(name, args=args, urlconf=urlconf)
