"""The opening of a page: what stands before its first heading."""

import re

HEADING = re.compile(r"^(#{1,6}\s|.+\n(=+|-+)\s*$)", re.MULTILINE)


def opening(text: str) -> str:
    """The Markdown before the first heading, or, where a text begins with one, the first paragraph under it.

    A text of headings alone has no other words: it is its own opening.
    """
    before = text[: match.start()] if (match := HEADING.search(text)) else text
    if before.strip():
        return before.strip()
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return next((block.strip() for block in blocks if not HEADING.match(block)), text.strip())
