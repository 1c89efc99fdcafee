"""`manage.py import_people FILE`: brings a list of people in, as the screen for administrators does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.models import Role, User
from accounts.people.carrying_out import CAN_ADMINISTER, carry_out, read_list
from accounts.people.people_imports import GONE, KNOWN, NEW, REFUSED, UPDATED, PeopleImport
from accounts.people.person_lines import in_words


class Command(BaseCommand):
    help = "Makes and completes accounts from a list of people (.xlsx or CSV). With --dry-run, says what would become of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the list: .xlsx or CSV, with a first line that names the columns")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each line, change nothing")
        parser.add_argument("--by", metavar="LOGIN", help="the administrator who answers for it; else the first one")
        parser.add_argument(
            "--language",
            default="",
            choices=list(dict(settings.LANGUAGES)),
            help="of new people whose line names none; else as their browser asks",
        )
        parser.add_argument(
            "--role",
            default=Role.CONTRIBUTOR.value,
            choices=[*Role.values, "reader"],
            help="of new people whose line names none",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        by: str | None,
        language: str,
        role: str,
        dry_run: bool,
        **options: Any,
    ) -> None:
        person = administrator(by)
        role = "" if role == "reader" else role
        try:
            prepared = read_list(file.read_bytes(), name=file.name, by=person, language=language, role=role)
            if not dry_run:
                prepared.save()
                carry_out(prepared, by=person)
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.report(prepared, would=dry_run)
        if prepared.new and not dry_run:
            report = settings.SITE_ADDRESS + reverse("people_import_report", args=[prepared.pk])
            self.stdout.write(f"Nobody has been written to yet. Invite the new people with a wave: {report}")

    def report(self, prepared: PeopleImport, *, would: bool) -> None:
        for line in prepared.refused:
            self.stderr.write(f"Line {line['number']} is refused. {in_words(line)}")
        if prepared.left_out:
            self.stderr.write(f"Columns that are not read: {', '.join(prepared.left_out)}.")
        for language, number in prepared.other_languages:
            self.stderr.write(f"“{language}”, of {number} new people, is not offered: the site follows their browser.")
        if prepared.without_address:
            self.stderr.write(
                f"Of {prepared.without_address} new people there is no address: the site cannot write to them."
            )
        n = prepared.counts
        if n[GONE]:
            self.stderr.write(f"{n[GONE]} people have left, as the list says: no account is made for them.")
        words = "Nothing was changed. It would be: " if would else "Done: "
        self.stdout.write(
            f"{words}{n[NEW]} new, {n[UPDATED]} known and changed, {n[KNOWN]} known already, {n[REFUSED]} refused."
        )


def administrator(login: str | None) -> User:
    """Raises CommandError where there is none of this name, or none at all."""
    here = User.objects.filter(CAN_ADMINISTER, is_active=True).order_by("pk")
    found = here.filter(username=login).first() if login else here.first()
    if found is None:
        raise CommandError(
            f"“{login}” is no administrator." if login else "There is no administrator yet: make one first."
        )
    return found
