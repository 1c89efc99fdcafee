"""`manage.py load_demo`: fills an empty site with the demo campaign."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo import loading
from demo.setting_up import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Fills an empty site with the demo campaign. Refused unless GUIDE_DEMO=1 is set."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are people or pages already"
        )
        parser.add_argument(
            "--now", action="store_true", help="make the PDF at once, instead of leaving it to the worker"
        )

    def handle(self, *args: Any, if_empty: bool, now: bool, **options: Any) -> None:
        if if_empty and not loading.is_empty():
            self.stdout.write("There are people or pages here already: the demo was not loaded again.")
            return
        try:
            loaded = loading.load()
        except loading.LoadingRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(summary(loaded))
        if now:
            call_command("db_worker", queue_name="*", batch=True, startup_delay=False, verbosity=0)


def summary(loaded: loading.Loaded) -> str:
    return (
        f"The demo campaign is loaded: {loaded.people} people, {loaded.pages} pages with {loaded.revisions} revisions, "
        f"{loaded.tips} tips with {loaded.sources} sources, {loaded.sections} sections, "
        f"{loaded.nominations} nominations, {loaded.contributions} contributions, edition {loaded.edition.number} published.\n"
        f"Accounts: {', '.join(ACCOUNTS)}; the password of each is “{PASSWORD}”."
    )
