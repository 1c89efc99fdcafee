"""A right is open exactly while the calendar says so: to the second, by any clock, in every query that asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from campaign.calendar.phase_forms import midnight
from campaign.calendar.rights import (
    EVERYTHING,
    GRACE,
    RIGHTS,
    OpenRights,
    Right,
    RightClosed,
    boundaries_passed,
    check,
    rights_at,
    rights_in,
    with_rights,
)
from campaign.models import Phase
from contributions.endorsements import Endorsement
from contributions.models import Comment, Page, Question
from guide.candidates.evidence import Nomination
from tests import factories
from tests.campaign.training.made import create_session
from themes.models import Theme

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
ZONES = ("Europe/Paris", "Indian/Reunion", "Asia/Tokyo")
CHANGES = (date(2027, 3, 28), date(2027, 10, 31))


def phase(starts_at: datetime, ends_at: datetime | None, *rights: Right) -> Phase:
    return Phase.objects.create(
        kind="write", starts_at=starts_at, ends_at=ends_at, **{f"may_{right}": True for right in rights}
    )


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize(("zone", "day"), list(product(ZONES, CHANGES)))
def test_each_right_is_open_from_its_first_second_until_before_its_end(zone: str, day: date, right: Right) -> None:
    """Over both nights in which summer time changes, in zones that know it and zones that do not."""
    with timezone.override(ZoneInfo(zone)):
        found = phase(midnight(day), midnight(day + timedelta(days=1)), right)
        found.refresh_from_db()
        hours = (found.ends_at - found.starts_at) / timedelta(hours=1)
        assert hours == {("Europe/Paris", CHANGES[0]): 23, ("Europe/Paris", CHANGES[1]): 25}.get((zone, day), 24)
        assert (found.first_day, found.last_day) == (day, day)
    starts_at, ends_at = found.starts_at, found.ends_at
    assert ends_at is not None
    expected = {
        starts_at - SECOND: (False, False),
        starts_at: (True, True),
        ends_at - SECOND: (True, True),
        ends_at: (False, True),
        ends_at + GRACE - SECOND: (False, True),
        ends_at + GRACE: (False, False),
    }
    others = set(RIGHTS) - {right}
    for moment, (is_open, is_accepted) in expected.items():
        now = rights_at(moment)
        assert getattr(now, right) is is_open, moment
        assert all(getattr(now, other) for other in others), "no phase restricts them"
        assert getattr(rights_at(moment, has_grace=True), right) is is_accepted, moment
        if is_accepted:
            check(right, moment)
        else:
            with pytest.raises(RightClosed):
                check(right, moment)


def test_without_a_calendar_nothing_is_restricted_and_a_row_that_was_not_asked_restricts_all() -> None:
    assert rights_at() == EVERYTHING
    assert rights_in(Page()) == OpenRights()
    assert Page().open_rights == OpenRights()


def test_phases_overlap_and_leave_gaps_and_one_without_an_end_goes_on() -> None:
    noon = timezone.now()
    hours = [noon + timedelta(hours=number) for number in range(6)]
    phase(hours[0], hours[2], "comment")
    phase(hours[1], hours[3], "comment", "write")
    phase(hours[4], None, "comment")
    assert [rights_at(hour).comment for hour in hours] == [True, True, True, False, True, True]
    assert [rights_at(hour).write for hour in hours] == [False, True, True, False, False, False]
    assert rights_at(noon + timedelta(days=9_000)).comment


def test_the_query_says_what_the_sentence_says_for_many_calendars() -> None:
    """Of every right, at every boundary and around it; and no two states of a calendar have one number of boundaries."""
    chance, noon = Random(5), timezone.now()
    factories.create_theme()
    for _calendar in range(12):
        Phase.objects.all().delete()
        for _one in range(chance.randrange(5)):
            starts_at = noon + timedelta(hours=chance.randrange(6))
            ends_at = starts_at + timedelta(hours=chance.randrange(1, 6)) if chance.random() < 0.8 else None
            phase(starts_at, ends_at, *(right for right in RIGHTS if chance.random() < 0.5))
        phases, states = list(Phase.objects.all()), {}
        for half_hour in range(-1, 24):
            at = noon + timedelta(minutes=30) * half_hour
            said = OpenRights(*(is_open(phases, right, at) for right in RIGHTS))
            row = with_rights(Theme.objects.annotate(passed=boundaries_passed(at)), at).get()
            assert rights_in(row) == said
            assert states.setdefault(row.passed, said) == said


def is_open(phases: list[Phase], right: Right, at: datetime) -> bool:
    """The rule, in Python."""
    those = [one for one in phases if getattr(one, f"may_{right}")]
    return not those or any(one.state(at) == "now" for one in those)


def test_each_verb_obeys_its_own_right(contributor: User, editor: User) -> None:
    page = factories.create_page(author=editor)
    question = factories.create_question(by=editor)
    comment = factories.create_comment(author=editor, page=page)
    session, other_session = create_session(speakers=""), create_session(speakers="")
    verbs = {
        "write": lambda: page.record_revision(body="Un autre.", author=contributor, base_version=page.version),
        "comment": lambda: factories.create_comment(author=contributor, page=page),
        "endorse": lambda: Endorsement.objects.endorse(comment, by=contributor),
        "ask": lambda: question.also_ask(by=contributor),
        "nominate": lambda: Nomination.objects.nominate(page, by=contributor),
        "register": lambda: session.register(contributor),
    }
    again = {
        "write": lambda: factories.create_page(title="Nouvelle", author=contributor),
        "comment": lambda: Comment.objects.get(author=contributor).revise_text(
            body="Autrement.", author=contributor, base_version=1
        ),
        "endorse": lambda: Endorsement.objects.take_back(comment, by=contributor),
        "ask": lambda: Question.objects.ask(text="Est-ce ouvert ?", theme=page.theme, by=contributor),
        "nominate": lambda: Nomination.objects.nominate(page, by=contributor, reason="Encore."),
        "register": lambda: other_session.register(contributor),
    }
    for right in RIGHTS:
        Phase.objects.all().delete()
        factories.create_phase(kind="choose", days_ago=9, days_left=-1, **{f"may_{right}": True})
        with pytest.raises(RightClosed):
            verbs[right]()
        for other in set(RIGHTS) - {right}:
            check(other)
        Phase.objects.update(ends_at=None)
        verbs[right]()
        Phase.objects.update(ends_at=timezone.now() - GRACE)
        with pytest.raises(RightClosed):
            again[right]()
        Phase.objects.update(ends_at=None)
        again[right]()


OFFERED = {
    "write": "/edit/",
    "comment": "/say/",
    "endorse": "/endorse/",
    "ask": "/same/",
    "nominate": "/nominate/",
}


def test_what_is_shut_holds_nobody_in_a_session_and_no_organiser_up(contributor: User, editor: User) -> None:
    session = create_session(speakers="")
    own = session.register(contributor)
    factories.create_phase(kind="inform", days_ago=9, days_left=-1, may_register=True)
    own.cancel(by=contributor)
    assert session.register(contributor, by=editor).is_registered


def test_a_session_offers_to_register_while_it_is_open_and_says_since_when_it_is_not(as_contributor: Client) -> None:
    session = create_session(speakers="")
    address = reverse("training:session_register", args=[session.pk])
    factories.create_phase(kind="inform", days_ago=9, days_left=1, may_register=True)
    assert address in as_contributor.get(session.get_absolute_url()).text
    Phase.objects.update(ends_at=timezone.now() - GRACE)
    shown = as_contributor.get(session.get_absolute_url()).text
    assert address not in shown
    assert "sont closes depuis le" in shown
    said = as_contributor.post(address, follow=True).text
    assert "Les inscriptions aux séances sont closes." in said
    assert not session.registrations.exists()


@pytest.mark.parametrize("right", OFFERED)
def test_a_cached_screen_offers_what_is_open_on_either_side_of_a_boundary(
    right: Right, as_contributor: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.create_page(author=editor)
    factories.create_question(theme=page.theme, by=editor)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    phase(noon, noon + timedelta(hours=1), right)
    address = "/questions/" if right == "ask" else page.get_absolute_url()
    seen = []
    for moment in (noon - SECOND, noon, noon + timedelta(hours=1) - SECOND, noon + timedelta(hours=1)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        made, cached = as_contributor.get(address).text, as_contributor.get(address).text
        assert (OFFERED[right] in made) == (OFFERED[right] in cached)
        seen.append(OFFERED[right] in cached)
        others = {OFFERED[other] for other in OFFERED if other not in {right, "ask"}} if right != "ask" else set()
        assert all(other in cached for other in others)
    assert seen == [False, True, True, False]
