from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign.set_up_links import EXPIRES_AFTER, SetUpLink, is_set_up


class Command(BaseCommand):
    help = "Prints a new one-time link by which the first administrator sets the site up."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_set_up():
            raise CommandError("The site is set up: it has its settings and an administrator. No link is made.")
        hours = int(EXPIRES_AFTER.total_seconds() // 3600)
        self.stdout.write(f"{SetUpLink.objects.make()}\nIt can be used once, within {hours} hours.")
