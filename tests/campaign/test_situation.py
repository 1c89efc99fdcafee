"""The home page says in one sentence what can be done now, for how long, and what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from campaign.calendar.phase_forms import midnight
from campaign.calendar.rights import with_rights
from campaign.calendar.situation import SENTENCES, Situation, situation_of, time_left
from campaign.models import Phase
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = timedelta(days=1)
BEGIN = datetime(2027, 3, 1, tzinfo=ZoneInfo("Europe/Paris"))
USUAL = (("inform", 0, 10), ("write", 10, 30), ("choose", 30, 40), ("publish", 45, 50))


def calendar(*phases: tuple[str, int, int | None], begin: datetime = BEGIN) -> None:
    for kind, first, after in phases:
        is_window = kind == "write"
        Phase.objects.create(
            kind=kind,
            starts_at=begin + first * DAY,
            ends_at=begin + after * DAY if after is not None else None,
            may_write=is_window,
            may_comment=is_window,
        )


def said(day: float, **values: bool) -> Situation:
    at = BEGIN + day * DAY
    return situation_of(list(with_rights(Phase.objects.all(), at)), at, **values)


@pytest.mark.parametrize(
    ("day", "kind", "left"),
    [
        (-3, "before, next", "3 days"),
        (5, "opens", "5 days"),
        (10, "write until, next", "20 days"),
        (27.9, "write until, next", "2 days"),
        (28.5, "write until, next", "36 hours"),
        (29.99, "write until, next", "15 minutes"),
        (30, "choose until, next", "10 days"),
        (42, "between, closed, next", "3 days"),
        (45, "runs until", "5 days"),
        (50, "after", ""),
    ],
)
def test_each_state_of_a_usual_campaign_has_its_sentence(day: float, kind: str, left: str) -> None:
    calendar(*USUAL)
    with translation.override("en"):
        found = said(day)
        assert (found.kind, found.left) == (kind, left)
        assert "None" not in found.sentence and "%" not in found.sentence


@pytest.mark.parametrize(
    ("phases", "day", "kind"),
    [
        ([("write", 0, None)], 3, "write"),
        ([("write", 0, None), ("choose", 9, None)], 3, "write, next"),
        ([("write", 0, 10)], -1, "before writing"),
        ([("write", 0, 10)], 3, "write until"),
        ([("write", 0, 10), ("choose", 10, None), ("publish", 20, 30)], 12, "choose, next"),
        ([("write", 0, 10), ("choose", 10, 20)], 12, "choose until"),
        ([("write", 0, 10), ("choose", 10, None)], 12, "choose"),
        ([("write", 0, 10), ("choose", 8, 20), ("write", 20, 30)], 12, "reopens"),
        ([("write", 0, 10), ("write", 20, 30)], 12, "between, closed writing"),
        ([("inform", 0, 10), ("write", 20, 30)], 12, "between writing"),
        ([("inform", 0, 10), ("learn", 20, 30), ("write", 30, 40)], 12, "between, next"),
        ([("write", 0, 10), ("learn", 10, None)], 12, "runs"),
        ([("write", 0, 10), ("learn", 10, None), ("alive", 20, None)], 12, "runs, next"),
        ([("write", 0, 10), ("learn", 10, 15), ("alive", 20, None)], 12, "runs until, next"),
        ([("choose", 0, 10)], 3, "write"),
    ],
)
def test_odd_calendars_have_theirs(phases: list[tuple[str, int, int | None]], day: int, kind: str) -> None:
    calendar(*phases)
    assert said(day).kind == kind


def test_what_the_guide_has_changes_the_sentence() -> None:
    assert situation_of([], timezone.now()).kind == "no calendar"
    assert situation_of([], timezone.now(), is_full=True).kind == "full"
    calendar(*USUAL, ("alive", 50, None))
    assert said(15, is_full=True).kind == "full until, next"
    assert (said(46).kind, said(46, is_published=True).kind) == ("runs until, next", "published, next")
    assert said(60, is_published=True).kind == "published"
    Phase.objects.filter(kind="alive").delete()
    assert said(60, is_published=True).kind == "after, published"


@pytest.mark.parametrize("language", ["en", "fr", "it", "ja"])
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    with translation.override("en"):
        english = {kind: str(words) for kind, words in SENTENCES.items()}
    with translation.override(language):
        for kind in SENTENCES:
            sentence = Situation(kind, *(f"<{name}>" for name in Situation._fields[1:])).sentence
            assert "%" not in sentence
            assert (str(SENTENCES[kind]) == english[kind]) == (language == "en"), kind


def test_never_less_is_said_to_be_left_than_there_is() -> None:
    with translation.override("en"):
        now = timezone.now()
        lefts = [timedelta(days=2), timedelta(hours=47, minutes=59), timedelta(hours=2), timedelta(minutes=119)]
        assert [time_left(now, now + left) for left in lefts] == ["2 days", "47 hours", "2 hours", "119 minutes"]
        assert time_left(now, now + timedelta(seconds=1)) == "1 minute"


def test_the_last_day_is_said_and_not_the_midnight_after_it() -> None:
    with translation.override("fr"), timezone.override(ZoneInfo("Europe/Paris")):
        begin = midnight(date(timezone.localdate().year, 3, 1))
        calendar(("write", 0, 10), begin=begin)
        (phase,) = with_rights(Phase.objects.all(), begin)
        assert "jusqu’au 10\u00a0mars," in situation_of([phase], begin).sentence
        phase.ends_at = begin + timedelta(hours=18)
        assert "jusqu’au 1er\u00a0mars à 17" in situation_of([phase], begin).sentence


def test_home_says_it_and_calls_for_what_is_open_alone(
    as_contributor: Client, contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the cache too, on either side of each boundary."""
    page = factories.create_page(author=contributor)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    hour = timedelta(hours=1)
    factories.create_phase(starts_at=noon, ends_at=noon + hour)
    factories.create_phase(kind="choose", starts_at=noon + hour, ends_at=noon + 2 * hour)
    seen = []
    for moment in (noon - hour, noon, noon + hour / 2, noon + hour, noon + 2 * hour):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        made, cached = as_contributor.get("/").text, as_contributor.get("/").text
        for html in (made, cached):
            assert ('href="#q4"' in html) == ("Vous pouvez écrire" in html)
        seen.append(next(words for words in SAID if words in cached))
        assert SAID[seen[-1]] in cached
    assert seen == list(SAID)[:2] + list(SAID)[1:]
    assert page.title in cached


