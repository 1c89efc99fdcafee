"""`@[x0123456789]`: somebody, by her opaque name. What people type, and read while they write, is `@user.name`.

Where the one is put for the other, code is left alone: there a sign is nothing but a sign.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from common.stored import Stored

MENTION = r"@\[(x[0-9a-f]{10})\]"
NO_NAME = "@…"
"""What stands for a mention in plain words that are stored, or compared: no name may stay in them."""
MOST_MENTIONS = 50
"""How many different people one text looks for; the others stay words."""

_MENTION = re.compile(MENTION)
_TYPED = re.compile(r"(?<![\w@./\\+-])@(\w[\w.@+-]{0,149})")
_CODE = re.compile(
    r"(?:^|(?<=\n))[ ]{0,3}(?P<fence>```|~~~)[^\n]*\n(?:.*?\n)?[ ]{0,3}(?P=fence)[^\n]*"
    r"|(?<!`)(?P<ticks>`{1,20})(?!`)[^\n]{1,400}?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL,
)
_QUOTED = re.compile(r"^[ ]{0,3}>.*", re.MULTILINE)
_WORD_BEFORE = re.compile(r"[\w@./\\+-]")
_WORD_AFTER = re.compile(r"[.@+-]*[\w@]")


@dataclass(frozen=True, slots=True)
class Mentioned(Stored):
    """What a mention shows: the name that somebody goes by, and where it leads; nowhere without an address."""

    name: str
    url: str = ""


def mentions_in(text: str, *, quoted: bool = True) -> tuple[str, ...]:
    """The opaque names that a text mentions, once each, in order; without those in quotations where `quoted` is false."""
    if "@[" not in text:
        return ()
    words = text if quoted else _QUOTED.sub("", text)
    return tuple(dict.fromkeys(found[1] for part in _words_of(words) for found in _MENTION.finditer(part)))


def typed_in(text: str) -> tuple[str, ...]:
    """What may be user names behind an @, the longest first where a sign at its end may belong to the sentence."""
    found = (name for part in _words_of(text) if "@" in part for hit in _TYPED.finditer(part) for name in names(hit[1]))
    return tuple(dict.fromkeys(found))[: MOST_MENTIONS * 3]


def names(typed: str) -> Iterator[str]:
    """ "marie.dupont." may be the name, or "marie.dupont" and the end of a sentence."""
    yield typed
    while typed and typed[-1] in ".-+@":
        typed = typed[:-1]
        yield typed


def with_mentions(text: str, alias_of: Callable[[str], str]) -> str:
    """The text with `@[alias]` for each `@user.name` that `alias_of` knows; it answers "" for the others."""

    def put(found: re.Match[str]) -> str:
        for name in names(found[1]):
            if alias := alias_of(name):
                return f"@[{alias}]{found[1][len(name) :]}"
        return found[0]

    return _outside_code(text, lambda part: _TYPED.sub(put, part) if "@" in part else part)


def with_names(text: str, name_of: Callable[[str], str]) -> str:
    """The text with `@user.name` for each `@[alias]` that `name_of` knows: the opposite of `with_mentions`, to the letter.

    Where the neighbouring letters would be read as a part of the name, the mention stays as it is.
    """

    def put(part: str) -> str:
        def name(found: re.Match[str]) -> str:
            stands_alone = not _WORD_BEFORE.match(part[found.start() - 1 : found.start()]) and not _WORD_AFTER.match(
                part, found.end()
            )
            return f"@{name}" if stands_alone and (name := name_of(found[1])) else found[0]

        return _MENTION.sub(name, part)

    return _outside_code(text, put) if "@[" in text else text


def with_everybody(text: str, name: str) -> str:
    """The text with "@" and the same name for each mention, for a text that nobody writes on: a way back is not needed."""
    return _outside_code(text, lambda part: _MENTION.sub(f"@{name}", part)) if "@[" in text else text


def aliases_in(words: str) -> tuple[str, ...]:
    """The opaque names in plain words, once each, in order."""
    return tuple(dict.fromkeys(_MENTION.findall(words))) if "@[" in words else ()


def with_shown_names(words: str, names: Mapping[str, str], nobody: str) -> str:
    """Plain words, to be shown: with "@" and the name for each mention, "@nobody" for whoever has none."""
    if "@[" not in words:
        return words
    return _MENTION.sub(lambda found: f"@{name_before(words[found.end() :][:1], names.get(found[1], nobody))}", words)


def name_before(following: str, name: str) -> str:
    """A name before the sign that follows it: "Martine L." has brought the full stop of its sentence."""
    return name.removesuffix(".") if following == "." else name


def _words_of(text: str) -> list[str]:
    parts: list[str] = []
    _outside_code(text, lambda part: parts.append(part) or part)  # type: ignore[func-returns-value]
    return parts


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])
