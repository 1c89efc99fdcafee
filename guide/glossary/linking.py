"""Which words of the glossary a text uses: those that its edition will link."""

from __future__ import annotations

from campaign.languages import first_language
from common.markup.glossary import Term, terms_in, terms_used
from guide.sections import Section, SectionKind


def words_of_glossary() -> tuple[Term, ...]:
    """The entries of the glossary in preparation, in one query."""
    html = Section.objects.filter(kind=SectionKind.GLOSSARY).values_list("body_html", flat=True).first()
    return terms_in(html or "")


def words_found(html: str, *, words: tuple[Term, ...] | None = None) -> tuple[Term, ...]:
    """Those that stand in a text, in the order of the glossary; one query, none where `words` are known."""
    return terms_used(html, words_of_glossary() if words is None else words, language=first_language())
