"""The forms to avoid of a language: the terms that they belong to, the texts in which they stand, and their form."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Subquery
from django.utils.translation import gettext as _

from campaign.languages import first_language
from common import markup
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.html import fill
from common.words.text_lists import side_by_side
from guide.glossary.models import LONGEST_FORM, MOST_FORMS, AvoidedForms
from guide.sections import Section, SectionKind
from guide.translating.terms import TermPair, avoided_in, glossary_terms, term_pairs
from guide.translations.models import Translation
from guide.translations.originals import of_section, originals
from guide.translations.segments import source_segments

_BETWEEN = re.compile(r"[,;、，；\n]")


def translated_terms(language: str) -> list[TermPair]:
    """Returns the terms of the approved glossary in a language, with the forms to avoid; one query."""
    avoided = AvoidedForms.objects.filter(language=language).values("forms")[:1]
    rows = Translation.objects.in_language(language).filter(section__kind=SectionKind.GLOSSARY)
    row: Any = rows.only("segments").annotate(avoided=Subquery(avoided)).first()
    return term_pairs(row.paragraphs, row.avoided or {}) if row else []


def own_terms(row: AvoidedForms) -> list[TermPair]:
    """Returns the terms of the guide's own glossary, in its own language, with the forms to avoid."""
    return [TermPair((term,), (term,), tuple(row.forms.get(term, ()))) for term in terms_of_guide()]


def terms_of_guide() -> list[str]:
    """Returns what the entries of the guide's own glossary are called, in their order; one query."""
    section = Section.objects.filter(kind=SectionKind.GLOSSARY).first()
    return glossary_terms(source_segments(of_section(section))) if section else []


def texts_with_avoided(language: str, terms: list[TermPair]) -> dict[str, list[str]]:
    """Returns the names of the texts of the guide in which forms to avoid stand, by the terms. The glossary may name them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if not any(pair.avoided for pair in terms):
        return found
    own = first_language()
    rows = {} if language == own else {row.identity: row for row in Translation.objects.in_language(language)}
    for original in originals():
        said = original if language == own else rows.get(original.identity)
        if said is None or getattr(original.text, "kind", "") == SectionKind.GLOSSARY:
            continue
        plain = markup.plain_text("\n\n".join((said.title, said.body, said.quote)))
        for pair in {pair for pair, _form in avoided_in(plain, language, terms)}:
            found[pair.source[0]].append(original.label)
    return found


class AvoidedFormsForm(RowForm, forms.Form):
    """A box for each term, with its forms to avoid between commas; last those of terms that the glossary has no more."""

    def __init__(self, data: Any, *, row: AvoidedForms, draft: dict[str, str]) -> None:
        self.terms = {field_of(term): term for term in dict.fromkeys([*terms_of_guide(), *row.forms])}
        super().__init__(data, initial=self.row_values(row) | draft)
        hints = _hints(row)
        for name, term in self.terms.items():
            self.fields[name] = CleanCharField(
                label=fill('<span lang="{}">{}</span>', first_language(), term),
                required=False,
                max_length=MOST_FORMS * (LONGEST_FORM + 2),
                widget=forms.TextInput(attrs={"lang": row.language}),
                help_text=hints.get(term, ""),
            )
        self.follow(row)

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.terms]

    def row_values(self, row: AvoidedForms) -> dict[str, Any]:
        return {name: ", ".join(row.forms.get(term, [])) for name, term in self.terms.items()}

    @property
    def values(self) -> dict[str, list[str]]:
        """As `AvoidedForms.avoid` takes them."""
        return {term: _BETWEEN.split(self.cleaned_data[name]) for name, term in self.terms.items()}


def _hints(row: AvoidedForms) -> dict[str, str]:
    """What each term is called in the language, and the texts of the guide in which one of its forms stands."""
    is_own = row.language == first_language()
    terms = own_terms(row) if is_own else translated_terms(row.language)
    used = texts_with_avoided(row.language, terms)
    found = {}
    for pair in terms:
        texts = side_by_side(used.get(pair.source[0], ()))
        words = "" if is_own else fill('<span lang="{}">{}</span>', row.language, pair.target[0])
        stands = _("One of them stands in: %(texts)s.") % {"texts": texts} if texts else ""
        found[pair.source[0]] = fill("{} {}", words, stands) if words and stands else words or stands
    return found


def field_of(term: str) -> str:
    """Returns the name of the box of a term."""
    return f"avoid_{sha256(term.encode()).hexdigest()[:12]}"
