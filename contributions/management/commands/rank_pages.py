"""Counts anew how useful each page was found, by which themes list their pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from contributions.page_views import rebuild


class Command(BaseCommand):
    help = "Counts anew, for every page, how many found it useful, and ranks it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} pages ranked.")
