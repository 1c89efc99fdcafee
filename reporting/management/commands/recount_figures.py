"""`manage.py recount_figures`: counts everything anew from the texts and acts themselves, and says what differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign.site_settings.current import as_decided
from reporting.recount import differences


class Command(BaseCommand):
    help = "Counts the figures anew from the texts and acts themselves, and says what differs. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_decided():
            found = differences()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} figures differ.")
        self.stdout.write("Every figure is as it is counted anew.")
