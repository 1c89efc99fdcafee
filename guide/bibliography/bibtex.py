"""BibTeX into CSL items. The text is bounded before a library reads it: its length, its entries, how deep its braces go."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from guide.bibliography.csl import LONGEST

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
        return [ParsedEntry(line, "", problem=_("The braces go too deep from this line on."))]
    library = _parsed(text)
    broken = [
        ParsedEntry(
            _line(block), _("entry"), problem=_("This entry cannot be read: a brace or a comma is probably missing.")
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
    item |= {role: people for role in ("author", "editor", "translator") if (people := _people(fields.get(role, "")))}
    item |= _dates(fields) | _language(fields)
    return ParsedEntry(_line(entry), entry.key, item)


def plain(value: str) -> str:
    """Without the braces and commands of LaTeX; as it stands where they make no sense."""
    try:
        return " ".join(str(_latex().latex_to_text(value)).split())
    except Exception:  # whatever a library makes of what is no LaTeX
        return " ".join(value.replace("{", "").replace("}", "").split())


def _people(value: str) -> list[dict[str, str]]:
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
