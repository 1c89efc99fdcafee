"""Our Markdown as DokuWiki writes it: what the texts of the benchmarks are made of, and no more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
EMPHASIS = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
ADDRESS = re.compile(r"(?<!\[)\[([^\[\]\n]+)\]\(([^()\s]+)\)")
TITLE = re.compile(r"\[\[([^\[\]\n]+)\]\]")
ITEM = re.compile(r"^- ", re.MULTILINE)


def converted(markdown: str, ids: Mapping[str, str]) -> str:
    """`ids` says what the pages of which title are called."""
    text = TITLE.sub(lambda found: f"[[{ids[found[1]]}|{found[1]}]]" if found[1] in ids else found[1], markdown)
    text = ADDRESS.sub(r"[[\2|\1]]", text)
    text = EMPHASIS.sub(r"//\1//", text)
    return ITEM.sub("  * ", HEADING.sub(r"===== \1 =====", text))


def with_comments(text: str, comments: Sequence[tuple[str, str]]) -> str:
    """DokuWiki has no discussions: they stand at the end of the page, each with who said it."""
    lines = "\n".join(f"  * **{author}** : {' '.join(body.split())}" for author, body in comments)
    return f"{text}\n\n===== Contributions =====\n\n{lines}\n" if lines else f"{text}\n"
