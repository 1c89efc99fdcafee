"""An edition in proof comes out by itself at a day and a time: once, and late rather than never."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from guide.editions import FreePlaces, NotInProof, scheduling
from guide.models import Edition, EditionStep
from guide_project import settings as real
from notifications.models import Notification
from tests.factories import create_tip
from tests.sending import send

pytestmark = pytest.mark.django_db

URL = "/curation/editions/1/publish/"
SOON = timedelta(hours=2)


def test_it_comes_out_once_its_moment_has_come(proof: Edition, editor: User) -> None:
    moment = timezone.now() + SOON
    proof.schedule(moment, by=editor, accept_free_places=True)
    assert scheduling.publish_what_is_due() == 0
    late = moment + timedelta(days=1)
    assert [scheduling.publish_what_is_due(at=late) for _ in range(2)] == [1, 0]
    edition = Edition.objects.published().get()
    assert (edition.published_at, edition.published_by, edition.publish_at) == (late, editor, None)
    assert edition.guide.published_on == timezone.localdate(late)
    assert Edition.objects.in_preparation().publish_at is None
    assert "guide.editions.scheduling.publish_what_is_due" in real.RUN_PERIODICALLY


def test_a_moment_that_has_gone_by_an_edition_that_is_not_in_proof_and_free_places_are_refused(
    proof: Edition, editor: User
) -> None:
    with pytest.raises(ValidationError) as refusal:
        proof.schedule(timezone.now() - SOON, by=editor, accept_free_places=True)
    assert list(refusal.value.message_dict) == ["day"]
    with pytest.raises(FreePlaces):
        proof.schedule(timezone.now() + SOON, by=editor)
    proof.back_from_proof(by=editor)
    with pytest.raises(NotInProof):
        proof.schedule(timezone.now() + SOON, by=editor, accept_free_places=True)


def test_back_in_preparation_it_no_longer_comes_out(proof: Edition, editor: User) -> None:
    moment = timezone.now() + SOON
    proof.schedule(moment, by=editor, accept_free_places=True)
    proof.back_from_proof(by=editor)
    assert scheduling.publish_what_is_due(at=moment + SOON) == 0


def test_the_screen_sets_the_moment_by_the_clock_of_the_site_changes_and_cancels_it(
    proof: Edition, as_editor: Client
) -> None:
    year = timezone.localdate().year + 1
    later = {"later": "1", "accept_free_places": "on"}
    refused = send(as_editor, URL, later | {"day": "", "time": "09:00"})
    assert (refused.status_code, 'value="09:00"' in refused.text) == (422, True)
    send(as_editor, URL, later | {"day": f"{year}-12-03", "time": "09:00"})
    stored = Edition.objects.get()
    assert stored.publish_at == datetime(year, 12, 3, 9, tzinfo=ZoneInfo("Europe/Paris"))
    for address in (URL, "/curation/editions/1/proof/", "/curation/places/"):
        assert f"Paraîtra le 3 décembre {year} à 9" in as_editor.get(address).text.replace("\u00a0", " ")
    send(as_editor, URL, later | {"day": f"{year}-12-04", "time": "10:30"})
    assert Edition.objects.get().publish_at != stored.publish_at
    as_editor.post(URL, {"cancel": "1"})
    assert Edition.objects.get().publish_at is None
    steps = proof.steps.order_by("pk").values_list("what", flat=True)
    assert list(steps) == ["proof", "scheduled", "scheduled", "unscheduled"]


def test_where_it_fails_the_editors_are_told_why_once_and_it_is_tried_again(
    proof: Edition, editor: User, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now() + SOON
    proof.schedule(moment, by=editor, accept_free_places=True)
    publish = Edition.publish

    def fail(*_args: object, **_more: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Edition, "publish", fail)
    for minutes in (1, 11):
        assert scheduling.publish_what_is_due(at=moment + timedelta(minutes=minutes)) == 0
    assert Notification.objects.of(editor).count() == 1
    EditionStep.objects.filter(what="not_out").update(at=moment + SOON)
    assert "No space left on device" in as_editor.get(URL).text
    monkeypatch.setattr(Edition, "publish", publish)
    assert scheduling.publish_what_is_due(at=moment + SOON) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_and_an_editor_one_publishes(editor: User) -> None:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor)
    moment = timezone.now() + SOON
    edition.schedule(moment, by=editor, accept_free_places=True)
    start, outcomes = threading.Barrier(3), []

    def clock() -> None:
        start.wait()
        outcomes.append(scheduling.publish_what_is_due(at=moment + SOON))
        connection.close()

    def person() -> None:
        mine = Edition.objects.get(number=1)
        start.wait()
        try:
            mine.publish(by=editor, accept_free_places=True)
            outcomes.append(1)
        except ValidationError:
            outcomes.append(0)
        connection.close()

    threads = [threading.Thread(target=one) for one in (clock, clock, person)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0, 0, 1]
    assert Edition.objects.published().count() == 1
    assert EditionStep.objects.filter(what__in=["published", "not_out"]).count() == 1
