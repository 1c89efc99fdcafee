"""The demo's whole guide in each of its languages, made from its texts without a database."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from common import markup
from demo.content import FOLDER, SectionContent, read_openings, read_section
from demo.tip_content import TipContent as WrittenTip
from demo.tip_content import read_tip
from guide.publication.document import (
    BibliographyEntry,
    Chapter,
    Guide,
    Imprint,
    OriginNote,
    Person,
    Quotation,
    Section,
    Tip,
)

LANGUAGES = ("fr", "en", "it", "ja")
PEOPLE = tuple(Person(str(number), name) for number, name in enumerate(("Martine Le Goff", "Karim Haddad", ""), 1))
TITLES = {
    "fr": ("Bon sens numérique", "vingt conseils écrits par ceux qui en ont eu besoin"),
    "en": ("Digital common sense", "twenty tips by those who needed them"),
    "it": ("Buon senso digitale", "venti consigli di chi ne ha avuto bisogno"),
    "ja": ("デジタルの良識", "必要とした人たちが書いた二十のアドバイス"),
}
ORDER = [
    "editorial",
    "introduction",
    *(f"text-{number}" for number in range(1, 6)),
    "conclusion",
    "text-6",
    "glossary",
    "bibliography",
    "acknowledgements",
]
QUESTION = re.compile(r"^## (\d+)\. *(.+)$", re.MULTILINE)


@cache
def demo_guide(language: str = "fr", **changes: Any) -> Guide:
    """The guide that the demo publishes, as a first edition."""
    folder = FOLDER if language == "fr" else FOLDER / "translations" / language
    title, subtitle = TITLES[language]
    values: dict[str, Any] = {
        "title": title,
        "subtitle": subtitle,
        "publisher": "Mutuelle des Deux Rives",
        "language": language,
        "edition": 1,
        "published_on": date(2026, 10, 12),
        "summary": subtitle,
        "address": "guide.example.org",
        "sections": tuple(sections_in(folder, language)),
        "chapters": tuple(chapters_in(folder, language)),
        "people": PEOPLE,
        "links_words": True,
        "imprint": Imprint(
            "Nantes", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "978-2-1234-5680-3"
        ),
        "bibliography": (
            BibliographyEntry("rgpd", "Règlement (UE) <i>2016/679</i>.", {"id": "rgpd", "type": "legislation"}),
        ),
    }
    return Guide(**values | changes)


def sections_in(folder: Path, language: str) -> list[Section]:
    written = [read_section(path) for path in sorted((folder / "sections").glob("*.md"))]
    return sorted((_section(one, language) for one in written), key=lambda section: ORDER.index(section.anchor))


def _section(one: SectionContent, language: str) -> Section:
    place = f"text-{one.position}" if one.side else ""
    html = rendered(one.text, language)
    return Section(one.kind, one.title, one.text, html, "", place, one.side, one.is_inner)  # type: ignore[arg-type]


def chapters_in(folder: Path, language: str) -> list[Chapter]:
    source = folder / ("theme-intros.md" if language == "fr" else "themes.md")
    questions = {int(number): words.strip() for number, words in QUESTION.findall(source.read_text("utf-8"))}
    openings = {number: parts[1 if language == "fr" else 0] for number, parts in read_openings(source).items()}
    tips = [read_tip(path) for path in sorted((folder / "tips").glob("*.md"))]
    return [
        Chapter(
            number,
            number,
            question,
            f"{number}",
            rendered(openings[number], language),
            openings[number],
            tuple(tip_of(tip, language) for tip in tips if tip.theme == number),
        )
        for number, question in sorted(questions.items())
    ]


def tip_of(tip: WrittenTip, language: str) -> Tip:
    quotation = Quotation(tip.quote, PEOPLE[0], "Nantes") if tip.quote else None
    origin = OriginNote(("Le faux conseiller",), PEOPLE, 1, date(2026, 9, 18))
    return Tip(
        tip.number, tip.title, tip.text, rendered(tip.text, language), quotation, origin, f"conseil-{tip.number}"
    )


def rendered(text: str, language: str) -> str:
    return markup.render(text, language=language).html
