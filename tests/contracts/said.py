"""What a page says, as it is read in the language of pseudo_locale: in marks, outside of them, in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser

from django.apps import apps
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.formats import date_format

from accounts.models import User
from campaign.currencies import currencies
from campaign.invitations.models import Wave
from campaign.models import TrainingSession, Video
from common.markup.language import LANGUAGES
from common.words.language_names import name_in_sentence, name_of_language
from common.words.time_zones import time_zones
from contributions.models import Comment, Page, Question
from guide.models import Tip
from tests.contracts.pseudo_locale import CLOSING, CODE, OPENING
from themes.models import Theme

SAID = {"alt", "aria-label", "aria-description", "placeholder", "title"}
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNREAD = {"script", "style", "textarea", "code", "kbd", "pre", "svg"}
OF_NO_LANGUAGE = (
    "https, UTC, Pseudo, XLIFF, PO, CSV, PNG, SVG, SCORM, cmi5",
    "Esperanto, Français, English, Italiano, 日本語, français, italiano",
    "vert ana",  # ana.vert, ana@example.org: of whom the world prepares an account
)
A_WORD = re.compile(r"[^\W\d_]{2,}")
BETWEEN_PHRASES = re.compile(r"[^\w\s'’-]+|[\d\n]+")
FORMATS = ("DATE_FORMAT", "MONTH_DAY_FORMAT", "YEAR_MONTH_FORMAT")
A_FEW_WORDS = 3
"""So many in a row are nobody's by chance, where they stand in the middle of what somebody has written."""
NUMBER = re.compile(r"^\d+\. ")
BETWEEN_MARKS = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")


def without_marks(words: str) -> str:
    """The words without what stands between marks: a message may hold elements, and its marks two texts."""
    while words != (words := BETWEEN_MARKS.sub(" ", words)):
        pass
    return words


class Said(HTMLParser):
    """What a page says: its words, text by text, and the attributes that are read or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.unread = 0
        self.open: list[tuple[str, str | None]] = []
        self.in_its_language: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang")))
        self.attributes += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.texts.append(data)
            spoken = next((language for _tag, language in reversed(self.open) if language), CODE)
            if spoken == CODE:
                self.in_its_language += data.rsplit(" · ", 1)[:1] if self.open[-1:] == [("title", None)] else [data]

    @property
    def said(self) -> list[str]:
        """All of it, without what stands between marks."""
        return without_marks("\0".join([*self.texts, "", *self.attributes])).split("\0")


def known_words() -> str:
    """All texts of all rows (what people wrote, and what they are called), what Django says of dates and sizes: one a line."""
    found: list[str] = []
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        rows = model._base_manager.values_list(*names) if names else []
        found += {text for row in rows for value in row for text in _texts_in(value)}
    found += [words for person in User.objects.all() for words in _names_of(person)]
    with translation.override(CODE):
        days = [date(2026, 1 + day % 12, 1 + day) for day in range(28)]
        names_of_days = [name for day in days for name in date_format(day, "F l").split()]
        found += [*names_of_days, *(name.title() for name in names_of_days)]
        found += [date_format(day, form) for day in days for form in FORMATS]
        found += [call(code) for code in LANGUAGES for call in (name_of_language, name_in_sentence)]
        found += [filesizeformat(1), filesizeformat(2)]
        found += [name for _code, name in currencies("EUR")]
        found += [place for _region, zones in time_zones()[1:] for _zone, place in zones]
    return "\n".join([*found, *OF_NO_LANGUAGE])


def _texts_in(value: object) -> Iterator[str]:
    """The texts in what a field holds, those in lists and mappings too."""
    match value:
        case str():
            yield value
        case dict():
            yield from (text for part in [*value, *value.values()] for text in _texts_in(part))
        case list() | tuple():
            yield from (text for part in value for text in _texts_in(part))


def _names_of(person: User) -> tuple[str, ...]:
    return (person.initials, person.public_name, person.get_full_name())


def outside(html: str, known: str, *, is_cut: bool = False) -> list[str]:
    """The texts with words that stand neither between marks nor in the database."""
    page = Said()
    page.feed(html)
    return unknown(page.said, known, is_cut=is_cut)


def unknown(texts: Iterable[str], known: str, *, is_cut: bool = False) -> list[str]:
    """Those of these texts with a phrase that is none of what is known: neither one between two marks there, nor a few words in
    a row; any number where what people wrote is cut, into excerpts and differences. That each of its words stands somewhere
    says little: a campaign has thousands.
    """
    phrases, running = _known_phrases(known)
    enough = 1 if is_cut else A_FEW_WORDS
    return [
        " ".join(text.split())
        for text in texts
        if any(
            phrase not in phrases and not (phrase.count(" ") + 1 >= enough and phrase in running)
            for phrase in _phrases_in(text)
        )
    ]


def _phrases_in(text: str) -> Iterator[str]:
    """The phrases with a word in them."""
    parts = BETWEEN_PHRASES.split(text.replace("'", "’"))
    return (" ".join(part.split()) for part in parts if A_WORD.search(part))


@lru_cache(maxsize=1)
def _known_phrases(known: str) -> tuple[frozenset[str], str]:
    return frozenset(_phrases_in(known)), " ".join(known.replace("*", "").replace("'", "’").split())


def words_of_the_campaign() -> set[str]:
    """What pages, tips, questions and comments are called or say, in the first language."""
    named = {
        Page: ("title", "excerpt"),
        Theme: ("question", "short_title"),
        Question: ("text",),
        Tip: ("title", "quote"),
        TrainingSession: ("title",),
        Video: ("title",),
        Wave: ("subject",),
    }
    said = {
        value for model, names in named.items() for row in model._base_manager.all() for value in _values(row, names)
    }
    return said | {comment.excerpt for comment in Comment.objects.all()}


def _values(row: models.Model, names: tuple[str, ...]) -> list[str]:
    return [" ".join(str(getattr(row, name) or "").split()) for name in names]


def unspoken(html: str, words: set[str]) -> list[str]:
    """Words of the campaign that a page says as if they were in the language of its reader."""
    page = Said()
    page.feed(html)
    return [text for data in page.in_its_language if (text := NUMBER.sub("", " ".join(data.split()))) in words]
