"""HTML made safe by two independent parsers: bleach cleans and links, nh3 has the last word.

What nh3 would still change is a bug of ours, and a test says so. Not for threads: the renderer process has one.
"""

import re
from collections.abc import Iterator, MutableMapping
from functools import lru_cache, partial
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from common.markup import allow_list
from common.markup.blocks import BLOCK_END
from common.markup.link_policy import BARE_ADDRESS, BARE_EMAIL, EXTERNAL_REL, is_external

type _Attributes = MutableMapping[tuple[str | None, str], str]

LONGEST_REMEMBERED = 4_000
# bleach reads the written-out "&amp;lt;" as "&lt;"; an ampersand by its number it leaves alone.
_AMPERSAND_AND_NAME = re.compile(r"&amp;(?=#|\w{1,32};)")
_TEXT: Any = "_text"  # where bleach puts the words of a link, among its attributes


def _finish_link(attributes: _Attributes, is_new: bool = False, /) -> _Attributes:
    """Written without a protocol, an address gets https; only links that leave the site carry a `rel`."""
    href = attributes.get((None, "href"), "")
    if is_new and not is_external(text := attributes[_TEXT]) and href.startswith("http://"):
        href = attributes[(None, "href")] = f"https://{text}"
    attributes.pop((None, "rel"), None)
    if is_external(href):
        attributes[(None, "rel")] = EXTERNAL_REL
    return attributes


_CLEANER = Cleaner(
    tags=allow_list.TAGS,
    attributes=allow_list.is_allowed,
    protocols=allow_list.PROTOCOLS,
    filters=[
        partial(
            LinkifyFilter,
            callbacks=[_finish_link],
            skip_tags={"pre", "code", "kbd"},
            parse_email=True,
            url_re=BARE_ADDRESS,
            email_re=BARE_EMAIL,
        )
    ],
)
_LAST_WORD = nh3.Cleaner(
    tags=allow_list.TAGS,
    attributes=allow_list.ATTRIBUTES,
    attribute_filter=allow_list.allowed_value,
    url_schemes=allow_list.PROTOCOLS,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Safe HTML. Marks between top-level blocks only save time: the verdict is the same without them."""
    return "".join(safe_blocks(html)).strip()


def safe_blocks(html: str) -> Iterator[str]:
    """The top-level blocks of what Markdown made, each made safe; each ends its line."""
    html = _AMPERSAND_AND_NAME.sub("&#38;", f"{html}\n")
    return (_remembered(block) if len(block) <= LONGEST_REMEMBERED else _safe(block) for block in html.split(BLOCK_END))


def _safe(html: str) -> str:
    return last_word(clean(html))


# An edit changes one block of forty.
_remembered = lru_cache(maxsize=1_024)(_safe)


def clean(html: str) -> str:
    """What bleach makes of it."""
    return str(_CLEANER.clean(html))


def last_word(html: str) -> str:
    """What nh3 makes of it. It closes whatever it opens, so that blocks side by side stay what each is."""
    return _LAST_WORD.clean(html)
