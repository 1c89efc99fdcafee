"""The texts that people see, found in Python and in templates without GNU gettext."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.template.base import VARIABLE_TAG_END, VARIABLE_TAG_START, Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

type Argument = int | tuple[int, int] | tuple[int, str]

FUNCTIONS: dict[str, tuple[Argument, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LEFT_OUT = {"tests", "setup", "node_modules", "static", "var", "docs", "frontend", "locale"}
TEMPLATE_KINDS = {".html", ".txt", ".xml"}
MARKED_STRING = re.compile(r"""_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""")

type Message = tuple[str | None, str, str | None]
"""Context, text, plural: the three parts by which a catalogue knows an entry."""


def find_messages(root: Path) -> set[Message]:
    """Every text marked for translation below root, tests and tools left out."""
    found: set[Message] = set()
    for path in source_files(root):
        source = path.read_text("utf-8")
        found.update(python_messages(source) if path.suffix == ".py" else template_messages(source))
    return found


def source_files(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in root.walk():
        subfolders[:] = sorted(name for name in subfolders if name not in LEFT_OUT and not name.startswith("."))
        in_templates = "templates" in folder.relative_to(root).parts
        for path in (folder / name for name in sorted(names)):
            if path.suffix == ".py" or (in_templates and path.suffix in TEMPLATE_KINDS):
                yield path


def python_messages(source: str) -> Iterator[Message]:
    # Its annotations and what it yields differ: the texts are a str, or a tuple where there are several.
    calls: Iterable[Any] = extract_python(BytesIO(source.encode()), FUNCTIONS, (), {})
    for _line, function, texts, _comments in calls:
        parts = texts if isinstance(texts, tuple) else (texts,)
        where = FUNCTIONS[function]
        if where is None:
            context, wanted = None, parts[:1]
        elif isinstance(where[0], tuple):
            context, wanted = parts[0], parts[1 : len(where)]
        else:
            context, wanted = None, parts[: len(where)]
        if wanted and all(isinstance(text, str) and text for text in wanted):
            yield context, wanted[0], wanted[1] if len(wanted) > 1 else None


def template_messages(source: str) -> Iterator[Message]:
    """What Django's template language would look up at run time, percent signs doubled as it does."""
    tokens = _without_comments(iter(Lexer(source).tokenize()))
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            words = list(smart_split(token.contents))
            if words[0] in {"translate", "trans"}:
                yield _context(words), _doubled(_unquoted(words[1].partition("|")[0])), None
            elif words[0] in {"blocktranslate", "blocktrans"}:
                yield _block_message(words, tokens)
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for marked in MARKED_STRING.finditer(token.contents):
                yield None, _doubled(_unquoted(marked.group(1))), None


def _without_comments(tokens: Iterator[Token]) -> Iterator[Token]:
    inside = False
    for token in tokens:
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        inside = (inside or name == "comment") and name != "endcomment"
        if not inside:
            yield token


def _block_message(words: list[str], tokens: Iterator[Token]) -> Message:
    halves: tuple[list[str], list[str]] = ([], [])
    plural_reached = False
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if token.contents.startswith("end"):
                break
            plural_reached = True
        elif token.token_type == TokenType.VAR:
            halves[plural_reached].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            halves[plural_reached].append(_doubled(token.contents))
    singular, plural = ("".join(half) for half in halves)
    if "trimmed" in words:
        singular, plural = trim_whitespace(singular), trim_whitespace(plural)
    return _context(words), singular, plural if plural_reached else None


def _context(words: list[str]) -> str | None:
    return _unquoted(words[words.index("context") + 1]) if "context" in words else None


def _unquoted(literal: str) -> str:
    """The text of a template literal; a variable is no text, and nobody can translate it beforehand."""
    quote = literal[:1]
    if quote not in {'"', "'"} or literal[-1:] != quote:
        raise ValueError(f"Only a literal text can be translated, not {VARIABLE_TAG_START}{literal}{VARIABLE_TAG_END}")
    return literal[1:-1].replace(f"\\{quote}", quote).replace("\\\\", "\\")


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
