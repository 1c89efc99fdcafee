"""What the nightly run writes, and what lowers none of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from contributions.models import Comment
from reporting import nightly_run
from reporting.counting import live_totals, monday_of, note_first_acts
from reporting.models import Dimension, Figure, Participation, Publication, PublishedValue
from reporting.nightly_run import publish, publish_what_is_due
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_lag(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every lot is one by which a value does not lag."""
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: 1)


def invite(number: int, *, site: str, department: str = "", came: int = 0) -> list[User]:
    before = User.objects.count()
    moment = timezone.now() - timedelta(hours=2)
    people = [
        User(
            username=f"p{before + place}",
            site=site,
            department=department,
            last_login=moment if place < came else None,
        )
        for place in range(number)
    ]
    User.objects.bulk_create(people)
    return list(User.objects.filter(username__in=[person.username for person in people]).order_by("pk"))


def publish_tonight(*, nights_on: int = 0) -> int:
    moment = timezone.now() + timedelta(days=nights_on)
    return publish(timezone.localdate(moment), at=timezone.now())


def values(figure: Figure = Figure.CAME, dimension: Dimension = Dimension.SITE) -> dict[str, int | None]:
    return dict(PublishedValue.objects.filter(figure=figure, dimension=dimension).values_list("group", "value"))


@pytest.fixture
def three_sites() -> list[User]:
    """22 came of 40, 12 of 40 and 3 of 40."""
    return [*invite(40, site="Nantes", came=22), *invite(40, site="Lille", came=12), *invite(40, site="Lyon", came=3)]


def test_totals_are_live_and_breakdowns_wait_for_the_night(three_sites: list[User]) -> None:
    assert live_totals()[Figure.CAME] == 37
    assert values() == {}
    publish_tonight()
    User.objects.filter(site="Lyon").update(last_login=timezone.now())
    assert live_totals()[Figure.CAME] == 74
    assert values()["Lyon"] is None


def test_one_hidden_group_hides_the_smallest_shown_one(three_sites: list[User]) -> None:
    publish_tonight()
    assert values() == {"Nantes": 20, "Lille": None, "Lyon": None}


def test_a_night_is_published_once(three_sites: list[User]) -> None:
    assert publish_tonight() > 0
    User.objects.update(last_login=timezone.now())
    assert publish_tonight() == 0
    assert values()["Nantes"] == 20


def test_erasing_moving_and_stopping_lower_nothing(three_sites: list[User], administrator: User) -> None:
    publish_tonight()
    before = live_totals()[Figure.CAME]
    erased, moved, stopped = three_sites[:3]
    erased.erase(by=administrator, reason="demandé par la personne")
    User.objects.filter(pk=moved.pk).update(site="Lille")
    stopped.stop(by=administrator, reason="partie")
    publish_tonight(nights_on=1)
    assert live_totals()[Figure.CAME] == before
    assert values() == {"Nantes": 20, "Lille": None, "Lyon": None}
    assert Participation.objects.filter(figure=Figure.CAME, site="Nantes").count() == 22
    assert not Participation.objects.filter(person=erased.pk).exists()


def test_whoever_is_erased_before_the_night_still_counts(three_sites: list[User], administrator: User) -> None:
    three_sites[0].erase(by=administrator, reason="demandé par la personne")
    assert live_totals()[Figure.CAME] == 37
    publish_tonight()
    assert live_totals()[Figure.CAME] == 37


def test_what_is_hidden_or_withdrawn_was_written(contributor: User, editor: User) -> None:
    comment = factories.create_comment(author=contributor)
    before = live_totals()
    comment.hide(by=editor, reason="hors sujet")
    assert live_totals() == before
    comment = Comment.objects.get(pk=comment.pk)
    assert before[Figure.WROTE] == 1 and before[Figure.CAME] >= 1


def test_whoever_wrote_has_come_though_signing_in_left_no_mark(contributor: User) -> None:
    assert contributor.last_login is None
    factories.create_comment(author=contributor)
    assert live_totals()[Figure.CAME] == live_totals()[Figure.WROTE] == 1
    note_first_acts(until=timezone.now())
    assert Participation.objects.filter(figure=Figure.CAME, person=contributor.pk).count() == 1
    assert live_totals()[Figure.CAME] == 1


@pytest.mark.once
def test_the_number_of_the_invited_moves_with_a_value_alone(three_sites: list[User]) -> None:
    publish_tonight()
    invite(3, site="Nantes", came=3)
    publish_tonight(nights_on=1)
    row = PublishedValue.objects.get(figure=Figure.CAME, dimension=Dimension.SITE, group="Nantes")
    assert (row.value, row.invited) == (25, 40)
    invite(7, site="Nantes", came=5)
    publish_tonight(nights_on=2)
    row.refresh_from_db()
    assert (row.value, row.invited) == (30, 50)


