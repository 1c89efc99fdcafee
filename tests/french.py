"""What a French reader would stumble over: typography, elision, words that were left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from django.utils.translation import trans_real

NO_BREAK = "\u00a0\u202f"
LEFT_ALONE = {"script", "style", "code", "pre", "textarea", "kbd", "samp", "math"}
INLINE = frozenset(
    "a abbr b bdi cite code del em i img input ins kbd mark path q s samp small span strong sub sup svg time use wbr".split()  # noqa: SIM905
)
SPOKEN = ("title", "aria-label", "placeholder", "alt")
VOWEL = "AEIOUYÀÂÆÉÈÊËÎÏÔÖŒÙÛÜaeiouyàâæéèêëîïôöœùûü"
ELIDED = "de|que|le|la|ne|se|je|me|te|ce|jusque|lorsque|puisque|quoique"
NOT_ELIDED = "oui|onz|ya|yo|à quoi"
FAULTS = {
    "a plain space before a high sign": re.compile(rf"[^\s{NO_BREAK}] [;:?!»]|« "),
    "no space before a high sign": re.compile(
        rf"[^\W\d_]{{2,}}[;?!](?=\s|$)|[^\W\d_]{{2,}}:(?=\s|$)|[^\s{NO_BREAK}«]»|«[^\s{NO_BREAK}]"
    ),
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "two full stops": re.compile(r"(?<!\.)\.\.(?!\.)|\.[»”] ?\.|…\."),
    "no elision": re.compile(rf"(?<![\w’'-])(?i:{ELIDED}) (?=[{VOWEL}])(?!{NOT_ELIDED})[\w’]+"),
    "guillemets inside guillemets": re.compile(r"«[^»«]*«"),
    "a space before a low sign": re.compile(rf"(?<=[^\s{NO_BREAK}])[ {NO_BREAK}][,.](?=\s|$)"),
    "English": re.compile(r"\b(?i:the|of|and|your|you|with|this|that|from|by|are|was)\b(?!-)"),
    "a placeholder": re.compile(r"%\(?\w+\)?s\b|\{\w*\}|\{[{%#]|[%#}]\}|&#?\w+;|\bNone\b"),
}


class Words(HTMLParser):
    """The words of a screen, a line for each block and for each word that is only spoken."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.parts: list[str] = []
        self.spoken: list[str] = []
        self._silent: list[str] = []
        self._foreign = 0
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"br", "img", "input", "link", "meta", "hr", "source", "wbr", "path", "use", "rect", "col"}:
            self._say(given)
            if tag == "br":
                self.parts.append("\n")
            return
        is_foreign = (given.get("lang") or self._language) != self._language
        self._open.append((tag, is_foreign))
        if tag in LEFT_ALONE or is_foreign:
            self._foreign += 1
            self.parts.append("\x00")
        self._say(given)
        self.parts.append("" if tag in INLINE else "\n")
        if tag == "q" and not self._foreign:
            self.parts.append("«\u00a0")

    def _say(self, given: dict[str, str | None]) -> None:
        if not self._foreign:
            self.spoken += [given[name] or "" for name in SPOKEN if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _foreign in self._open):
            return
        while self._open:
            name, is_foreign = self._open.pop()
            if name == "q" and not self._foreign:
                self.parts.append("\u00a0»")
            if name in LEFT_ALONE or is_foreign:
                self._foreign -= 1
            if name == tag:
                break
        self.parts.append("" if tag in INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self._foreign:
            self.parts.append(re.sub(r"[ \t\n\r]+", " ", data))


def lines_of(screen: str, language: str = "fr") -> list[str]:
    """What a screen says in its language, line by line; nothing where that is another one."""
    words = Words(language)
    if f'<html lang="{language}"' not in screen:
        return []
    words.feed(screen)
    text = "".join(words.parts).split("\n") + words.spoken
    return [line for part in text if (line := re.sub(" +", " ", part).strip(" \x00"))]


@cache
def untranslated() -> frozenset[str]:
    """The messages of the catalogue as they are before they are translated, where French says something else."""
    messages = dict(trans_real.translation("fr")._catalog.items())  # type: ignore[attr-defined]
    pairs = ((key.rpartition("\x04")[2], said) for key, said in messages.items() if isinstance(key, str))
    return frozenset(message for message, said in pairs if message != said) - frozenset(messages.values())


def faults_in(line: str) -> Iterator[tuple[str, str]]:
    if line in untranslated():
        yield "English", line
    for kind, pattern in FAULTS.items():
        for found in pattern.finditer(line):
            yield kind, line[max(0, found.start() - 40) : found.end() + 40]
