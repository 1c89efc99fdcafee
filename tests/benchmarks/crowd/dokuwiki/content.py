"""Writes the pages of our wiki into the folders of a DokuWiki, with their logs of changes, as its own saves leave them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.crowd.dokuwiki.syntax import converted, with_comments

FOLDERS = ("pages", "attic", "media", "media_attic", "media_meta", "meta", "cache", "index", "locks", "tmp", "log")


@dataclass(frozen=True)
class Content:
    """What is asked for by name: the pages by their address in our wiki, the questions by theirs, and the one long history."""

    ids: dict[str, str]
    namespaces: dict[str, str]
    dates: list[int]
    """Of each version of the page that has a history, the oldest first."""


def write(exported: Path, data: Path) -> Content:
    """Fills the folder `data` from what `inside export` has written."""
    found: dict[str, Any] = json.loads(exported.read_text())
    for name in FOLDERS:
        (data / name).mkdir(parents=True)
    pages = sorted(found["pages"], key=lambda page: page["at"])
    by_title = {page["title"]: page["id"] for page in pages}
    changes = []
    for page in pages:
        text = with_comments(f"====== {page['title']} ======\n\n{converted(page['body'], by_title)}", page["comments"])
        line = change(page["at"], page["id"], page["author"], len(text))
        older = [old for old in found["history"] if old["id"] == page["id"] and old["at"] < page["at"]]
        save(data, page, text, [write_old(data, old, by_title) for old in older] + [line])
        changes.append(line)
    (data / "meta" / "_dokuwiki.changes").write_text("".join(changes))
    namespaces = {page["theme"]: page["id"].partition(":")[0] for page in pages}
    write_start(data, pages, namespaces)
    return Content({page["path"]: page["id"] for page in pages}, namespaces, [old["at"] for old in found["history"]])


def save(data: Path, page: dict[str, Any], text: str, lines: Sequence[str]) -> None:
    """With the time of its last change, else DokuWiki takes it for one from outside; and as its newest version."""
    place = page["id"].replace(":", "/")
    file = data / "pages" / f"{place}.txt"
    put(file, text.encode())
    os.utime(file, (page["at"], page["at"]))
    put(data / "attic" / f"{place}.{page['at']}.txt.gz", gzip.compress(text.encode(), 1))
    put(data / "meta" / f"{place}.changes", "".join(lines).encode())


def write_old(data: Path, old: dict[str, Any], by_title: dict[str, str]) -> str:
    """A version that is not the newest; returns its line in the log of changes."""
    text = converted(old["body"], by_title)
    place = old["id"].replace(":", "/")
    put(data / "attic" / f"{place}.{old['at']}.txt.gz", gzip.compress(text.encode(), 1))
    return change(old["at"], old["id"], old["author"], 0)


def write_start(data: Path, pages: Sequence[dict[str, Any]], namespaces: dict[str, str]) -> None:
    """The home page: the questions, and what was changed last."""
    lines = [f"  * [[{space}:|{theme}]]" for theme, space in namespaces.items()]
    newest = [f"  * [[{page['id']}|{page['title']}]]" for page in pages[-20:]]
    text = "\n".join(["====== Accueil ======", "", *lines, "", "===== Nouveautés =====", "", *newest, ""])
    put(data / "pages" / "start.txt", text.encode())


def change(at: int, ident: str, author: str, size: int) -> str:
    return f"{at}\t192.0.2.7\tE\t{ident}\t{author}\t\t\t{size}\n"


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
