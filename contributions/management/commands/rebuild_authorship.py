"""Works out anew whose the words of pages are, from every revision: after an import, or to be sure."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from contributions.authorship import rebuild


class Command(BaseCommand):
    help = "Works out anew whose the words of pages are, from all their versions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--page", type=int, help="the key of one page; without it, all of them")

    def handle(self, *args: Any, **options: Any) -> None:
        done = rebuild(options["page"])
        self.stdout.write(f"{done} pages followed through all their versions.")
