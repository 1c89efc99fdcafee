"""What is due by the clock is done by one command."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from drafts.models import RETENTION_DAYS, Draft


def old_draft(person: User) -> Draft:
    long_ago = timezone.now() - timedelta(days=RETENTION_DAYS + 1)
    return Draft.objects.store(person, key="a", writing=uuid4(), fields={"body": "Un mot"}, at=long_ago)


def test_old_drafts_are_forgotten(contributor: User) -> None:
    old_draft(contributor)
    call_command("run_periodic")
    call_command("run_periodic")
    assert not Draft.objects.exists()


def test_a_duty_that_fails_keeps_none_of_the_others_from_being_done(contributor: User, settings) -> None:
    old_draft(contributor)
    settings.RUN_PERIODICALLY = ["nowhere.nothing", *settings.RUN_PERIODICALLY]
    with pytest.raises(CommandError, match="nowhere"):
        call_command("run_periodic")
    assert not Draft.objects.exists()
