"""`manage.py rotate_badge_key`: another key signs badges from now on. docs/production.md says when."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from learning.badges import signatures


class Command(BaseCommand):
    help = "Makes a new key that signs badges. Those that the older keys have signed can still be verified."

    def handle(self, *args: Any, **options: Any) -> None:
        key = signatures.rotate()
        self.stdout.write(f"Badges are signed by the key {key.id} from now on.")
