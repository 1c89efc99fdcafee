"""Does what is due by the clock: `manage.py run_periodic`, every ten minutes, from cron or beside the worker."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from campaign.site_settings.current import as_decided

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due by the clock. Each of its duties knows itself what is due, so that it can run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [path for path in settings.RUN_PERIODICALLY if not self.is_done(path)]
        if failed:
            raise CommandError(f"Not done, see the log: {', '.join(failed)}")

    def is_done(self, path: str) -> bool:
        """Does one duty; what fails stops none of the others."""
        try:
            with as_decided():
                done = import_string(path)()
        except Exception:
            log.exception("%s failed", path)
            return False
        if done:
            log.info("%s: %s", path, done)
        return True
