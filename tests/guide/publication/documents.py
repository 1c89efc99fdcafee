"""A small guide for these tests, complete in its kinds, and a built front end of a few bytes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from guide.publication.document import Chapter, Guide, OriginNote, Person, Quotation, Section, Tip

MARTINE = Person("17", "Martine L.")
KARIM = Person("4", "Karim Haddad")
NOBODY = Person("23")
NAMES = {"17": "Martine L.", "4": "Karim Haddad"}


def make_tip(number: int, **changes: object) -> Tip:
    text = f"Texte du conseil {number}. Vérifiez l’adresse, puis rappelez."
    tip = Tip(
        number,
        f"Conseil titré {number}",
        text,
        f'<p>{text}</p><h2 id="h-suite">Suite</h2><p>Voir <a href="#h-suite">plus bas</a>.</p>',
        Quotation(f"J’ai raccroché {number} fois.", MARTINE, "Nantes") if number % 5 == 1 else None,
        OriginNote(("Le faux conseiller", "Les premières heures"), (KARIM, MARTINE, NOBODY), 0, date(2026, 9, 18)),
    )
    return replace(tip, **changes)  # type: ignore[arg-type]


def make_section(kind: str, title: str, html: str = "<p>Un texte.</p>", **changes: object) -> Section:
    return replace(Section(kind, title, "Un texte.", html), **changes)  # type: ignore[arg-type]


def make_chapter(number: int, tips: tuple[Tip, ...] | None = None) -> Chapter:
    if tips is None:
        tips = tuple(make_tip(place) for place in range(5 * number - 4, 5 * number + 1))
    opening = f"Ouverture du chapitre {number}."
    places = tuple(range(5 * number - 4, 5 * number + 1))
    question, theme = f"Question numéro {number} ?", f"Thème {number}"
    return Chapter(number, number, question, theme, f"<p>{opening}</p>", opening, tips, places=places)


def make_guide(**changes: object) -> Guide:
    guide = Guide(
        title="Bon sens numérique",
        subtitle="vingt conseils écrits par ceux qui en ont eu besoin",
        publisher="Mutuelle des Deux Rives",
        language="fr",
        edition=2,
        published_on=date(2026, 10, 12),
        summary="Le meilleur de ce qu’ils ont écrit.",
        address="guide.example.org",
        sections=(
            make_section("editorial", "Éditorial"),
            make_section("introduction", "Introduction", '<h2 id="h-suite">Un wiki</h2><h4>En détail</h4>'),
            make_section("text", "Deux mots", "", place="text-1", side="front", text=""),
            make_section(
                "text", "La trace", "<h2>Une trace</h2><p>Elle reste.</p>", place="text-2", side="front", is_inner=True
            ),
            make_section("text", "Le consentement", place="text-3", side="front", is_inner=True),
            make_section("conclusion", "Conclusion"),
            make_section("text", "Six questions", place="text-4", side="back"),
            make_section("glossary", "Glossaire", "<dl><dt>Cookie</dt><dd>Un petit fichier.</dd></dl>"),
            make_section("bibliography", "Bibliographie"),
            make_section(
                "acknowledgements", "Remerciements", "<p>Merci à :</p><p>{contributors}</p><p>Et aux autres.</p>"
            ),
        ),
        chapters=tuple(make_chapter(number) for number in range(1, 5)),
        people=(KARIM, MARTINE, NOBODY),
    )
    return replace(guide, **changes)  # type: ignore[arg-type]


def build_front_end(folder: Path) -> Path:
    """What a build leaves behind, as far as a publication reads it."""
    files = {
        "guide.css": b'@font-face{src:url("fonts/literata.woff2")}.t1{background:url(motifs/1.svg)}'
        b"@font-face{src:url(fonts/bricolage.woff2)}@font-face{src:url(fonts/literata-italic.woff2)}",
        "guide.js": b"document.documentElement.dataset.js = ''",
        "guide-icons.svg": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "sw.js": b"self.addEventListener('fetch', () => {})",
        **{f"app-icons/{name}.png": b"PNG " + name.encode() for name in ("192", "512", "maskable")},
        "fonts/literata.woff2": b"serif",
        "fonts/literata-italic.woff2": b"serif, italic",
        "fonts/bricolage.woff2": b"sans",
        **{
            f"motifs/{number}.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            b'<rect width="9" height="9" fill="#888"/></svg>'
            for number in range(1, 5)
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
