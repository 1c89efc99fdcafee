"""The list of all drifts that wait for an answer, and the places whose tip is adrift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from guide.models import Drift, Source, Tip
from guide.views import drift as drift_views
from tests.factories import create_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez")


def drift_of(tip: Tip, *, days_ago: int = 1, kind: str = "changed", words: str = "Autre chose.") -> Drift:
    source = Source.objects.create(tip=tip, page=tip.sources.all()[0].page, passage="Un mot.", added_by=tip.placed_by)
    noticed = timezone.now() - timedelta(days=days_ago)
    return Drift.objects.create(source=source, kind=kind, words=words, before="Un mot.", noticed_at=noticed)


def test_the_oldest_alarm_stands_first_and_other_wordings_apart(as_editor: Client, tip: Tip) -> None:
    young, old = drift_of(tip), drift_of(tip, days_ago=3, kind="gone")
    quiet = drift_of(tip, kind="wording")
    page = as_editor.get("/curation/drift/").text
    assert page.index(old.get_absolute_url()) < page.index(young.get_absolute_url())
    assert quiet.get_absolute_url() not in page
    assert quiet.get_absolute_url() in as_editor.get("/curation/drift/?quiet=1").text


@pytest.mark.once
def test_what_is_answered_has_left_it(as_editor: Client, editor: User, tip: Tip) -> None:
    drift = drift_of(tip)
    Drift.objects.filter(pk=drift.pk).update(
        answer="kept", reason="Oui.", answered_by=editor, answered_at=timezone.now()
    )
    assert drift.get_absolute_url() not in as_editor.get("/curation/drift/").text


def test_it_is_paged_from_the_oldest(as_editor: Client, tip: Tip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_views, "ROWS", 2)
    rows = [drift_of(tip, days_ago=days) for days in (4, 3, 2)]
    first = as_editor.get("/curation/drift/")
    assert [drift.pk for drift in first.context["drifts"]] == [rows[0].pk, rows[1].pk]
    second = as_editor.get(f"/curation/drift/?{first.context['next_query']}")
    assert [drift.pk for drift in second.context["drifts"]] == [rows[2].pk]


@pytest.mark.parametrize("path", ["/curation/drift/", "/curation/tips/6/"])
def test_their_number_costs_no_query(as_editor: Client, tip: Tip, path: str) -> None:
    drift_of(tip)
    as_editor.get(path)
    with CaptureQueriesContext(connection) as few:
        as_editor.get(path)
    for _more in range(5):
        drift_of(tip)
    with CaptureQueriesContext(connection) as many:
        as_editor.get(path)
    assert len(many) == len(few)


def test_the_places_adrift_are_those_of_tips_with_an_alarm(tip: Tip, editor: User, django_assert_num_queries) -> None:
    drift_of(tip)
    drift_of(create_tip(number=7, by=editor), kind="wording")
    unplaced = create_tip(number=8, by=editor)
    drift_of(unplaced)
    unplaced.release(by=editor)
    with django_assert_num_queries(1):
        assert list(Drift.objects.alarms().values_list("source__tip__number", flat=True)) == [6]
    assert Drift.objects.alarms().count() == 1
    assert Drift.objects.grave().count() == 2
