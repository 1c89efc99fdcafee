"""The words of the glossary in two languages, and whether a translation uses them. A warning, and never more."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from threading import local
from types import MappingProxyType
from typing import Any

import snowballstemmer
from django import forms
from django.db.models import Subquery
from django.utils.translation import gettext as _

from campaign.languages import first_language
from common import markup
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.html import fill
from common.markup.glossary import names_of_term, stands_alone
from common.markup.language import STEMMERS, primary
from common.words.text_lists import side_by_side
from guide.glossary.models import LONGEST_FORM, MOST_FORMS, AvoidedForms
from guide.sections import Section, SectionKind
from guide.translations.models import Translation
from guide.translations.originals import of_section, originals
from guide.translations.segments import Segment, source_segments

_WORD = re.compile(r"(?:e-)?[^\W_]+", re.IGNORECASE)
_LINKING_WORDS_TEXT = """
a à al alla alle ai agli au aux by d da dal de degli dei del della delle des di du e ed en et for gli i il in l la le les
lo o of on or ou per pour sur the to un una une uno
"""
_LINKING_WORDS = frozenset(_LINKING_WORDS_TEXT.split())
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
_own = local()


@dataclass(frozen=True, slots=True)
class TermPair:
    """An entry of the glossary in two languages: its names in each, the first as it is printed; `avoided` are forms in the
    second that are not to be used.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stem:
    """A word of a text, and where it stands."""

    stem: str
    start: int
    end: int


def term_pairs(glossary: Sequence[Segment], avoided: Mapping[str, Sequence[str]] = NOTHING) -> list[TermPair]:
    """Reads the terms of a glossary from its paragraphs: those that a meaning follows, and that are translated.

    `avoided` are the forms to avoid in the language of the translation, by the terms: see `AvoidedForms`.
    """
    names = ((names_in(one.source), names_in(one.target)) for one in _entries(glossary))
    return [
        TermPair(source, target, tuple(avoided.get(source[0], ()))) for source, target in names if source and target
    ]


def glossary_terms(glossary: Sequence[Segment]) -> list[str]:
    """Returns what each entry of a glossary is called, in the language of the guide."""
    return [names[0] for one in _entries(glossary) if (names := names_in(one.source))]


def _entries(glossary: Sequence[Segment]) -> Iterator[Segment]:
    for one, following in pairwise(glossary):
        if _is_meaning(following) and not _is_meaning(one):
            yield one


def names_in(line: str) -> tuple[str, ...]:
    """Returns the names of a term, as it stands above its meaning: without brackets first, then what stands in them."""
    return names_of_term(markup.plain_text(line))


def _is_meaning(segment: Segment) -> bool:
    return segment.field == "body" and segment.marker.lstrip().startswith(":")


def terms_used(source: str, language: str, terms: Sequence[TermPair]) -> list[TermPair]:
    """The terms that a paragraph uses, in the order of the glossary. Where a longer one stands, no shorter one does."""
    plain = _even(markup.plain_text(source))
    taken: list[tuple[int, int]] = []
    used: set[TermPair] = set()
    names = [(name, pair) for pair in terms for name in pair.source]
    for name, pair in sorted(names, key=lambda one: -len(one[0])):
        for start, end in _places(name, plain, language):
            is_inside = any(start < until and since < end for since, until in taken)
            if not is_inside and stands_alone(plain[start:end], plain[:start], plain[end:], primary(language)):
                taken.append((start, end))
                used.add(pair)
    return [pair for pair in terms if pair in used]


def term_warnings(source: str, target: str, languages: tuple[str, str], terms: Sequence[TermPair]) -> list[str]:
    """Says, in a sentence each, which terms of a paragraph its translation does not use.

    `languages` are those of the source and of the translation. Nothing is said of a paragraph that is not translated yet.
    """
    if not target.strip():
        return []
    plain = _even(markup.plain_text(target))
    missing = (
        pair
        for pair in terms_used(source, languages[0], terms)
        if not any(_stands_in(name, plain, languages[1]) for name in pair.target)
    )
    words = _("The glossary translates “%(source)s” by “%(target)s”, which does not stand here.")
    return [words % {"source": pair.source[0], "target": pair.target[0]} for pair in missing]


