"""A translated glossary: made entry by entry in the order of its original, printed in that of its own language."""

from __future__ import annotations

import re

import pytest

from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.publication.document import Section as PrintedSection
from guide.sections import Section
from guide.translations.models import Translation

pytestmark = pytest.mark.django_db

BODY = "Âne\n:   Un animal.\n\nZèbre\n:   Un autre."


@pytest.fixture
def glossary(edition: Edition, editor) -> Section:
    section = Section.objects.get(kind="glossary")
    section.record_revision(title="Glossaire", body=BODY, author=editor, base_version=section.version)
    section.refresh_from_db()
    return section


def printed(edition: Edition, language: str) -> tuple[PrintedSection, list[str]]:
    guide = assemble(edition, language=language)
    section = next(one for one in guide.sections if one.kind == "glossary")
    return section, re.findall(r"<dt[^>]*>(.*?)</dt>", section.html)


def translate(glossary: Section, body: str, language: str) -> None:
    words = {"title": "G", "body": body, "source_version": glossary.version}
    Translation.objects.record(glossary, language=language, by=None, **words)


def test_a_translated_glossary_goes_by_its_own_letters(edition: Edition, glossary: Section) -> None:
    translate(glossary, "Somaro\n:   Un animale.\n\nCavallo\n:   Un altro.", "it")
    section, terms = printed(edition, "it")
    assert terms == ["Cavallo", "Somaro"]
    assert section.text.index("Cavallo") < section.text.index("altro") < section.text.index("Somaro")


def test_the_paragraphs_of_the_translation_stay_beside_those_of_the_original(glossary: Section) -> None:
    translate(glossary, "Somaro\n:   Un animale.\n\nCavallo\n:   Un altro.", "it")
    pairs = [(one.source, one.target) for one in Translation.objects.get(section=glossary).paragraphs]
    assert ("Âne", "Somaro") in pairs and ("Zèbre", "Cavallo") in pairs


def test_the_original_stands_in_the_order_that_its_editors_gave(edition: Edition, glossary: Section, editor) -> None:
    glossary.record_revision(
        title="Glossaire", body="Zèbre\n:   Un.\n\nÂne\n:   Deux.", author=editor, base_version=glossary.version
    )
    assert printed(edition, "fr")[1] == ["Zèbre", "Âne"]
    assert printed(edition, "it")[1] == ["Zèbre", "Âne"]  # it is not translated: it stands there as it is
