"""Whatever a screen says by itself comes from the catalogues: read in a language that marks each of its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from accounts.models import User
from campaign.time_zones import time_zones
from guide_project import frame
from tests.contracts.addresses import address
from tests.contracts.pseudo_locale import CLOSING, CODE, OPENING, write_pseudo_locale
from tests.contracts.rights import GET

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID = {"alt", "aria-label", "aria-description", "placeholder", "title"}
UNREAD = {"script", "style", "textarea", "code", "kbd", "pre", "svg"}
OF_THE_GUIDE = {"edition_file", "edition_in_language", "guide_file", "guide_in_language", "edition_form_file"}
OF_THE_GUIDE |= {"edition_preview_file", "edition_preview_page"}
LEFT_OUT = {f"guide:{name}" for name in OF_THE_GUIDE} | {  # they speak the language of the guide
    "invitation",  # that of who is invited
    "notifications:unsubscribe",  # that of whose letters they are
    "guide:reasons",  # offers reasons in each language
    "guide:bibliography",  # cites in the language of the guide
    "guide:edition_errata",  # names the parts of the guide in its language
}
OF_NO_LANGUAGE = ("https UTC Pseudo XLIFF", "Esperanto", "Français English Italiano 日本語 français italiano")
A_WORD = re.compile(r"[^\W\d_]{2,}")
BETWEEN_MARKS = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")


class Said(HTMLParser):
    """What a page says: its words, text by text, and the attributes that are read or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        self.attributes += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.texts.append(data)

    @property
    def said(self) -> list[str]:
        """All of it, without what stands between marks: a message may hold elements, and its marks two texts."""
        words = "\0".join([*self.texts, "", *self.attributes])
        while words != (words := BETWEEN_MARKS.sub(" ", words)):
            pass
        return words.split("\0")


@pytest.fixture
def _pseudo_locale(settings, tmp_path: Path) -> Iterator[None]:
    settings.LOCALE_PATHS = [write_pseudo_locale(tmp_path / "locale")]
    settings.LANGUAGES = [(CODE, "Pseudo")]
    frame._made.cache_clear()
    yield
    frame._made.cache_clear()


def known_words() -> str:
    """All texts of all rows (what people wrote, and what they are called), and what Django says of dates and sizes."""
    found: list[str] = []
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        found += [str(value) for row in model._base_manager.values_list(*names) for value in row] if names else []
    found += [person.initials for person in User.objects.all()]
    with translation.override(CODE):
        names_of_days = [date_format(date(2026, 1 + day % 12, 1 + day), "F l") for day in range(28)]
        found += names_of_days + [words.title() for words in names_of_days] + [filesizeformat(1), filesizeformat(2)]
        found += [place for _region, zones in time_zones()[1:] for _zone, place in zones]
    return " ".join([*found, *OF_NO_LANGUAGE])


def outside(html: str, known: str) -> list[str]:
    """The texts with words that stand neither between marks nor in the database."""
    page = Said()
    page.feed(html)
    return [" ".join(text.split()) for text in page.said if any(word not in known for word in A_WORD.findall(text))]


@pytest.mark.usefixtures("_pseudo_locale")
@pytest.mark.parametrize("role", ["visitor", "contributor", "administrator"])
def test_no_screen_says_what_no_catalogue_holds(role: str, world: dict[str, Client]) -> None:
    known, found = known_words(), {}
    for name in sorted(GET):
        if role not in GET[name] or name in LEFT_OUT:
            continue
        response = world[role].get(address(name), headers={"accept-language": CODE})
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            words = outside(response.content.decode(), known)
            if words:
                found[name] = sorted(set(words))
    translation.activate("fr")
    assert found == {}
