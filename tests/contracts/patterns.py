"""The regular expressions of the product, found in its code, and texts that would make one of them slow."""

from __future__ import annotations

import ast
import importlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from django.conf import settings

BASE = Path(settings.BASE_DIR)
FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
AT_ONE_PLACE = {"match", "fullmatch"}
SEARCHES = FUNCTIONS - AT_ONE_PLACE - {"compile"}


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and by which methods the product applies it (all of them where it cannot be told)."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    @property
    def is_searched(self) -> bool:
        return not self.methods <= AT_ONE_PLACE


def packages() -> list[str]:
    text = (BASE / "pyproject.toml").read_text()
    names: list[str] = re.findall(r'"(\w+)"', re.findall(r"^root_packages = \[(.*)\]", text, re.MULTILINE)[0])
    return [name for name in names if name != "demo"]  # which reads nothing but the files that came with it


@cache
def sources() -> dict[str, ast.Module]:
    paths = chain.from_iterable((BASE / package).rglob("*.py") for package in packages())
    modules = {".".join(path.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    return {name: ast.parse(path.read_text()) for name, path in modules.items() if ".migrations." not in name}


@cache
def methods_by_name() -> dict[tuple[str, str], set[str]]:
    """By module and name, what is asked of a pattern: `NAME.method` there, where it is imported, `module.NAME.method`."""
    used: dict[tuple[str, str], set[str]] = {}
    for module, tree in sources().items():
        origins = {
            alias.asname or alias.name: _absolute(module, node)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr in FUNCTIONS):
                continue
            if isinstance(node.value, ast.Name):
                used.setdefault((origins.get(node.value.id, module), node.value.id), set()).add(node.attr)
            elif isinstance(node.value, ast.Attribute):
                used.setdefault(("", node.value.attr), set()).add(node.attr)
    return used


def _absolute(module: str, node: ast.ImportFrom) -> str:
    parts = module.split(".")[: -node.level] if node.level else []
    return ".".join([*parts, *([node.module] if node.module else [])])


def all_patterns() -> tuple[list[Found], list[str]]:
    """Every pattern that is written where it can be read, and the places of those that are put together in a function."""
    found: dict[tuple[Any, int, frozenset[str]], Found] = {}
    unread: list[str] = []
    for name, tree in sources().items():
        if not any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in tree.body):
            continue
        module = importlib.import_module(name)
        for one in chain(_written_in(module, tree, unread), _held_by(module)):
            found.setdefault((one.pattern.pattern, one.pattern.flags, one.methods), one)
    return list(found.values()), unread


def _written_in(module: ModuleType, tree: ast.Module, unread: list[str]) -> Iterator[Found]:
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    of_functions = {id(node): one.name for one in functions for node in ast.walk(one)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not (function := _function_of_re(node)):
            continue
        arguments = [node.args[0], *(word.value for word in node.keywords if word.arg == "flags")]
        if function == "compile":
            arguments += node.args[1:]
        place = f"{module.__name__}:{ast.unparse(node.args[0])}"
        try:
            values = [eval(ast.unparse(argument), vars(module)) for argument in arguments]
        except NameError:
            if id(node) in of_functions:  # the others are held by the module
                unread.append(f"{module.__name__}.{of_functions[id(node)]}")
            continue
        methods = frozenset({function} if function != "compile" else SEARCHES)
        if function != "compile" or id(node) in of_functions:
            yield Found(place, re.compile(*values), methods)


def _function_of_re(call: ast.Call) -> str:
    """The name of the function of `re` that is called; "" for every other call."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"):
        return ""
    return function.attr if function.attr in FUNCTIONS else ""


def _held_by(module: ModuleType) -> Iterator[Found]:
    for name, value in vars(module).items():
        if isinstance(value, ModuleType) or (name.startswith("__") and name.endswith("__")):
            continue
        for pattern in _within(value, module):
            used = methods_by_name().get((module.__name__, name), set()) | methods_by_name().get(("", name), set())
            methods = frozenset(used or (SEARCHES | AT_ONE_PLACE if value is pattern else SEARCHES))
            yield Found(f"{module.__name__}.{name}", pattern, methods)


def _within(value: object, module: ModuleType, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _within(one, module, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _within(one, module, depth - 1)
    elif depth and isinstance(value, type) and value.__module__ == module.__name__:
        for one in vars(value).values():
            yield from _within(one, module, depth - 1)


USUAL = " \t\na0-.<あ"
ENOUGH = 8  # a repetition that may go on for longer is worth an attack


def attacks(reader: Reader, length: int) -> Iterator[Any]:
    """Texts of about `length` made of what the pattern repeats, begun as it begins, ended so that it fails."""
    for start in reader.starts:
        for pump in reader.pumps:
            for repeated, before in dict.fromkeys(((pump, start), (start + pump, ""))):
                many = repeated * (length // max(len(repeated), 1))
                for tail in ("", "\x00\nx"):
                    text = before + many + tail
                    yield text if reader.is_of_words else text.encode("latin-1", "ignore")


class Reader:
    """What a pattern is made of: beginnings that lead to each of its repetitions, and what these can repeat."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.is_of_words = isinstance(pattern.pattern, str)
        written = pattern.pattern if self.is_of_words else pattern.pattern.decode("latin-1")
        self.flags = pattern.flags & ~re.DEBUG
        self.groups: dict[int, str] = {}
        self.found: dict[tuple[str, str], None] = {}
        self.signs: dict[str, None] = {}
        tree = parser.parse(written, self.flags | (0 if self.is_of_words else re.ASCII))
        self._walk(list(tree), "")
        self.starts = list(dict.fromkeys(["", *(start for start, _ in self.found)]))[:6]
        own = list(self.signs)[:14]
        drawn = random.Random(ascii(written))
        mixed = ["".join(drawn.choices([*own, *USUAL[:4]], k=drawn.randint(2, 4))) for _ in range(8)]
        bodies = [pump for _, pump in self.found if pump]
        self.pumps = list(dict.fromkeys([*bodies[:20], *own, *USUAL, *mixed]))

    def _walk(self, items: list[Any], before: str) -> None:
        for code, value in items:
            match code:
                case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                    _least, most, body = value
                    if most > ENOUGH:
                        self.found.update({(before, one): None for one in self._choices(list(body))})
                    self._walk(list(body), before)
                case codes.SUBPATTERN:
                    self._walk(list(value[3]), before)
                case codes.ATOMIC_GROUP:
                    self._walk(list(value), before)
                case codes.ASSERT | codes.ASSERT_NOT:
                    self._walk(list(value[1]), before)
                case codes.BRANCH:
                    for one in value[1]:
                        self._walk(list(one), before)
            before += self._sample([(code, value)])

    def _choices(self, body: list[Any]) -> list[str]:
        """Samples of a body: one for each alternative that stands at its top."""
        while len(body) == 1 and body[0][0] == codes.SUBPATTERN:
            body = list(body[0][1][3])
        if len(body) == 1 and body[0][0] == codes.BRANCH:
            return [self._sample(list(one)) for one in body[0][1][1]]
        if len(body) == 1 and body[0][0] == codes.IN:
            return [sign for sign in dict.fromkeys([*self.signs, *USUAL]) if self._takes(body[0], sign)][:6]
        return [self._sample(body)]

    def _sample(self, items: list[Any]) -> str:
        return "".join(self._sample_of(code, value) for code, value in items)

    def _sample_of(self, code: Any, value: Any) -> str:
        match code:
            case codes.LITERAL:
                self.signs[chr(value)] = None
                return chr(value)
            case codes.NOT_LITERAL | codes.ANY | codes.IN:
                self._note(code, value)
                return self._usual((code, value)) or self._first(value)
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                return self._sample(list(value[2])) * int(value[0])
            case codes.SUBPATTERN:
                self.groups[value[0]] = self._sample(list(value[3]))
                return self.groups[value[0]]
            case codes.ATOMIC_GROUP:
                return self._sample(list(value))
            case codes.BRANCH:
                samples = [self._sample(list(one)) for one in value[1]]
                return next((one for one in samples if one), "")
            case codes.GROUPREF:
                return self.groups.get(int(value), "")
        return ""

    def _note(self, code: Any, value: Any) -> None:
        for kind, what in value if code == codes.IN else []:
            if kind == codes.LITERAL:
                self.signs[chr(what)] = None
            elif kind == codes.RANGE:
                self.signs[chr(what[0])] = None

    def _usual(self, item: Any) -> str:
        return next((sign for sign in "a 0-é\n<\x01" if self._takes(item, sign)), "")

    def _first(self, value: Any) -> str:
        return next((chr(what if kind == codes.LITERAL else what[0]) for kind, what in value if kind in RANGES), "")

    def _takes(self, item: Any, sign: str) -> bool:
        code, value = item
        if code == codes.ANY:
            return sign != "\n" or bool(self.flags & re.DOTALL)
        if code == codes.NOT_LITERAL:
            return sign != chr(value)
        is_negated = value[0][0] == codes.NEGATE
        return any(_has(kind, what, sign) for kind, what in value) is not is_negated


RANGES = (codes.LITERAL, codes.RANGE)
CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}


def _has(kind: Any, what: Any, sign: str) -> bool:
    if kind == codes.LITERAL:
        return bool(ord(sign) == what)
    if kind == codes.RANGE:
        return bool(what[0] <= ord(sign) <= what[1])
    return re.match(CATEGORIES[what], sign) is not None if kind == codes.CATEGORY else False
