"""`manage.py import_people` does what the screen does, and says beforehand what it would do."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.people.people_imports import PeopleImport
from tests.accounts.people.conftest import LIST


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LIST)
    return path


def run(*args: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_people", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_dry_run_says_what_would_become_of_the_lines_and_changes_nothing(administrator: User, file: Path) -> None:
    out, err = run(file, "--dry-run")
    assert "Nothing was changed. It would be: 4 new" in out and "Line 5 is refused." in err
    assert "“klingon”, of 1 new people, is not offered" in err
    assert (User.objects.count(), PeopleImport.objects.count()) == (1, 0)


def test_the_accounts_are_made_in_the_name_of_an_administrator(administrator: User, file: Path) -> None:
    out, _err = run(file, "--by", "karim")
    assert "Done: 4 new" in out and PeopleImport.objects.get().by == administrator
    assert User.objects.count() == 5 and not mail.outbox  # type: ignore[attr-defined]
    assert f"/accounts/people/import/{PeopleImport.objects.get().pk}/" in out  # where they are invited with a wave


def test_without_an_administrator_or_a_file_nothing_is_done(db: None, file: Path, editor: User) -> None:
    with pytest.raises(CommandError):
        run(file)
    with pytest.raises(CommandError):
        run(file, "--by", "laurent")
    with pytest.raises(CommandError):
        run(file.with_name("nowhere.csv"))
