"""Completions of courses by place of work and department, under the rule of the figures."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from learning.models import Attempt, CourseVersion
from reporting import nightly_run
from reporting.counting import forget_who_took_part
from reporting.course_figures import at_least
from reporting.models import OF_COURSES, Dimension, Figure, Participation, PublishedValue
from reporting.nightly_run import figures_by, publish
from reporting.recount import differences
from tests import factories
from tests.downloads import saved_name
from tests.learning.course_rows import published_course

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('a')</script> \"=1+1\""


@pytest.fixture
def version(monkeypatch: pytest.MonkeyPatch) -> CourseVersion:
    """Forty people at each of four places: 22, 17, 12 and 3 of them have begun; half of these finished, a quarter passed."""
    monkeypatch.setattr(nightly_run, "_lots", lambda of: lambda group: 1)
    version = published_course(factories.create_editor())
    moment = timezone.now() - timedelta(days=2)
    for number, (site, begun) in enumerate((("Nantes", 22), (HOSTILE, 17), ("Lille", 12), ("Lyon", 3))):
        for place in range(40):
            name = f"p{number}-{place}"
            has_begun = place < begun
            User.objects.bulk_create([User(username=name, site=site, last_login=moment if has_begun else None)])
            if has_begun:
                learn(version, User.objects.get(username=name), place)
    return version


def learn(version: CourseVersion, learner: User, place: int) -> None:
    moment = timezone.now() - timedelta(days=1)
    end = {"finished_at": moment, "points": 5, "is_passed": place % 4 == 0} if place % 2 == 0 else {}
    Attempt.objects.create(
        course=version.course, version=version, learner=learner, number=1, language="en", begun_at=moment, **end
    )


def values(figure: Figure) -> dict[str, int | None]:
    rows = PublishedValue.objects.filter(figure=figure, dimension=Dimension.SITE)
    return dict(rows.exclude(value=None).values_list("group", "value"))


@pytest.mark.once
def test_groups_are_published_by_night_in_steps_and_never_above_what_they_are_part_of(version: CourseVersion) -> None:
    assert values(Figure.BEGAN) == {}
    publish(timezone.localdate(), at=timezone.now())
    assert values(Figure.BEGAN) == {"Nantes": 20, HOSTILE: 15}  # one alone would be hidden, so that Lille is, too
    assert values(Figure.FINISHED) == {"Nantes": 10, HOSTILE: 5}
    assert values(Figure.PASSED) == {"Nantes": 5, HOSTILE: 5}
    for larger, smaller in (
        (Figure.CAME, Figure.BEGAN),
        (Figure.BEGAN, Figure.FINISHED),
        (Figure.FINISHED, Figure.PASSED),
    ):
        assert all((value or 0) <= (values(larger)[group] or 0) for group, value in values(smaller).items())
    assert not PublishedValue.objects.filter(figure__in=OF_COURSES, dimension__in=["week", "theme"]).exists()
    assert not set(OF_COURSES) & set(figures_by(Dimension.WEEK))
    assert differences() == []


def test_one_more_person_moves_nothing_and_erasing_lowers_nothing(version: CourseVersion) -> None:
    publish(timezone.localdate(), at=timezone.now())
    before = values(Figure.BEGAN)
    learner = User.objects.get(username="p0-0")
    forget_who_took_part(learner)
    Attempt.objects.filter(learner=learner).delete()
    learn(version, User.objects.get(username="p2-30"), 1)
    publish(timezone.localdate() + timedelta(days=1), at=timezone.now())
    assert values(Figure.BEGAN) == before
    assert Participation.objects.filter(figure=Figure.BEGAN, person=None).count() == 1


@pytest.mark.once
def test_page_and_file_say_the_same_and_name_nobody(version: CourseVersion, client: Client) -> None:
    publish(timezone.localdate(), at=timezone.now())
    client.force_login(User.objects.get(pk=version.published_by_id or 0))
    html = client.get(reverse("reporting:completions")).content.decode()
    assert "<script>alert" not in html
    page = " ".join(re.sub("<[^>]+>", " ", html).split())
    sent = client.get(reverse("reporting:completions_csv"))
    assert saved_name(sent) == f"parcours-terminés-{timezone.localdate()}.csv"
    file = sent.content.decode()
    for line in ("Nantes;40;20;10;5", ";40;15;5;5", "Before you publish;50;25;15"):
        assert line in file, file
    assert "Nantes 40 20 10 5" in page and "Before you publish 50 25 15" in page
    assert "Lyon" not in page and "p0-0" not in page + file


@pytest.mark.parametrize(
    ("number", "invited", "told"),
    [(4, 100, None), (5, 100, 5), (54, 100, 50), (99, 100, 95), (100, 100, 95), (10, 19, None), (0, 100, None)],
)
def test_a_total_is_told_in_steps_and_never_of_nearly_all(number: int, invited: int, told: int | None) -> None:
    assert at_least(number, invited) == told


def test_the_figures_lead_editors_to_the_completions(as_editor: Client, as_contributor: Client) -> None:
    statistics, completions = reverse("reporting:statistics"), reverse("reporting:completions")
    assert f'href="{completions}"' in as_editor.get(statistics).text
    assert completions not in as_contributor.get(statistics).text
