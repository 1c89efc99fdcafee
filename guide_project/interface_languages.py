"""The languages of the interface: a folder each, those of an organisation under DATA_DIR/locale, and what is missing in them.

A text that a catalogue lacks, or says so that it could not be shown, is left out by `compile_catalogue`: it is shown as it
comes with the site, else in English.

What the languages of the interface lack: `manage.py check --deploy` says it, as each start does.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.translation import get_language_info, to_locale

from common.words.language_names import ENGLISH, has_catalogue
from setup.extraction import Message as Key
from setup.messages import (
    OF_A_GUIDE,
    STRAIGHT_APOSTROPHE,
    catalogue_path,
    checkable,
    has_plain_space,
    key_of,
    keys_in,
    read_catalogue,
    replace_file,
    texts_of,
    translations_in,
)

BRACES: Final = re.compile(r"(?<!%)\{(\w*)\}")
TAG: Final = re.compile(r"</?[a-z][^<>]*>")
STRAIGHT_QUOTES: Final = re.compile(r'"(?=\w)|(?<=\w)"')
FORMATS: Final = "format of "  # how the contexts of the formats of days and times begin
HEADER: Final = "# {name}: the texts of the site. One that is empty is shown in English."


@dataclass
class Findings:
    """What a catalogue lacks: `broken` texts are left out, `remarks` are shown as they stand."""

    language: str
    texts: int = 0
    translated: int = 0
    missing_formats: list[str] = field(default_factory=list)
    half_plurals: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unused: int = 0
    unreadable: str = ""

    @property
    def summary(self) -> str:
        """One line: "German (de): 312 of 3410 texts are translated, the others are shown in English"."""
        name = f"{get_language_info(self.language)['name']} ({self.language})"
        if self.unreadable:
            return f"{name}: {self.unreadable}; what it said before is shown, else English"
        said = f"{name}: {self.translated} of {self.texts} texts are translated"
        if self.translated == self.texts:
            return said
        return f"{said}, the others are shown {'as they come' if comes_with_the_site(self.language) else 'in English'}"

    @property
    def lines(self) -> Iterator[str]:
        """What is to be done, a line each, the most visible first."""
        yield from (f"no format of days and times yet: {one!r}" for one in self.missing_formats)
        yield from (f"one of its plural forms is missing: {one!r}" for one in self.half_plurals)
        yield from self.broken
        yield from self.remarks
        if self.unused:
            yield f"{self.unused} texts are no longer used"

    @property
    def is_complete(self) -> bool:
        return not self.unreadable and self.translated == self.texts and not any(self.lines)


def own_catalogue(language: str) -> Path:
    """Returns where an organisation puts its catalogue of a language."""
    return Path(settings.DATA_DIR) / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def comes_with_the_site(language: str) -> bool:
    """Returns whether the code brings a catalogue of a language: an organisation's own words go before it."""
    return language == ENGLISH or (Path(settings.BASE_DIR) / "locale" / to_locale(language)).is_dir()


def own_languages() -> list[str]:
    """Returns the languages of which there is such a catalogue, or of which the interface should have one."""
    folders = {path.parts[-3] for path in Path(settings.DATA_DIR).glob("locale/*/LC_MESSAGES/django.po")}
    named = {folder.replace("_", "-").lower() for folder in folders}
    wanted = {code for code, _name in settings.LANGUAGES if not (comes_with_the_site(code) or has_catalogue(code))}
    return sorted(named | wanted)


def compile_own_catalogues() -> list[Findings]:
    """Compiles each that has changed since. Returns what was found in those."""
    changed = [one for one in own_languages() if own_catalogue(one).is_file() and not _is_compiled(own_catalogue(one))]
    return [compile_catalogue(language) for language in changed]


