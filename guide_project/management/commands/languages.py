from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from babel.messages.pofile import PoFileError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language_info

from guide_project.interface_languages import compile_catalogue, own_languages, prepare_catalogue


class Command(BaseCommand):
    help = "Compiles the organisation's own languages of the interface, and says what is missing in each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", metavar="CODE", help="first adds to the catalogue of CODE each text that it lacks"
        )
        parser.add_argument("--all", action="store_true", help="names every text in which something is to be mended")

    def handle(self, *args: Any, **options: Any) -> None:
        if code := options["prepare"]:
            self._prepare(code.lower())
        for language in own_languages():
            found = compile_catalogue(language)
            lines = list(found.lines)
            shown = lines if options["all"] else lines[:20]
            self.stdout.write("\n  ".join([found.summary, *shown]))
            if len(shown) < len(lines):
                self.stdout.write(f"  … and {len(lines) - len(shown)} more (--all names them)")
        if not own_languages():
            self.stdout.write(
                "The site has only the languages that come with it: docs/languages.md says how to add one."
            )

    def _prepare(self, code: str) -> None:
        try:
            get_language_info(code)
            self.stdout.write(f"{prepare_catalogue(code)} has every text of the site.")
        except KeyError:
            raise CommandError(
                f"{code} is no language that Django knows: use a code such as de, nl or pt-br."
            ) from None
        except (ValueError, PoFileError) as problem:
            raise CommandError(f"The catalogue cannot be read: {problem}") from None