SAID = {
    "L’écriture ouvre le": "60 minutes",
    "Vous pouvez écrire jusqu’au": "minutes",
    "la rédaction choisit jusqu’au": "60 minutes",
    "la campagne est terminée": "L’écriture est close depuis le",
}


def test_the_page_of_the_calendar_has_each_phase_with_its_text(as_contributor: Client, administrator: User) -> None:
    phase = factories.create_phase(name="Écrire <b>ici</b>", note="Une & deux", text="Une **phrase** suffit.")
    phase.decide(by=administrator)
    html = as_contributor.get("/campaign/").text
    assert "Écrire &lt;b&gt;ici&lt;/b&gt;" in html and "Une &amp; deux" in html
    assert "<strong>phrase</strong>" in html and "écrire et améliorer des pages" in html
    assert 'aria-current="step"' in html and "Vous pouvez écrire jusqu’au" in html
    assert "/settings/calendar/" not in html
    assert f'href="/campaign/#phase-{phase.pk}"' in as_contributor.get("/").text


def test_without_phases_the_page_says_so(as_contributor: Client) -> None:
    assert "aucun calendrier" in as_contributor.get("/campaign/").text


def test_a_second_organisation_has_two_phases_of_its_own_names(as_contributor: Client) -> None:
    """It writes in Japanese, in Tokyo."""
    factories.change_site_settings(language="ja", time_zone="Asia/Tokyo")
    factories.create_phase(kind="other", name="みんなで書く", may_write=True, days_left=3)
    factories.create_phase(kind="other", name="ふりかえり", days_ago=-3, days_left=9)
    html = as_contributor.get("/", headers={"Accept-Language": "ja"}).text
    assert "みんなで書く" in html and "ふりかえり" in html
    assert ">選ぶ</a>" not in as_contributor.get("/campaign/", headers={"Accept-Language": "ja"}).text
