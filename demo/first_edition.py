"""The first edition: its sections, its cover and imprint, its day; and the places that were given back afterwards.

The forms that the demo's translators do not use for the terms of its glossary, from content/avoided-forms.csv.

The guide in further languages: read from content/translations, recorded as a translator would.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from accounts.models import User
from demo import content
from demo.blocks import ContentFault, parts_of, rows
from demo.content import FOLDER, Campaign, SectionContent, read_openings, read_section
from demo.pictures.placement import illustrate, illustrated, shown_in
from demo.stage import Stage
from demo.tip_content import TipContent, read_tip
from guide.bibliography import importer
from guide.models import AvoidedForms, Edition, Section, Tip, Translation
from guide.models import Section as SectionOfGuide
from guide.translations.originals import Text, of_theme
from guide.translations.segments import source_segments


def read_avoided_forms() -> dict[str, dict[str, list[str]]]:
    """Returns them by language and term."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows(FOLDER / "avoided-forms.csv"):
        found[row["language"]][row["term"]] = row["forms"].split(", ")
    return found


def avoid_forms() -> None:
    """Says which forms are to be avoided in each language."""
    for language, forms in read_avoided_forms().items():
        AvoidedForms.objects.of(language).avoid(forms)


LANGUAGES = ("en", "it", "ja")
TRANSLATED = timedelta(days=56, hours=9)
EACH = timedelta(minutes=4)
QUESTION = re.compile(r"^## (\d+)\. (.*)\n+short title: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class TranslatedQuestion:
    question: str
    short_title: str
    opening: str
    introduction: str
    starters: str
    sentence: str

    @property
    def targets(self) -> tuple[str, ...]:
        """Its own words, then what the site says beside it."""
        starters = (line.removeprefix("- ") for line in self.starters.splitlines())
        return self.question, self.short_title, self.introduction, *starters, self.sentence


@dataclass(frozen=True)
class TranslatedContent:
    """All that the guide says in a language."""

    title: str
    subtitle: str
    summary: str
    tips: tuple[TipContent, ...]
    sections: tuple[SectionContent, ...]
    questions: dict[int, TranslatedQuestion]


def read_language(language: str) -> TranslatedContent:
    """Raises ContentFault."""
    folder = FOLDER / "translations" / language
    head, summary, _blocks = parts_of(folder / "cover.md")
    try:
        return TranslatedContent(
            head["title"],
            head["subtitle"],
            summary,
            tuple(read_tip(path) for path in sorted((folder / "tips").glob("*.md"))),
            tuple(read_section(path) for path in sorted((folder / "sections").glob("*.md"))),
            read_questions(folder / "themes.md"),
        )
    except KeyError:
        raise ContentFault(f"{language}/cover.md: a cover has a title and a subtitle") from None


def read_questions(path: Path) -> dict[int, TranslatedQuestion]:
    said = read_openings(path)
    return {
        int(number): TranslatedQuestion(question.strip(), short_title.strip(), *said[int(number)])
        for number, question, short_title in QUESTION.findall(path.read_text(encoding="utf-8"))
    }


def translate(edition: Edition, stage: Stage) -> None:
    """Every text, and the words of the cover, of each language in which edition 1 comes out."""
    by, editor = User.objects.get(username="translator"), User.objects.get(username="editor")
    sections = {(section.kind, section.position): section for section in SectionOfGuide.objects.in_order()}
    for place, language in enumerate(LANGUAGES):
        said = read_language(language)
        edition.speak(language)
        cover = {"title": said.title, "subtitle": said.subtitle, "summary": said.summary}
        edition.word_cover_in(language, **cover, pictures=shown_in(language, stage))
        at = stage.at(TRANSLATED + timedelta(hours=3 * place))
        for number, (text, words) in enumerate(_texts(said, language, sections, stage)):
            version = getattr(text, "version", 0)
            Translation.objects.record(
                text,
                language=language,
                source_version=version,
                by=by,
                approved_by=editor,
                at=at + number * EACH,
                **cast("Any", words),
            )


def _texts(
    said: TranslatedContent, language: str, sections: dict[tuple[str, int], SectionOfGuide], stage: Stage
) -> Iterator[tuple[Text, dict[str, Any]]]:
    for tip in said.tips:
        original = stage.tips[tip.number]
        original.refresh_from_db()
        by, at = stage.editors[0], stage.at(TRANSLATED)  # what was sent when the tip was written is not sent again
        body = illustrated(tip.text, f"tip {tip.number}", stage, by=by, at=at, language=language)
        yield original, {"title": tip.title, "body": body, "quote": tip.quote}
    for section in said.sections:
        yield sections[section.kind, section.position], {"title": section.title, "body": section.text}
    for number, words in said.questions.items():
        theme = stage.themes[number]
        paragraphs = zip(source_segments(of_theme(theme)), words.targets, strict=True)
        known = [replace(one, target=target) for one, target in paragraphs]
        yield theme, {"title": words.question, "short_title": words.short_title, "segments": known}
        yield sections["opening", number], {"title": words.short_title, "body": words.opening}


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
