"""Loads the campaign through the verbs that people's own acts go through, each at its date and by its author."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Role, User
from campaign.models import Phase, Video
from contributions import events
from contributions.authorship import sync as authorship
from contributions.models import Comment, Image, Page, PageRevision, Passage
from contributions.page_views import score_sync
from demo import content
from demo.blocks import changed
from demo.comment_content import CommentContent, CommentKey, IncorporationContent
from demo.content import Campaign, RevisionContent
from demo.departments import department_of
from demo.desk import undecided, work_at_the_desk
from demo.desk_content import Desk, read_desk
from demo.distribution import distribute
from demo.distribution_content import read_distribution
from demo.film_loading import add_films, ask_under_films
from demo.identity import LANGUAGE, TIME_ZONE, introduce
from demo.moderation import moderate, settle_a_report
from demo.pictures.placement import illustrate, illustrated
from demo.questions import ask
from demo.reactions import react
from demo.rooms import ask_in_sessions
from demo.searching import look_in_vain
from demo.second_edition import begin_the_next
from demo.terminology import avoid_forms
from demo.thanks import thank
from demo.tip_promotion import promote_tips
from demo.training import hold_sessions
from demo.translations import translate
from demo.videos import cache as films
from demo.watching import watch_as_people_do
from demo.waves import invite
from guide.bibliography import importer
from guide.builds import build
from guide.models import Edition, EditionFile, Nomination, Section, Tip
from reporting import nightly_run
from search import rebuilding as search
from site_settings.current import remembered
from themes.models import Theme

PASSWORD = "demo"  # noqa: S105 - refused unless settings.GUIDE_DEMO
ACCOUNTS = ("contributor", "editor", "translator", "admin")
DAYS_GONE_BY = 58
PUBLISHED = timedelta(days=57, hours=10)
ILLUSTRATED = timedelta(days=55, hours=14)
SECTIONS_BEGUN = timedelta(days=40, hours=9)
NIGHTS = (
    *range(-27, 57, 7),
    55,
    56,
    57,
)  # on which figures were published: not all, which takes as long as all the rest
FREED = (10, 20)
FREED_ON = timedelta(days=57, hours=16)
UNREAD_REASON = (
    "Les derniers textes sont arrivés la veille du bouclage : ils seront lus les premiers pour la deuxième édition."
)
SUMMARY = (
    "En huit semaines, près de cinq cents salariés de la Mutuelle ont raconté ce qu’ils avaient appris d’Internet, "
    "souvent à leurs dépens. Voici le meilleur de ce qu’ils ont écrit."
)
IMPRINT = {
    "place": "Nantes",
    "licence": "CC BY-NC-ND 4.0",
    "licence_url": "https://creativecommons.org/licenses/by-nc-nd/4.0/",  # which answers in the reader's language
    "contact": "bonsens@deuxrives.example",
}


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


@dataclass
class Stage:
    """When the campaign began, and what has been loaded of it, under the names that the content uses."""

    first_day: date
    people: dict[str, User] = field(default_factory=dict)
    themes: dict[int, Theme] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    comments: dict[CommentKey, Comment] = field(default_factory=dict)
    tips: dict[int, Tip] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)
    videos: dict[str, Video] = field(default_factory=dict)

    def at(self, when: timedelta) -> datetime:
        """The moment, by the clock of the campaign: 09:14 stays 09:14 when summer time ends."""
        return timezone.make_aware(datetime.combine(self.first_day, time.min) + when)

    def revision_at(self, page: str, moment: datetime) -> PageRevision:
        """The page as it stood then."""
        rows = self.pages[page].history.filter(history_date__lte=moment)
        return cast(PageRevision, rows.order_by("-version").first())

    @cached_property
    def editors(self) -> list[User]:
        """Asked for once all people are there."""
        keys = set(User.objects.filter(groups__name=Role.EDITOR).values_list("pk", flat=True))
        return sorted((person for person in self.people.values() if person.pk in keys), key=attrgetter("pk"))


def is_empty() -> bool:
    return not User.objects.exists() and not Page.objects.exists()


def load() -> Loaded:
    """Fills an empty site with the demo campaign, whose 59th day is today; raises Refused, and then writes nothing."""
    if not settings.GUIDE_DEMO:
        raise LoadingRefused("The demo has known passwords: it loads only where GUIDE_DEMO=1 is set.")
    if not is_empty():
        raise LoadingRefused("There are people or pages here already: the demo loads only into an empty database.")
    with timezone.override(TIME_ZONE), translation.override(LANGUAGE), remembered():
        return _load()


def _load() -> Loaded:
    campaign, desk = _read_campaign(), read_desk()
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
        edition = publish(stage)
        distribute(read_distribution(), edition, stage)
        free_places(stage)
        begin_the_next(desk, stage)
        watch_as_people_do(stage)
        look_in_vain(stage)
        invite(stage)
        publish_figures(stage, DAYS_GONE_BY)
        build_what_hangs_on_the_texts()
    return count_all(edition)


def _read_campaign() -> Campaign:
    """Without the films, and what was said under them, where they could not be made."""
    campaign = content.read_campaign()
    return campaign if films.is_filled() else replace(campaign, videos=())


def add_people(campaign: Campaign, stage: Stage) -> None:
    groups = {group.name: group for group in Group.objects.all()}
    password = make_password(PASSWORD)  # which takes a third of a second
    for person in campaign.people:
        first_name, _space, last_name = person.name.partition(" ")
        user = User.objects.create(
            username=person.username,
            email=f"{person.username}@example.org",
            password=password if person.username in ACCOUNTS else make_password(None),
            first_name=first_name,
            last_name=last_name,
            job=person.job,
            site=person.site,
            department=department_of(person.job),
            attribution=person.attribution,
            is_staff=person.role == Role.ADMINISTRATOR,
            date_joined=stage.at(timedelta(days=campaign.phases[0].first_day, hours=9)),
        )
        user.groups.add(groups[person.role])
        stage.people[person.name] = user


def add_themes(campaign: Campaign, stage: Stage) -> None:
    for theme in campaign.themes:
        stage.themes[theme.number] = Theme.objects.create(
            number=theme.number,
            paper=theme.number,
            slug=theme.slug,
            short_title=theme.short_title,
            question=theme.question,
            introduction=theme.introduction,
            starters=list(theme.starters),
            sentence=theme.sentence,
        )


def add_phases(campaign: Campaign, stage: Stage) -> None:
    """The contribution window comes first of all, since a page is written inside it."""
    administrator = User.objects.get(username="admin")
    for phase in campaign.phases:
        Phase(
            kind=phase.kind,
            starts_at=stage.at(timedelta(days=phase.first_day)),
            ends_at=None if phase.last_day is None else stage.at(timedelta(days=phase.last_day + 1)),
            note=phase.note,
            text=phase.text,
            **{f"may_{right}": True for right in phase.rights},
        ).decide(by=administrator)


def write_pages(campaign: Campaign, stage: Stage) -> None:
    """Every revision of every page, in the order in which they were made."""
    steps = [(revision.when, page, revision) for page in campaign.pages for revision in page.revisions]
    for _when, page, revision in sorted(steps, key=lambda step: (step[0], step[1].file)):
        if revision.act == "written":
            author, at = stage.people[revision.author], stage.at(revision.when)
            stage.pages[page.file] = Page.objects.write(
                theme=stage.themes[page.theme],
                title=page.title,
                body=illustrated(revision.text, f"page {page.file}", stage, by=author, at=at),
                author=author,
                summary=revision.summary,
                at=at,
            )
        else:
            edit_page(stage.pages[page.file], revision, stage)


def edit_page(page: Page, revision: RevisionContent, stage: Stage) -> None:
    author, at = stage.people[revision.author], stage.at(revision.when)
    if revision.act == "reverted":
        page.revert_to(revision.about, author=author, summary=revision.summary, at=at)
    elif revision.act == "undone":
        page.undo(revision.about, author=author, summary=revision.summary, at=at)
    else:
        page.record_revision(
            body=changed(page.body, revision.changes),
            author=author,
            base_version=page.version,
            summary=revision.summary,
            is_minor=revision.is_minor,
            at=at,
        )


def nominate_pages(campaign: Campaign, stage: Stage) -> None:
    for nomination in campaign.nominations:
        page, at = stage.pages[nomination.page], stage.at(nomination.when)
        passage = Passage.objects.at(page, exact=nomination.passage, at=at) if nomination.passage else None
        by = stage.people[nomination.by]
        Nomination.objects.nominate(page, passage=passage, by=by, reason=nomination.reason, at=at)


def talk(campaign: Campaign, stage: Stage) -> None:
    """What was said under the questions, the pages and the videos, and then what of it the pages took up."""
    places: list[tuple[dict[str, Any], CommentContent]] = [
        ({"theme": stage.themes[theme.number]}, thread) for theme in campaign.themes for thread in theme.threads
    ]
    places += [
        ({"theme": stage.themes[page.theme], "page": stage.pages[page.file]}, thread)
        for page in campaign.pages
        for thread in page.threads
    ]
    places += [
        ({"theme": stage.themes[video.theme], "video": stage.videos[video.name]}, thread)
        for video in campaign.videos
        for thread in video.threads
    ]
    incorporations: list[tuple[IncorporationContent, Comment]] = []
    for place, thread in sorted(places, key=lambda one: one[1].when):
        comment = say(thread, stage, **place)
        for reply in thread.replies:
            say(reply, stage, theme=place["theme"], reply_to=comment)
        incorporations += [(incorporation, comment) for incorporation in thread.incorporations]
    for incorporation, comment in sorted(incorporations, key=lambda one: one[0].when):
        page = stage.pages[incorporation.page] if incorporation.page else comment.page
        if page is not None:
            comment.incorporate(page=page, by=stage.people[incorporation.by], at=stage.at(incorporation.when))


def say(content: CommentContent, stage: Stage, **place: Any) -> Comment:
    author, at = stage.people[content.author], stage.at(content.when)
    comment = Comment.objects.write(body=content.text, author=author, kind=content.kind, at=at, **place)
    stage.comments[content.key] = comment
    return comment


def contradict(desk: Desk, stage: Stage) -> None:
    """Nuances that say the contrary of what a tip rests on."""
    for one in desk.contradictions:
        page, at = Page.objects.get(pk=stage.pages[one.page].pk), stage.at(one.when)
        passage = Passage.objects.at(page, exact=one.passage, at=at)
        stage.comments[one.key] = Comment.objects.write(
            theme=page.theme,
            page=page,
            passage=passage,
            kind="nuance",
            body=one.text,
            author=stage.people[one.by],
            at=at,
        )


def write_sections(campaign: Campaign, stage: Stage) -> None:
    texts = {(section.kind, section.position): (section.title, section.text) for section in campaign.sections}
    texts |= {("opening", theme.number): (theme.short_title, theme.opening) for theme in campaign.themes}
    editors = stage.editors
    for place, section in enumerate(Section.objects.in_order(at=stage.at(SECTIONS_BEGUN))):
        title, text = texts[section.kind, section.position]
        section.record_revision(
            title=title,
            body=text,
            author=editors[place % len(editors)],
            base_version=section.version,
            at=stage.at(SECTIONS_BEGUN + timedelta(days=place, hours=place * 3 % 8, minutes=place * 17 % 60)),
        )


def publish(stage: Stage) -> Edition:
    """The first edition: its web pages are written when everything is loaded, its other files are tasks for the worker."""
    edition = Edition.objects.in_preparation()
    edition.describe(title="", subtitle="", summary=SUMMARY)
    edition.word_imprint(**IMPRINT)
    illustrate(edition, stage, by=User.objects.get(username="editor"), at=stage.at(ILLUSTRATED))
    cite()
    translate(edition, stage)
    avoid_forms()
    edition.publish(by=User.objects.get(username="editor"), unread_reason=UNREAD_REASON, at=stage.at(PUBLISHED))
    transaction.on_commit(partial(write_pages_of, edition))
    return edition


def publish_figures(stage: Stage, *nights: int) -> None:
    """As the clock does it, at four in the morning."""
    for days in nights:
        at = stage.at(timedelta(days=days, hours=4))
        nightly_run.publish(at.date(), at=at)


def write_pages_of(edition: Edition) -> None:
    """Here, so that the guide is there when the server starts."""
    for file in edition.files.filter(form=EditionFile.Form.WEB, state=EditionFile.State.WAITING):
        build.build_file(file)


def cite() -> None:
    """What the guide cites, as an editor brings it in."""
    importer.import_entries(
        (content.FOLDER / "bibliography.json").read_text("utf-8"), by=User.objects.get(username="editor")
    )


def free_places(stage: Stage) -> None:
    """For the second edition the editors have given two places back, so that there is something left to choose."""
    for number in FREED:
        Tip.objects.get(number=number).release(by=User.objects.get(username="editor"), at=stage.at(FREED_ON))


def build_what_hangs_on_the_texts() -> None:
    """What the worker keeps after each change, which the loading left asleep. What is found is told last: the tips are those
    of an edition whose page is written.
    """
    authorship.rebuild()
    score_sync.rebuild()
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
