"""Takes in one returned letter from a pipe: `manage.py take_in_bounce [address]`, as a mail server calls it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from campaign.invitations.bounces import MOST_BYTES, take_in
from campaign.site_settings.current import as_decided


class Command(BaseCommand):
    help = "Takes in one returned letter, from standard input. What is none of ours is left alone: nothing is ever sent back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "recipient", nargs="?", default="", help="to which address it came, as the mail server knows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content = sys.stdin.buffer.read(MOST_BYTES)
        while sys.stdin.buffer.read(MOST_BYTES):
            pass  # a mail server minds a pipe that is closed too early
        with as_decided():
            bounce = take_in(content, recipient=options["recipient"])
        self.stdout.write(f"letter {bounce.letter}: {bounce.reason}" if bounce else "no returned letter of this site")
