"""Reads the mailbox of returned letters once, as `run_periodic` does: `manage.py fetch_bounces`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign.invitations.bounces import NoMailbox, fetch_bounces
from campaign.site_settings.current import as_decided


class Command(BaseCommand):
    help = "Reads the mailbox of BOUNCE_MAILBOX, and removes what it has read."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_decided():
                self.stdout.write(f"{fetch_bounces()} returned letters of this site")
        except NoMailbox as problem:
            raise CommandError(str(problem)) from problem
