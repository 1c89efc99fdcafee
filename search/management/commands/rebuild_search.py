"""`manage.py rebuild_search`: indexes every text anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from campaign.site_settings.current import remembered
from search.index import rebuild
from search.models import IndexSource


class Command(BaseCommand):
    help = "Makes the index of the search anew, in batches. What is in it already is found meanwhile."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        def tell(source: IndexSource, done: int) -> None:
            if verbosity > 1:
                self.stdout.write(f"{source.value}: {done}")

        with remembered():
            self.stdout.write(f"The index has {rebuild(tell=tell)} texts.")
