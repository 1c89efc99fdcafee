"""`[[Title]]` and `[[Title|label]]`."""

import re

# In a table the bar that separates the label is written "\|".
WIKI_LINK = r"\[\[([^\[\]\n|\\]{1,200})(?:\\?\|([^\[\]\n]{1,300}))?\]\]"
_WIKI_LINK = re.compile(WIKI_LINK)


def one_space(title: str) -> str:
    return " ".join(title.split())


def wiki_link_titles(text: str) -> tuple[str, ...]:
    """Every title that `text` may link to, once each: a superset, for titles in code are listed as well."""
    titles = (one_space(found.group(1)) for found in _WIKI_LINK.finditer(text))
    return tuple(dict.fromkeys(title for title in titles if title))
