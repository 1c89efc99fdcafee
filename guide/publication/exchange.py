"""The guide as JSON, by a schema that lies beside it and that docs/guide-schema.md explains.

It holds all that readers may know and nothing else: names instead of references to people, no number of a row. Texts
come as Markdown that stands by itself and as the HTML of the web page, whose pictures are the files beside this one.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from common.stored import Json, written
from guide.publication.document import SelfCheck
from guide.publication.fragments import with_site_links
from guide.publication.markdown import Setting, portable

from .document import BibliographyEntry, Chapter, Guide, OriginNote, PlacedPicture, Quotation, Section, Tip
from .materials import Materials
from .pictures import with_web_pictures

SCHEMA: Final = Path(__file__).with_name("guide.schema.json")
VERSION: Final = 2


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    """The document, and the schema that it follows, so that an edition stores its own."""
    guide = with_site_links(with_web_pictures(guide, materials.pictures)[0], materials.links.here)
    document = Exchange(guide, materials).document()
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return {"guide.json": text.encode(), SCHEMA.name: SCHEMA.read_bytes()}


@dataclass(frozen=True, slots=True)
class Exchange:
    """Puts the document together. Addresses that begin with a slash are those of `site`."""

    guide: Guide
    materials: Materials

    def document(self) -> Json:
        guide, links = self.guide, self.materials.links
        return {
            "$schema": SCHEMA.name,
            "version": VERSION,
            "title": guide.title,
            "subtitle": guide.subtitle,
            "summary": guide.summary,
            "publisher": guide.publisher,
            "language": guide.language,
            "edition": guide.edition,
            "published_on": written(guide.published_on),
            "names_changed_on": written(guide.renamed_on),
            "site": links.site,
            "address": links.page,
            "languages": [{"code": other.code, "name": other.name} for other in self.materials.languages],
            "imprint": guide.imprint.to_json(),
            "cover": shown(guide.cover),
            "contributors": list(guide.contributors),
            "sections": self.sections(),
            "chapters": [self.chapter(chapter) for chapter in guide.chapters],
            "bibliography": [entry_of(entry) for entry in guide.bibliography],
            **self.added(),
            **({"self_check": self.self_check(guide.self_check)} if guide.self_check else {}),
        }

    def added(self) -> Json:
        """Of a language that came later than its edition, when, and from which; the files of all others stay as they are."""
        added = self.guide.added
        return {"added_on": written(added.on), "translated_from": added.translated_from} if added else {}

    def sections(self) -> list[Json]:
        """In the order of the book."""
        return [self.section(section) for section in (*self.guide.front, *self.guide.back)]

    def section(self, section: Section) -> Json:
        text = self.text(section.text, section.html)
        side = "front" if section.is_in_front else "back"
        where = {"anchor": section.anchor, "kind": section.kind, "side": side, "is_inner": section.is_inner}
        return {**where, "title": section.title, **text, "language": section.language}

    def chapter(self, chapter: Chapter) -> Json:
        return {
            "anchor": f"chapter-{chapter.number}",
            "number": chapter.number,
            "question": chapter.question,
            "short_title": chapter.short_title,
            "language": chapter.language,
            "opening": self.text(chapter.opening_text, chapter.opening_html) | {"language": chapter.opening_language},
            "illustration": shown(chapter.illustration),
            "tips": [self.tip(tip) for tip in chapter.tips],
        }

    def tip(self, tip: Tip) -> Json:
        links, anchor = self.materials.links, f"tip-{tip.number}"
        return {
            "anchor": anchor,
            "number": tip.number,
            "title": tip.title,
            **self.text(tip.text, tip.html),
            "language": tip.language,
            "quotation": quotation_of(tip.quotation) if tip.quotation else None,
            "origin": origin_of(tip.origin),
            "address": f"{links.page}#{anchor}" if links.page else "",
            "origin_address": links.origin(tip.reference),
        }

    def self_check(self, check: SelfCheck) -> Json:
        """Of an edition that has one alone; its tips by the numbers that they have here."""
        numbers = {tip.reference: tip.number for tip in self.guide.tips}
        return {
            "title": check.title.to_json(),
            "kinds": [kind.to_json() for kind in check.kinds],
            "questions": [
                {
                    "question": question.text.to_json(),
                    "safe_answer": "yes" if question.is_yes_safe else "no",
                    "advice": question.advice.to_json(),
                    "kinds": list(check.asked_of(question)),
                    "tip": numbers.get(question.tip),
                }
                for question in check.questions
            ],
        }

    def text(self, markdown: str, html: str) -> Json:
        return {
            "markdown": portable(markdown, Setting(self.guide.language, to=self.materials.links.to)),
            "html": html,
        }


def quotation_of(quotation: Quotation) -> Json:
    """Whoever is not named has no place either."""
    return {"text": quotation.text, "name": quotation.name, "place": quotation.place if quotation.name else ""}


def origin_of(origin: OriginNote) -> Json:
    return {
        "pages": list(origin.pages),
        "authors": list(origin.names),
        "unnamed_authors": origin.anonymous,
        "checked_on": written(origin.approved_on),
    }


def shown(picture: PlacedPicture | None) -> Json | None:
    return {"alt": picture.alt, "credit": picture.credit} if picture else None


def entry_of(entry: BibliographyEntry) -> Json:
    return {"html": entry.html, "csl": entry.csl}
