"""Does background tasks outside the server: `manage.py background_worker QUEUE`, heard of like the server's own workers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.tasks import DEFAULT_TASK_QUEUE_NAME

from guide.builds.build import FILES
from guide_project.server import tasks
from notifications.mail import mail_server

WORK: dict[str, Callable[[], None]] = {
    DEFAULT_TASK_QUEUE_NAME: tasks.attend,
    mail_server.QUEUE: tasks.attend_to_letters,
    FILES: partial(tasks.make_files, FILES),
}


class Command(BaseCommand):
    help = (
        "Does the background tasks of one queue until it is told to end, beside servers without --background-workers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queue", choices=[*WORK])

    def handle(self, *args: Any, queue: str, **options: Any) -> None:
        WORK[queue]()
