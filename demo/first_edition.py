"""The first edition: its sections, its cover and imprint, its day; and the places that were given back afterwards."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from demo import content
from demo.content import Campaign
from demo.pictures.placement import illustrate
from demo.stage import Stage
from demo.terminology import avoid_forms
from demo.translations import translate
from guide.bibliography import importer
from guide.models import Edition, Section, Tip

PUBLISHED = timedelta(days=57, hours=10)
ILLUSTRATED = timedelta(days=55, hours=14)
SECTIONS_BEGUN = timedelta(days=40, hours=9)
BEFORE_THE_GLOSSARY = range(3)  # which, the bibliography and the acknowledgements stand there already
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


def write_sections(campaign: Campaign, stage: Stage) -> None:
    texts = {(section.kind, section.position): (section.title, section.text) for section in campaign.sections}
    texts |= {("opening", theme.number): (theme.short_title, theme.opening) for theme in campaign.themes}
    editors, begun = stage.editors, stage.at(SECTIONS_BEGUN)
    own = sorted((one for one in campaign.sections if one.side), key=lambda one: one.position)
    Section.objects.in_order(at=begun)
    for one in own:
        added = Section.objects.add(one.title, side=one.side, is_inner=one.is_inner, at=begun)
    for _place in BEFORE_THE_GLOSSARY:
        added.move(is_up=True)
    for place, section in enumerate(Section.objects.in_order(at=stage.at(SECTIONS_BEGUN))):
        title, text = texts[section.kind, section.position]
        if not text:  # a heading
            continue
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
    return edition


def cite() -> None:
    """What the guide cites, as an editor brings it in."""
    importer.import_entries(
        (content.FOLDER / "bibliography.json").read_text("utf-8"), by=User.objects.get(username="editor")
    )


def free_places(stage: Stage) -> None:
    """For the second edition the editors have given two places back, so that there is something left to choose."""
    for number in FREED:
        Tip.objects.get(number=number).release(by=User.objects.get(username="editor"), at=stage.at(FREED_ON))
