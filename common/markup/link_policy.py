"""Addresses: which ones may be linked, and which are recognised when written bare.

`[[Title]]` and `[[Title|label]]`.
"""

import re

# Addresses of the most usual kinds only: a missing space after a full stop ("fin.Il faut") is no address.
_DOMAINS = "fr|com|org|net|eu|info|be|ch|lu|ca|de|es|it|uk|jp|re|gov|edu|int"
_END = r"[^\s<>\"«»“”.,;:!?'’…*_\]]"
# Where an address may begin: not within a word or another address; but Japanese leaves no space before one.
_BEGIN = r"(?<![^\W\u3040-\u30ff\u3400-\u9fff])(?<![@./-])"
BARE_ADDRESS = re.compile(
    rf"{_BEGIN}(?:https?://[^\s<>\"«»“”]*{_END}"
    rf"|(?:www\.)?(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})(?![\w@-])(?!\.\w)(?:/(?:[^\s<>\"«»“”]*{_END})?)?)"
)
"""Every branch is bounded or begins where a word begins, so that a long text costs no more than its length."""

BARE_EMAIL = re.compile(
    r"(?<![\w!#$%&'*+/=?^`{|}~@.-])[\w!#$%&'*+=?^`{|}~-][\w!#$%&'*+=?^`{|}~.-]{0,63}"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![\w@-])",
    re.IGNORECASE,
)
"""bleach's own begins anew at each letter of a word: ten thousand letters without a blank took three seconds."""

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_LINK = re.compile(r"https?://[^/?#]|mailto:[^/]|/(?!/)|#|/\Z", re.IGNORECASE)
_EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
_OWN_IMAGE = re.compile(r"/media/(?:[\w-][\w.-]*/)*[\w-][\w.-]*")
_PICTURE = re.compile(r"/media/images/([0-9a-f]{16})/(?:[0-9]{1,5}/)?[a-z0-9-]{1,80}\.webp")
_SOURCE = re.compile(r"(?:[\w./-]+) [0-9]{1,5}w")

EXTERNAL_REL = "nofollow noopener noreferrer"


def may_be_linked(address: str) -> bool:
    """Whether `address` is http, https, mailto, a path of this site or a place on this page."""
    return bool(_LINK.match(address)) and not _FORBIDDEN.search(address)


def is_external(address: str) -> bool:
    return bool(_EXTERNAL.match(address))


def is_own_image(address: str) -> bool:
    """Whether an image is served by this site: nothing that a reader opens fetches from elsewhere."""
    return bool(_OWN_IMAGE.fullmatch(address))


def is_picture(address: str) -> bool:
    """Whether an address is that of a picture which people have sent, and which may be gone."""
    return bool(_PICTURE.fullmatch(address))


def is_own_srcset(value: str) -> bool:
    """The same picture in several widths, each served by this site."""
    sources = value.split(", ")
    return all(_SOURCE.fullmatch(source) and is_own_image(source.partition(" ")[0]) for source in sources)


# In a table the bar that separates the label is written "\|".
WIKI_LINK = r"\[\[([^\[\]\n|\\]{1,200})(?:\\?\|([^\[\]\n]{1,300}))?\]\]"
_WIKI_LINK = re.compile(WIKI_LINK)


def one_space(title: str) -> str:
    return " ".join(title.split())


def wiki_link_titles(text: str) -> tuple[str, ...]:
    """Every title that `text` may link to, once each: a superset, for titles in code are listed as well."""
    titles = (one_space(found.group(1)) for found in _WIKI_LINK.finditer(text))
    return tuple(dict.fromkeys(title for title in titles if title))
