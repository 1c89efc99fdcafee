"""Loads the campaign through the verbs that people's own acts go through, each at its date and by its author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from campaign.site_settings.current import remembered
from contributions import authorship, events, page_views
from contributions.models import Comment, Page
from demo.content import read_campaign
from demo.course_content import learn, remark_on, write_course, write_short_course
from demo.desk import moderate, settle_a_report, undecided, work_at_the_desk
from demo.discussions import contradict, read_desk, talk
from demo.distribution import distribute, read_distribution
from demo.film_loading import add_films, ask_under_films
from demo.first_edition import free_places, publish, write_sections
from demo.page_writing import nominate_pages, write_pages
from demo.questions import ask
from demo.reactions import look_in_vain, react
from demo.rooms import ask_in_sessions
from demo.second_edition import begin_the_next
from demo.self_check_content import write_self_check
from demo.setting_up import LANGUAGE, TIME_ZONE, add_people, add_phases, add_themes, introduce
from demo.stage import Stage
from demo.thanks import thank
from demo.tip_promotion import promote_tips
from demo.training import hold_sessions
from demo.watching import watch_as_people_do
from demo.waves import invite
from guide.models import Edition, Nomination, Section, Tip
from reporting import nightly_run
from search import index as search

DAYS_GONE_BY = 58
# On which figures were published: not all, which would take as long as everything else together.
NIGHTS = (*range(-27, 57, 7), 55, 56, 57)


class LoadingRefused(Exception):
    """The demo cannot be loaded here; the message says why, in one line."""


@dataclass(frozen=True)
class Loaded:
    people: int
    pages: int
    revisions: int
    tips: int
    sources: int
    sections: int
    nominations: int
    contributions: int
    edition: Edition


def is_empty() -> bool:
    return not User.objects.exists() and not Page.objects.exists()


def load() -> Loaded:
    """Fills an empty site with the demo campaign, whose 59th day is today. Raises LoadingRefused, and then writes nothing."""
    if not settings.GUIDE_DEMO:
        raise LoadingRefused("The demo has known passwords: it loads only where GUIDE_DEMO=1 is set.")
    if not is_empty():
        raise LoadingRefused("There are people or pages here already: the demo loads only into an empty database.")
    with timezone.override(TIME_ZONE), translation.override(LANGUAGE), remembered():
        return _load()


def _load() -> Loaded:
    campaign, desk = read_campaign(), read_desk()
    stage = Stage(timezone.localdate() - timedelta(days=DAYS_GONE_BY))
    with transaction.atomic(), events.muted():
        add_people(campaign, stage)
        introduce(by=User.objects.get(username="admin"))
        add_themes(campaign, stage)
        add_phases(campaign, stage)
        hold_sessions(stage)
        write_pages(campaign, stage)
        add_films(campaign.videos, stage)
        nominate_pages(campaign, stage)
        write_sections(campaign, stage)
        talk(campaign, stage)
        contradict(desk, stage)
        react(campaign, stage)
        ask(campaign, stage)
        ask_in_sessions(stage)
        ask_under_films(campaign.videos, stage)
        thank(stage)
        settle_a_report(stage)
        promote_tips(campaign, desk, stage)
        work_at_the_desk(campaign, desk, stage)
        moderate(stage, undecided(campaign, desk, stage))
        publish_figures(stage, *NIGHTS)
        write_self_check(stage)
        edition = publish(stage)
        write_short_course(edition, stage)
        course = write_course(edition, stage)
        learn(course, stage)
        remark_on(course, stage)
        distribute(read_distribution(), edition, stage)
        free_places(stage)
        begin_the_next(desk, stage)
        watch_as_people_do(stage)
        look_in_vain(stage)
        invite(stage)
        publish_figures(stage, DAYS_GONE_BY)
        build_indexes()
    return count_all(edition)


def publish_figures(stage: Stage, *nights: int) -> None:
    """As the clock does it, at four in the morning."""
    for days in nights:
        at = stage.at(timedelta(days=days, hours=4))
        nightly_run.publish(at.date(), at=at)


def build_indexes() -> None:
    """Builds what the worker builds after each change, and events did not ask for here. The search comes last: it finds the
    tips of an edition whose web page is written.
    """
    authorship.rebuild()
    page_views.rebuild()
    transaction.on_commit(search.rebuild)


def count_all(edition: Edition) -> Loaded:
    pages = Page.objects.all()
    return Loaded(
        people=User.objects.count(),
        pages=pages.count(),
        revisions=sum(pages.values_list("version", flat=True)),
        tips=Tip.objects.count(),
        sources=sum(tip.sources.count() for tip in Tip.objects.all()),
        sections=Section.objects.count(),
        nominations=Nomination.objects.count(),
        contributions=Comment.objects.count(),
        edition=edition,
    )
