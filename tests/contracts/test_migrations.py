"""The migrations and the models say the same, and each migration has a name that a person gave it."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_no_migration_has_an_automatic_name() -> None:
    files = [path.stem for path in Path(settings.BASE_DIR).glob("*/migrations/0*.py")]
    assert files
    assert [name for name in files if re.search(r"_auto_|_and_more$|_alter_.*_alter_", name)] == []
