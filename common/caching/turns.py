"""A cached screen costs little and waits for nobody; whoever has it made takes a turn, as with whatever costs much.

Who limits costly requests (guide_project.server.concurrency) gives such a request `wait_for_turn`; any other has none, and
waits for nothing. A request that stands for many has none either: its turn is that of the request for which it is made.
"""

from __future__ import annotations

from django.http import HttpRequest


def wait_for_turn(request: HttpRequest) -> bool:
    """Waits, once a request, until its answer may be made. Returns whether it had to be asked: then somebody else may have
    made the same meanwhile. Raises whatever refuses the request.
    """
    wait = getattr(request, "wait_for_turn", None)
    if wait is None:
        return False
    wait()
    del request.wait_for_turn  # type: ignore[attr-defined]
    return True
