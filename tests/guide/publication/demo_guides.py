"""The demo's edition in a language, straight from its texts: as long as a guide is in life, without a database."""

from datetime import date

import markup
from demo.blocks import rows
from demo.content import FOLDER, read_openings, read_section
from demo.tip_content import TipContent as TipContent
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

PEOPLE = tuple(Person(str(number), f"Prénom Nom-Composé {number}") for number in range(30))
ORIGIN = OriginNote(("Une page du wiki", "Une autre, dont le titre est plus long"), PEOPLE[:9], 2, date(2026, 9, 18))


def demo_guide(language: str) -> Guide:
    """The whole guide in French or in a language that the demo is translated into."""
    folder = FOLDER if language == "fr" else FOLDER / "translations" / language
    tips = [tip_of(read_tip(path)) for path in sorted((folder / "tips").glob("*.md"))]
    openings = read_openings(folder / ("theme-intros.md" if language == "fr" else "themes.md"))
    texts = {number: parts[1 if language == "fr" else 0] for number, parts in openings.items()}
    chapters = tuple(
        Chapter(
            number,
            row["question"],
            row["short_title"],
            html_of(texts[number]),
            texts[number],
            tuple(tips[5 * number - 5 : 5 * number]),
        )
        for number, row in enumerate(rows(FOLDER / "themes.csv"), 1)
    )
    sections = [read_section(path) for path in sorted((folder / "sections").glob("*.md"))]
    return Guide(
        title="Bon sens numérique",
        subtitle="vingt conseils écrits par ceux qui en ont eu besoin",
        publisher="Mutuelle des Deux Rives",
        language=language,
        edition=1,
        published_on=date(2026, 10, 12),
        summary="En huit semaines, près de cinq cents salariés ont raconté ce qu’ils avaient appris d’Internet.",
        sections=tuple(Section(text.kind, text.title, text.text, html_of(text.text)) for text in sections),  # type: ignore[arg-type]
        chapters=chapters,
        people=PEOPLE,
        links_words=True,
        imprint=Imprint("Nantes", "CC BY-SA 4.0", "https://example.org/by-sa/", "978-2-1234-5680-3", "a@example.org"),
        bibliography=tuple(
            BibliographyEntry(str(n), f"Auteur {n}. <i>Un titre assez long</i>. Paris, 2025.", {}) for n in range(12)
        ),
    )


def tip_of(tip: TipContent) -> Tip:
    quotation = Quotation(tip.quote, PEOPLE[0], "Nantes") if tip.quote else None
    return Tip(tip.number, tip.title, tip.text, html_of(tip.text), quotation, ORIGIN, f"id-{tip.number}")


def html_of(text: str) -> str:
    return markup.render(text).html
