"""What the server serves: the WSGI application, behind the edge that takes requests in.

granian has the signals that tell a worker to end handled by its event loop, and runs that a moment later. uvloop loses a
signal that comes between, and the worker would serve on until it is killed: so they are held from here until the loop runs.
"""

import asyncio
import sys

from django.conf import settings

from accounts.client_ip import client_network
from common.process_limits.orphans import end_with_parent
from guide_project.server import stop_signals
from guide_project.server.application import application as wsgi
from guide_project.server.application import visit_counter
from guide_project.server.edge import Edge, sender_of

__all__ = ["application"]

PATIENCE = 15.0  # seconds for requests that are being answered
LARGEST_FILE = max(settings.FILE_MEGABYTES, settings.PICTURE_MEGABYTES, settings.VIDEO_MEGABYTES)  # in megabytes


class Worker(Edge):
    """Ends when it is told to, however early that is."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__rsgi_init__(loop)
        loop.call_soon(stop_signals.deliver)


application = Worker(
    wsgi,
    at_once=wsgi.at_once,
    threads=settings.REQUEST_THREADS,
    largest_body=settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 2 * 1024**2 * LARGEST_FILE,
    largest_of_strangers=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    address_of=client_network,
    sender_of=sender_of,
    access=settings.ACCESS_LOG,
)
stop_signals.hold()
visit_counter.start()  # whose thread holds them for good: it has no part in them
if sys.platform != "linux":  # there the kernel ends it with the server: see server.py
    end_with_parent(patience=PATIENCE)