def avoided_warnings(text: str, language: str, terms: Sequence[TermPair]) -> list[str]:
    """Says, in a sentence each, which forms to avoid stand in a text. What is part of the term itself is none."""
    plain = _even(markup.plain_text(text))
    words = _("“%(form)s” is a form to avoid: the glossary says “%(term)s”.")
    return [words % {"form": form, "term": pair.target[0]} for pair, form in avoided_in(plain, language, terms)]


def avoided_in(plain: str, language: str, terms: Sequence[TermPair]) -> list[tuple[TermPair, str]]:
    """Returns which forms to avoid stand in plain words, each with its entry."""
    return [(pair, form) for pair in terms for form in pair.avoided if _is_used(form, pair, plain, language)]


def _is_used(form: str, pair: TermPair, plain: str, language: str) -> bool:
    places = list(_places(form, plain, language))
    right = [place for name in pair.target for place in _places(name, plain, language)] if places else []
    return any(
        not any(since <= start and end <= until for since, until in right)
        and stands_alone(plain[start:end], plain[:start], plain[end:], primary(language))
        for start, end in places
    )


def _stands_in(name: str, plain: str, language: str) -> bool:
    return next(_places(name, plain, language), None) is not None


def _places(name: str, plain: str, language: str) -> Iterator[tuple[int, int]]:
    """Where a term stands in plain words: as it is written in Japanese, by its stems in another language."""
    if primary(language) not in STEMMERS:
        yield from _places_as_written(_even(name).casefold(), plain.casefold())
        return
    wanted = _stems_of_name(name, language)
    words, places = _text_stems(plain, language)
    for at in places.get(wanted[0], ()) if wanted else ():
        if tuple(one.stem for one in words[at : at + len(wanted)]) == wanted:
            yield words[at].start, words[at + len(wanted) - 1].end


def _places_as_written(name: str, plain: str) -> Iterator[tuple[int, int]]:
    at = plain.find(name)
    while name and at >= 0:
        yield at, at + len(name)
        at = plain.find(name, at + len(name))


@lru_cache(maxsize=4_096)
def _stems_of_name(name: str, language: str) -> tuple[str, ...]:
    return tuple(one.stem for one in _stems(_even(name), language))


@lru_cache(maxsize=64)
def _text_stems(plain: str, language: str) -> tuple[list[_Stem], dict[str, list[int]]]:
    """The words of a text, and where each stem stands among them: most of a long glossary does not stand in a paragraph."""
    words, places = _stems(plain, language), dict[str, list[int]]()
    for at, word in enumerate(words):
        places.setdefault(word.stem, []).append(at)
    return words, places


def _stems(plain: str, language: str) -> list[_Stem]:
    """The words of a text by their stems; articles and the like do not count."""
    found = ((word[0].casefold(), *word.span()) for word in _WORD.finditer(plain))
    return [
        _Stem(_stem(word, primary(language)), start, end) for word, start, end in found if word not in _LINKING_WORDS
    ]


@lru_cache(maxsize=8_192)
def _stem(word: str, language: str) -> str:
    """One stemmer for each thread: it holds the word that it works on."""
    known: dict[str, Any] = _own.__dict__.setdefault("stemmers", {})
    if language not in known:
        known[language] = snowballstemmer.stemmer(STEMMERS[language])
    return str(known[language].stemWord(word))


def _even(text: str) -> str:
    """In one width, with one kind of apostrophe."""
    return unicodedata.normalize("NFKC", text).replace("’", "'")


# The forms to avoid of a language: the terms that they belong to, the texts in which they stand, and their form.


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