@pytest.mark.once
def test_a_department_that_is_nearly_a_site_is_not_shown() -> None:
    invite(60, site="Lyon", department="Ventes", came=20)
    invite(10, site="Lyon", department="Conseil", came=5)
    invite(60, site="Lille", department="Conseil", came=20)
    invite(60, site="Nantes", department="Conseil", came=20)
    invite(60, site="Nantes", department="Accueil", came=20)
    invite(10, site="Lille", department="Sinistres", came=6)
    publish_tonight()
    shown = {group for group, value in values(dimension=Dimension.DEPARTMENT).items() if value}
    assert "Ventes" not in shown and "Conseil" in shown


@pytest.mark.once
def test_whoever_writes_is_never_shown_above_who_came(contributor: User) -> None:
    people = [
        *invite(60, site="Nantes", came=12),
        *invite(60, site="Lille", came=12),
        *invite(60, site="Lyon", came=12),
    ]
    theme = factories.create_theme()
    for person in people[:12]:
        Comment.objects.write(theme=theme, body="Je verrouille mon poste.", author=person)
    publish_tonight()
    came, wrote = values(), values(Figure.WROTE)
    assert wrote["Nantes"] == 5 and came["Nantes"] == 10  # five of the twelve writers stay open
    assert all((wrote[site] or 0) <= (came[site] or 0) for site in wrote)


def test_the_night_is_asked_for_after_three_and_once(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    night = timezone.make_aware(datetime(2027, 3, 28, 0, 0))  # two o'clock does not exist
    assert publish_what_is_due(at=night + timedelta(hours=1)) == 0
    morning = timezone.make_aware(datetime(2027, 3, 28, 3, 0))
    assert publish_what_is_due(at=morning) == 1
    assert publish_what_is_due(at=morning + timedelta(minutes=10)) == 0
    assert DBTaskResult.objects.filter(task_path="reporting.nightly_run.publish_night").count() == 1


def test_a_night_that_failed_is_asked_for_again_after_an_hour(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    morning = timezone.make_aware(datetime(2027, 10, 31, 3, 0))
    publish_what_is_due(at=morning)
    assert publish_what_is_due(at=morning + timedelta(minutes=61)) == 1
    Publication.objects.update(published_at=morning)
    assert publish_what_is_due(at=morning + timedelta(hours=3)) == 0


def test_a_run_that_fails_writes_nothing(three_sites: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ValueError

    monkeypatch.setattr(nightly_run, "departments_like_a_site", fail)
    with pytest.raises(ValueError):
        publish_tonight()
    assert not PublishedValue.objects.exists() and not Participation.objects.exists()


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_people(three_sites: list[User]) -> None:
    publish_tonight()

    def queries(nights_on: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            publish_tonight(nights_on=nights_on)
        return len(made)

    before = queries(1)
    invite(100, site="Nantes")
    assert queries(2) == before
    with CaptureQueriesContext(connection) as made:
        live_totals()
    assert len(made) <= 14


def test_all_texts_are_read_before_the_night_holds_anything(contributor: User) -> None:
    """On SQLite nobody can save while a transaction is open that writes."""
    factories.create_page(body="Trois mots ici.", author=contributor)
    with CaptureQueriesContext(connection) as queries:
        publish_tonight()
    asked = [query["sql"] for query in queries]
    begins = next(place for place, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    reads = [place for place, sql in enumerate(asked) if "SELECT" in sql and '"body"' in sql]
    assert reads
    assert max(reads) < begins
    assert Publication.objects.get().words_of_pages == 3


def test_a_recount_says_what_differs(three_sites: list[User], capsys: pytest.CaptureFixture[str]) -> None:
    publish_tonight()
    call_command("recount_figures")
    assert "Every figure is as it is counted anew." in capsys.readouterr().out
    PublishedValue.objects.filter(group="Nantes", figure=Figure.CAME).update(value=30)
    Participation.objects.filter(person=three_sites[0].pk).delete()
    User.objects.filter(pk=three_sites[0].pk).update(last_login=None)
    with pytest.raises(CommandError):
        call_command("recount_figures")
    assert "Nantes" in capsys.readouterr().out


def test_a_week_begins_on_monday_by_the_clock_of_the_site() -> None:
    sunday = timezone.make_aware(datetime(2027, 3, 28, 23, 30))
    assert str(monday_of(sunday)) == "2027-03-22"
    assert str(monday_of(sunday + timedelta(hours=1))) == "2027-03-29"
