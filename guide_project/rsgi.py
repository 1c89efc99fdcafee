"""What the server serves: the WSGI application, behind the edge that takes requests in."""

import sys

from django.conf import settings

from accounts.client_ip import client_network
from guide_project.application import application as wsgi
from guide_project.application import visit_counter
from guide_project.edge.application import Edge
from guide_project.orphans import end_with_parent

__all__ = ["application"]

PATIENCE = 15.0  # seconds for requests that are being answered

application = Edge(
    wsgi,
    at_once=wsgi.at_once,
    threads=settings.REQUEST_THREADS,
    largest_body=(
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 2 * 1024**2 * max(settings.FILE_MEGABYTES, settings.PICTURE_MEGABYTES)
    ),
    address_of=client_network,
    access=settings.ACCESS_LOG,
)
visit_counter.start()
if sys.platform != "linux":  # there the kernel ends it with the server: see server.py
    end_with_parent(patience=PATIENCE)
