"""What is there before anybody writes: people, the four questions, the calendar.

What the organisation of the demo decides of its site, as its administrator fills it in.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import Role, User
from campaign.models import Phase
from campaign.site_settings.models import SiteSettings
from demo.content import Campaign
from demo.departments import department_of
from demo.stage import Stage
from themes.models import Theme

PASSWORD = "demo"  # noqa: S105 - refused unless settings.GUIDE_DEMO
ACCOUNTS = ("contributor", "editor", "translator", "admin")


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


LANGUAGE = "fr"
TIME_ZONE = "Europe/Paris"
IDENTITY = {
    "name": "Bon sens numérique",
    "subtitle": "vingt conseils écrits par ceux qui en ont eu besoin",
    "language": LANGUAGE,
    "other_languages": ["en", "it", "ja"],
    "time_zone": TIME_ZONE,
    "publisher": "Mutuelle des Deux Rives",
    "address": "bonsens.deuxrives.example",
    "sender_address": "bonsens@deuxrives.example",
    "contact_address": "donnees@deuxrives.example",
    "guide_is_public": True,
    "answer_days": 3,
    "is_not_for_sale": True,
}


def introduce(*, by: User) -> None:
    SiteSettings().decide(IDENTITY, by=by)
