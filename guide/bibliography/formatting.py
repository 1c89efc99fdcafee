"""The bibliography of an edition: each reference worded by its style in a language, as HTML that is safe."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import nh3
from django.core.cache import caches
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.markup.language import primary
from guide.bibliography.csl import language_of, sort_key_of
from guide.bibliography.models import Reference
from guide.publication import document

CACHE_SECONDS = 60 * 60
TAGS = {"i", "b", "sup", "sub"}
_ADDRESS = re.compile(r"https?://[^\s<>\"’»]+[^\s<>\"’».,;:)\]]")
_TAG = re.compile(r"(<[^<>]*>)")
_TWICE = re.compile(r"\.(?:\s*+\.)++(\S?)")
_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
_BEFORE_SIGNS = re.compile(r"[ \u202f](?=[:;?!])")

log = logging.getLogger(__name__)

type Csl = dict[str, Any]


def entries_in(language: str) -> tuple[document.BibliographyEntry, ...]:
    """Every reference as it is printed in a language, by author and year; one query."""
    items = {reference.key: reference.csl for reference in Reference.objects.all()}
    return tuple(
        document.BibliographyEntry(key, html, items[key] | {"id": key}) for key, html in worded(items, language)
    )


def worded(items: Mapping[str, Csl], language: str) -> list[tuple[str, str]]:
    """Keys and HTML by author and year, accents folded, which the style would put last. Cached for a while: a hundred take a
    second. What the style cannot word is printed as its title.
    """
    if not items:
        return []
    cache, key = caches["template_fragments"], _name(items, language)
    found: list[tuple[str, str]] | None = cache.get(key)
    if found is None:
        found = _worded(items, language)
        cache.set(key, found, CACHE_SECONDS)
    return found


def _name(items: Mapping[str, Csl], language: str) -> str:
    said = json.dumps(items, sort_keys=True).encode()
    return f"bibliography.{language}.{hashlib.sha256(said).hexdigest()}"


def _worded(items: Mapping[str, Csl], language: str) -> list[tuple[str, str]]:
    try:
        return _by_style(items, language)
    except Exception:
        log.exception("The references could not be worded together")
    found: list[tuple[str, str]] = []
    for key, csl in items.items():
        try:
            found += _by_style({key: csl}, language)
        except Exception:
            log.exception("The reference %s could not be worded", key)
            found.append((key, escape(str(csl.get("title") or key), quote=False)))
    return found


def _by_style(items: Mapping[str, Csl], language: str) -> list[tuple[str, str]]:
    """What words them is loaded with the first that are worded: 9 MB, which no reader needs."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    from guide.bibliography.styles import style_for

    source = CiteProcJSON([_escaped(csl | {"id": key}) for key, csl in items.items()])
    bibliography = CitationStylesBibliography(style_for(language), source, formatter.html)
    for key in items:
        bibliography.register(Citation([CitationItem(key)]))
    bibliography.sort()
    lines: Iterable[Any] = bibliography.bibliography()
    found = [
        (str(key), _with_language(clean(str(line)), items[str(key)], language))
        for key, line in zip(bibliography.keys, lines, strict=True)
    ]
    return sorted(found, key=lambda entry: sort_key_of(items[entry[0]]))


def _escaped(value: Any) -> Any:
    """Every sign that means something in HTML by its name: the style puts the texts into HTML as they are."""
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, dict):
        return {key: _escaped(inner) for key, inner in value.items()}
    return [_escaped(inner) for inner in value] if isinstance(value, list) else value


def clean(html: str) -> str:
    """Slanted and raised letters, and links to addresses of the web: nothing else is left."""
    html = nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)
    html = _TWICE.sub(lambda found: found[0] if found[1] else ".", html).strip()
    parts, end = [], 0
    for found in _ADDRESS.finditer(html):
        link = format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', found[0].replace("&amp;", "&"))
        parts += [_typeset(html[end : found.start()]), str(link)]
        end = found.end()
    return "".join([*parts, _typeset(html[end:])])


def _with_language(html: str, item: Csl, language: str) -> str:
    """The title says its language in a bibliography of another one."""
    spoken = language_of(item)
    if not spoken or spoken == primary(language):
        return html
    title = clean(escape(item["title"], quote=False))
    marked = format_html('<span lang="{}">{}</span>', spoken, SafeString(title))
    texts = _TAG.split(html)
    texts[::2] = [marked if text == title else text.replace(f" {title}", f" {marked}", 1) for text in texts[::2]]
    return "".join(texts)


def _typeset(html: str) -> str:
    """A space before a high sign is one of a French title, in whatever language the list is."""
    return _BEFORE_SIGNS.sub("\u00a0", _STRAIGHT.sub("’", html))