def _is_compiled(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.is_file() and compiled.stat().st_mtime >= path.stat().st_mtime


def compile_catalogue(language: str) -> Findings:
    """Compiles what a catalogue of an organisation says that can be shown. Returns what it found."""
    catalogue, found = look_at(language)
    if catalogue is None:
        return found
    if not found.translated:  # as if there were none
        own_catalogue(language).with_suffix(".mo").unlink(missing_ok=True)
        return found
    content = BytesIO()
    write_mo(content, catalogue)
    path = own_catalogue(language).with_suffix(".mo")
    replace_file(path, content.getvalue())
    path.touch()
    return found


def look_at(language: str) -> tuple[Catalog | None, Findings]:
    """Returns the entries of a catalogue that can be shown, None where it cannot be read, and what is missing in it."""
    found, path = Findings(language), own_catalogue(language)
    if not path.is_file():
        found.unreadable = f"there is no {path} (manage.py languages --prepare {language} makes it)"
        return None, found
    try:
        with path.open("rb") as file:
            read = read_po(file, locale=_locale(language), abort_invalid=True)
    except (ValueError, PoFileError) as problem:
        found.unreadable = f"{path} cannot be read ({problem})"
        return None, found
    usable = _with_plurals_of(read, language)
    wanted = keys_in(Path(settings.BASE_DIR))
    found.texts = len(wanted)
    for entry in read:
        if entry.id and key_of(entry) in wanted:
            if _is_usable(entry, usable, found):
                usable.add(entry.id, entry.string, context=entry.context)
        elif entry.id:
            found.unused += 1
    found.translated = len(usable)
    known = {key_of(entry) for entry in usable if entry.id}
    formats = (key for key in wanted if (key[0] or "").startswith(FORMATS) and key not in known)
    found.missing_formats = [] if comes_with_the_site(language) else sorted(key[1] for key in formats)
    return usable, found


def _is_usable(entry: Message, catalogue: Catalog, found: Findings) -> bool:
    """Notes what is wrong with an entry. Returns whether it can be shown."""
    texts, name = texts_of(entry), key_of(entry)[1]
    if not any(texts) or entry.fuzzy:
        return False
    if not all(texts):
        found.half_plurals.append(name)
        return False
    broken = [str(problem) for problem in checkable(entry).check(catalogue)]
    if any(Counter(BRACES.findall(text)) != Counter(BRACES.findall(name)) for text in texts):
        broken.append("placeholders in braces differ")
    found.broken += [f"left out, since {problem}: {name!r}" for problem in broken]
    if not broken:
        found.remarks += [f"{remark}: {texts[0]!r}" for remark in _remarks(name, texts, found.language)]
    return not broken


def _remarks(name: str, texts: tuple[str, ...], language: str) -> Iterator[str]:
    bare = [TAG.sub("", text) for text in texts]
    if any(Counter(TAG.findall(text)) != Counter(TAG.findall(name)) for text in texts):
        yield "its HTML is not that of the English text"
    if any(STRAIGHT_APOSTROPHE.search(text) for text in bare):
        yield "a straight apostrophe"
    if any(STRAIGHT_QUOTES.search(text) for text in bare) and not STRAIGHT_QUOTES.search(TAG.sub("", name)):
        yield "straight quotation marks"
    if has_plain_space(texts, language):
        yield "a no-break space is missing"


def _said_by_guides(language: str) -> dict[Key, tuple[str, ...]]:
    """What a guide in a language says by itself, of one of which the site has only that."""
    if language not in OF_A_GUIDE:
        return {}
    return translations_in(read_catalogue(catalogue_path(Path(settings.BASE_DIR), language), language))


def _with_plurals_of(read: Catalog, language: str) -> Catalog:
    """Returns an empty catalogue with the plural forms of this one, or with the usual ones where these make no sense."""
    empty, content = Catalog(locale=_locale(language)), BytesIO()
    write_mo(content, read)
    content.seek(0)
    try:
        gettext.GNUTranslations(content)
    except Exception:  # whatever is wrong with an expression
        return empty
    empty.mime_headers = read.mime_headers
    return empty


def _locale(language: str) -> str | None:
    """As Babel knows it; None where it does not."""
    try:
        return str(Locale.parse(to_locale(language)))
    except (UnknownLocaleError, ValueError):
        return None


def prepare_catalogue(language: str) -> Path:
    """Adds to a catalogue of an organisation, which need not be there yet, each text that it lacks: as guides in the language
    say it, else empty. Returns its path.
    """
    path = own_catalogue(language)
    name = get_language_info(language)["name"]
    catalogue = Catalog(locale=_locale(language), header_comment=HEADER.format(name=name), fuzzy=False)
    if path.is_file():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=_locale(language), abort_invalid=True)
    known = {key_of(entry)[:2] for entry in catalogue if entry.id}
    said = _said_by_guides(language)
    for key in keys_in(Path(settings.BASE_DIR)):
        context, singular, plural = key
        if (context, singular) not in known:
            texts = said.get(key, ("",) * (1 if plural is None else catalogue.num_plurals))
            catalogue.add(
                singular if plural is None else (singular, plural),
                texts[0] if plural is None else texts,
                context=context,
            )
    content = BytesIO()
    write_po(content, catalogue, width=110, sort_output=True)
    replace_file(path, content.getvalue())
    return path


HINT = "`manage.py languages` names what is missing; docs/languages.md says what to do."


@register(Tags.translation, deploy=True)
def languages_are_complete(**_kwargs: Any) -> list[CheckMessage]:
    found = [look_at(language)[1] for language in own_languages()]
    return [Warning(one.summary + ".", hint=HINT, id="guide_project.W001") for one in found if not one.is_complete]
