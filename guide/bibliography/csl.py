"""What one item of CSL JSON may hold here, whoever brings it: known fields, short, of their kind, links to the web alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import markup
from common.markup.language import primary

TYPES: Final = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter dataset document entry
    entry-dictionary entry-encyclopedia graphic hearing interview legal_case legislation manuscript map motion_picture
    pamphlet paper-conference patent personal_communication post post-weblog regulation report review review-book song
    speech standard thesis treaty webpage""".split()  # noqa: SIM905
)
NAMES: Final = ("author", "editor", "translator", "container-author", "director")
DATES: Final = ("issued", "accessed", "original-date")
TEXTS: Final = """title title-short container-title collection-title collection-number publisher publisher-place edition
volume issue number number-of-pages page version genre medium authority section DOI ISBN ISSN URL note language
archive""".split()  # noqa: SIM905
LONGEST: Final = 500
MOST_NAMES: Final = 40
_SPACES = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def cleaned(item: Any) -> dict[str, Any]:
    """The item as it is stored; what this guide has no use for is left out. Raises ValidationError, in words."""
    if not isinstance(item, dict):
        raise ValidationError(_("This is no entry: a reference is an object with a type and a title."), code="shape")
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise ValidationError(
            _("The type “%(type)s” is unknown."), params={"type": markup.clean_text(str(kind)[:40])}, code="type"
        )
    result: dict[str, Any] = {"type": kind}
    for names, read in ((TEXTS, _text), (NAMES, _people), (DATES, _date)):
        for name in names:
            if name in item and (value := _read(read, item[name])):
                result[name] = value
    if not result.get("title"):
        raise ValidationError({"title": _("Give it a name.")}, code="title")
    _check_address(result)
    return result


def _read(read: Callable[[Any], Any], value: Any) -> Any:
    return read(value) if value is not None else None


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _SPACES.sub(" ", markup.clean_text(str(value))).strip()[:LONGEST]


def _people(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        return []
    people = []
    for person in value[:MOST_NAMES]:
        if isinstance(person, dict):
            parts = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
            known = {part: text for part in parts if (text := _text(person.get(part)))}
            if "family" in known or "literal" in known:
                people.append(known)
    return people


def _date(value: Any) -> dict[str, Any] | None:
    """The first date alone, its parts in their bounds."""
    try:
        parts = [int(part) for part in value["date-parts"][0][:3]]
    except (TypeError, KeyError, ValueError, IndexError, OverflowError):
        return None
    bounds = ((-9999, 9999), (1, 12), (1, 31))
    for place, (part, (least, most)) in enumerate(zip(parts, bounds, strict=False)):
        if not least <= part <= most:
            parts = parts[:place]
            break
    return {"date-parts": [parts]} if parts and parts[0] else None


def _check_address(item: dict[str, Any]) -> None:
    address = item.get("URL", "")
    if not address:
        return
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or any(sign in address for sign in ' <>"'):
        raise ValidationError({"URL": _("Give an address that begins with http:// or https://.")}, code="address")


def language_of(item: dict[str, Any]) -> str:
    """Returns the code of the language of its title, "fr" for "fr-FR"; "" where nobody said."""
    code = primary(str(item.get("language", "")))
    return code if _LANGUAGE.fullmatch(code) else ""


def year_of(item: dict[str, Any]) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return str(parts[0]) if parts else ""


def first_name_of(item: dict[str, Any]) -> str:
    """The surname of whoever made it, or what it is called."""
    for role in NAMES:
        for person in item.get(role, ()):
            return str(person.get("family") or person.get("literal"))
    return str(item["title"])


def sort_key_of(item: dict[str, Any]) -> str:
    return markup.title_key(f"{first_name_of(item)} {year_of(item)} {item['title']}")[:200]


def marks_of(item: dict[str, Any]) -> set[str]:
    """By which two references are known to be the same: DOI, address, title and year."""
    marks = {f"title:{markup.title_key(item['title'])} {year_of(item)}"}
    if doi := item.get("DOI", "").lower():
        marks.add(f"doi:{doi.removeprefix('https://doi.org/').removeprefix('doi:').strip()}")
    if address := item.get("URL", ""):
        marks.add(f"url:{re.sub('^https?://(www[.])?', '', address.lower()).rstrip('/')}")
    return marks
