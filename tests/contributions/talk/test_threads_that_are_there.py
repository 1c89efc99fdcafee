"""What a site that is there already is given: when each thread was last answered, and its long ones folded."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import User
from contributions.models import Contribution
from contributions.talk.folding import LEFT_OPEN
from tests import factories
from tests.contributions.talk.conftest import Say

pytestmark = pytest.mark.django_db


def test_threads_are_as_if_they_had_always_been_followed(say: Say) -> None:
    opening, alone = say("Un fil."), say("Un autre.")
    last = timezone.now() + timedelta(hours=1)
    for number in range(12):
        say(f"Réponse {number}.", reply_to=opening, at=last - timedelta(minutes=12 - number))
    Contribution.objects.update(active_at=timezone.now() + timedelta(days=9), is_folded=False)
    import_module("contributions.migrations.0005_threads").look_at_threads(apps, None)
    for one in (opening, alone):
        one.refresh_from_db()
    assert opening.active_at == opening.answers.latest("created_at").created_at
    assert alone.active_at == alone.created_at
    assert opening.answers.filter(is_folded=False).count() == LEFT_OPEN


def test_people_are_found_by_their_names(contributor: User) -> None:
    factories.create_user(username="e789", attribution="anonymous")
    User.objects.update(name_key="")
    import_module("accounts.migrations.0004_name_keys").take_names(apps, None)
    assert dict(User.objects.values_list("username", "name_key")) == {"martine": "martine l", "e789": ""}
