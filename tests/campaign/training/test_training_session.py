"""A session as organisers write it: what will not do is said beside its field, and each version is in the history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from accounts.models import User
from campaign.models import TrainingSession
from tests.campaign.training.made import create_session

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)


@pytest.mark.once
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 5_001}, "capacity"),
        ({"reserved": 3}, "reserved"),
        ({"ends_at": NOW + timedelta(days=9)}, "ends_at"),
        ({"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)}, "starts_at"),
        ({"starts_at": NOW.replace(year=NOW.year + 900), "ends_at": NOW.replace(year=NOW.year + 901)}, "starts_at"),
        ({"title": ""}, "title"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"room": "", "address": ""}, "room"),
        ({"speakers": "Un inconnu, nathalie  FONTAINE"}, "speakers"),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    at = NOW + timedelta(days=10)
    create_session(at=at, title="La première")
    session = TrainingSession(
        title="La seconde", place="Lyon", room="B", capacity=2, starts_at=at, ends_at=at + timedelta(hours=1)
    )
    for name, value in values.items():
        setattr(session, name, value)
    with pytest.raises(ValidationError) as refused:
        session.plan(by=None)
    assert next(iter(refused.value.message_dict)) == field
    assert TrainingSession.objects.count() == 1


@pytest.mark.once
def test_its_hours_are_said_with_the_day_on_which_it_ends_where_that_is_another_one() -> None:
    begin = datetime(2007, 6, 6, 23, 15, tzinfo=timezone.get_current_timezone())
    session = TrainingSession(starts_at=begin, ends_at=begin + timedelta(minutes=30))
    later = TrainingSession(starts_at=begin, ends_at=begin + timedelta(hours=2))
    with translation.override("ja"):
        assert session.when == "2007年6月6日（水曜日）23:15～23:45"
        assert later.when == "2007年6月6日（水曜日）23:15～2007年6月7日（木曜日）01:15"
    with translation.override("en"):
        assert later.when == "From Wednesday 6\u00a0June 2007 at 23:15 to Thursday 7\u00a0June 2007 at 01:15"


def test_a_speaker_speaks_again_after_a_session_and_at_the_time_of_one_that_is_cancelled(editor: User) -> None:
    first = create_session()
    create_session(at=first.ends_at)
    first.cancel(reason="La salle est inondée.", by=editor)
    create_session(at=first.starts_at)


def test_each_version_is_in_the_history_with_its_author(editor: User) -> None:
    session = create_session()
    session.change({"title": "Un autre titre"}, by=editor)
    session.cancel(reason="La salle est inondée.", by=editor)
    rows = session.history.order_by("-history_id").values_list("title", "history_user", "cancel_reason")
    assert list(rows) == [
        ("Un autre titre", editor.pk, "La salle est inondée."),
        ("Un autre titre", editor.pk, ""),
        ("Repérer un faux message", None, ""),
    ]


def test_what_is_typed_is_set_as_pages_are(editor: User) -> None:
    session = create_session(title="Raccrocher : l'art et la manière ?")
    session.cancel(reason="Vraiment ? Oui !", by=editor)
    assert session.title == "Raccrocher\u00a0: l’art et la manière\u00a0?"
    assert session.cancel_reason == "Vraiment\u00a0? Oui\u00a0!"


def test_it_is_cancelled_once_and_with_a_reason(editor: User) -> None:
    session = create_session()
    with pytest.raises(ValidationError):
        session.cancel(reason="  ", by=editor)
    session.cancel(reason="La salle est inondée.", by=editor)
    with pytest.raises(ValidationError):
        session.cancel(reason="Encore.", by=editor)
