"""Runs a coroutine on an event loop of its own, in a thread of its own.

In the thread of the tests the loop of Playwright goes on running once a browser was used, whatever test comes next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run[Result](coroutine: Coroutine[Any, Any, Result]) -> Result:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
