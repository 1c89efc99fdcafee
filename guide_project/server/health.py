"""What a load balancer asks: does the process live, and can it serve."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from guide_project.server import disk_space


def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("live\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached or still waits for a migration, or nothing can be saved for want of room."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return HttpResponse("the database cannot be reached\n", content_type="text/plain", status=503)
    if waiting:
        return HttpResponse("the database waits for a migration\n", content_type="text/plain", status=503)
    if disk_space.is_full():
        return HttpResponse("the disk is full: nothing can be saved\n", content_type="text/plain", status=503)
    left = disk_space.megabytes_left()
    words = "ready" if left >= disk_space.LOW else f"ready, with {left} MB left on the disk"
    return HttpResponse(f"{words}\n", content_type="text/plain")
