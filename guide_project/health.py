"""What a load balancer asks: does the process live, and can it serve."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse


def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("live\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached or still waits for a migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database cannot be reached\n", content_type="text/plain", status=503)
    if waiting:
        return HttpResponse("the database waits for a migration\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
