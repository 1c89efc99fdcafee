"""What one item of CSL JSON may hold here, whoever brings it: known fields, short, of their kind, links to the web alone.

BibTeX into CSL items. The text is bounded before a library reads it: its length, its entries, how deep its braces go.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
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


DEEPEST: Final = 12
LONGEST_FIELD: Final = 4 * LONGEST
KINDS: Final = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "manual": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "unpublished": "manuscript",
}
FIELDS: Final = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "series": "collection-title",
    "publisher": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "number": "number",
    "pages": "page",
    "version": "version",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "note": "note",
}
LANGUAGES: Final = {
    "french": "fr",
    "english": "en",
    "american": "en",
    "british": "en",
    "italian": "it",
    "japanese": "ja",
    "german": "de",
    "ngerman": "de",
    "spanish": "es",
}
AS_THEY_ARE: Final = {"doi", "isbn", "issn", "url", "year", "date", "urldate"}
MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MANY_BRACES = re.compile(r"[{}]")

for _library in ("pylatexenc", "bibtexparser"):
    logging.getLogger(_library).setLevel(logging.ERROR)


@dataclass(frozen=True)
class ParsedEntry:
    """An entry as it was found: its line, and its CSL item, or the problem for which it is refused."""

    line: int
    name: str
    item: dict[str, Any] | None = None
    problem: str = ""


def _parsed(text: str) -> Any:
    """What reads BibTeX is loaded with the first that somebody brings: 4 MB."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware

    stack = [ResolveStringReferencesMiddleware(True), RemoveEnclosingMiddleware(True)]
    return parse_string(text, parse_stack=stack)


@cache
def _latex() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", strict_latex_spaces=False)


def read(text: str) -> list[ParsedEntry]:
    """Every entry of a text, in its order."""
    if (line := too_deep(text)) is not None:
        return [ParsedEntry(line, "", problem=gettext("The braces go too deep from this line on."))]
    library = _parsed(text)
    broken = [
        ParsedEntry(
            _line(block),
            gettext("entry"),
            problem=gettext("This entry cannot be read: a brace or a comma is probably missing."),
        )
        for block in library.failed_blocks
    ]
    return sorted([*(_entry(entry) for entry in library.entries), *broken], key=lambda found: found.line)


def too_deep(text: str) -> int | None:
    """The line on which braces nest deeper than any reference does; None where they do not."""
    depth = 0
    for found in _MANY_BRACES.finditer(text):
        depth = max(0, depth + (1 if found[0] == "{" else -1))
        if depth > DEEPEST:
            return text.count("\n", 0, found.start()) + 1
    return None


def _line(block: Any) -> int:
    return int(block.start_line or 0) + 1


def _entry(entry: Any) -> ParsedEntry:
    fields = {field.key.lower(): str(field.value)[:LONGEST_FIELD] for field in entry.fields}
    kind = KINDS.get(entry.entry_type.lower(), "webpage" if fields.get("url") else "document")
    item: dict[str, Any] = {"type": kind, "id": entry.key}
    for name, csl in FIELDS.items():
        if name in fields:
            item.setdefault(csl, fields[name].strip() if name in AS_THEY_ARE else plain(fields[name]))
    if kind.startswith("article") and "number" in item:
        item["issue"] = item.pop("number")
    if "page" in item:
        item["page"] = item["page"].replace("--", "–")
    item |= {
        role: people
        for role in ("author", "editor", "translator")
        if (people := _people_of_bibtex(fields.get(role, "")))
    }
    item |= _dates(fields) | _language(fields)
    return ParsedEntry(_line(entry), entry.key, item)


def plain(value: str) -> str:
    """Without the braces and commands of LaTeX; as it stands where they make no sense."""
    try:
        return " ".join(str(_latex().latex_to_text(value)).split())
    except Exception:  # whatever a library makes of what is no LaTeX
        return " ".join(value.replace("{", "").replace("}", "").split())


def _people_of_bibtex(value: str) -> list[dict[str, str]]:
    people = []
    for part in re.split(r"(?<!\s)\s++and\s+", value.strip()):
        if part.startswith("{") and part.endswith("}"):
            people.append({"literal": plain(part)})
        elif "," in part:
            family, _comma, given = part.partition(",")
            people.append({"family": plain(family), "given": plain(given)})
        elif part:
            given, _space, family = part.rpartition(" ")
            people.append({"family": plain(family), "given": plain(given)})
    return people


def _language(fields: dict[str, str]) -> dict[str, str]:
    """By its name, as LaTeX has it, or its code."""
    said = plain(fields.get("langid") or fields.get("language", "")).lower()
    return {"language": LANGUAGES.get(said, said)} if said else {}


def _dates(fields: dict[str, str]) -> dict[str, Any]:
    found = {}
    month = fields.get("month", "").strip().lower()
    month_number = str(MONTHS.index(month[:3]) + 1) if month[:3] in MONTHS else month
    issued = fields.get("date") or "-".join(filter(None, (fields.get("year", ""), month_number)))
    for name, value in (("issued", issued), ("accessed", fields.get("urldate", ""))):
        if parts := [int(part) for part in re.findall(r"\d{1,4}", value.split("/")[0])[:3]]:
            found[name] = {"date-parts": [parts]}
    return found
