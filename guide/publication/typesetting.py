"""What paper asks of the HTML of a text: the addresses of links in words, no address parted by a hyphen that is not its own, no
links that only a screen has, and no last line of a paragraph that is a single word or the end of one.
"""

import html
import re
from typing import Final
from urllib.parse import urlsplit

from django.utils.encoding import uri_to_iri

TAGS: Final = re.compile(r"(<[^<>]*>)")
TAG_NAME: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
PARAGRAPHS: Final = frozenset({"</p>", "</li>", "</dd>", "</figcaption>"})
INLINE: Final = frozenset(
    "a abbr b cite code del dfn em i ins kbd mark q s small span strong sub sup u var".split()  # noqa: SIM905
)
RETURN: Final = re.compile(
    r'(?<!\s)(?<!&nbsp;)(?:&nbsp;|\s)*+<a class="footnote-backref"[^<>]*+>(?:[^<]|<(?!/?a\b))*+</a>'
)
LINK: Final = re.compile(r'<a (?:(?!\bhref=)[^<>])*+href="(https?://[^"<>]+)"[^<>]*+>((?:[^<]|<(?!/?a\b))*+)</a>')
# A run of signs that may be an address, and what one looks like: https://example.org/a, example.org, ana@example.org.
RUN: Final = re.compile(r"[\w+./:@?=%#~-]++")
ADDRESS: Final = re.compile(
    r"(?:https?://)?(?:[\w+-]++(?:\.[\w+-]++)*+@)?(?:[\w-]++\.)++[a-zA-Z]{2,}+(?::\d++)?(?:/[^@]*+)?"
)
MAY_END_A_LINE: Final = re.compile(
    r"(?<=[^/:]/)(?=[^/\s])|(?<=\w)(?=[.@?=_]\w)"
)  # behind a slash, before the other signs
BREAK: Final = "\u200b"  # a line may end here; not seen, and not copied
NO_BREAK: Final = "\u2060"
SPACE: Final = re.compile(r"[ \n]+")
LONGEST_ENDING: Final = 30
SHORTEST_BEGINNING: Final = 24
THANKS: Final = re.compile(r'<ul class="thanks">(?:[^<]|<(?!/?ul\b))*+</ul>')
LONGEST_ADDRESS: Final = 72
LONGEST_NAME: Final = 30  # signs of a site's or a mailbox's name that stands on one line


def for_paper(page: str) -> str:
    """The page as it is printed, in any language."""
    return with_whole_addresses(with_addresses(RETURN.sub("", page)))


def with_whole_addresses(page: str) -> str:
    """Each address that can be read in the page, in which lines end where its parts do and no hyphen is added: it would be
    typed along.
    """

    def whole(run: re.Match[str]) -> str:
        address = run[0].rstrip(".:?")
        if not ADDRESS.fullmatch(address):
            return run[0]
        if "/" not in address and len(address) <= LONGEST_NAME:
            return f'<span class="address whole">{address}</span>{run[0][len(address) :]}'
        parts = BREAK.join(MAY_END_A_LINE.split(address)).replace("-", f"-{NO_BREAK}")
        return f'<span class="address">{parts}</span>{run[0][len(address) :]}'

    head, begins, body = page.rpartition("<body")
    pieces = TAGS.split(body)
    pieces[::2] = (RUN.sub(whole, words) if "." in words else words for words in pieces[::2])
    return f"{head}{begins}{''.join(pieces)}"


def with_addresses(page: str) -> str:
    """Behind each link the address that it leads to, as a note at the foot of the page, unless its words say it."""

    def noted(link: re.Match[str]) -> str:
        address = html.unescape(link[1])
        if says(TAGS.sub("", html.unescape(link[2])), address):
            return link[0]
        return f'{link[0]}<span class="leads-to">{html.escape(readable(address))}</span>'

    return LINK.sub(noted, page)


def says(words: str, address: str) -> bool:
    """Whether somebody who reads these words on paper can type the address."""
    host = urlsplit(address).netloc.removeprefix("www.")
    return bool(host) and host in words.replace("\u00ad", "")


def readable(address: str) -> str:
    """An address as people write it; of one that is too long to be typed, only where it begins."""
    parts = urlsplit(uri_to_iri(address))
    host, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    rest = f"{path}?{parts.query}" if parts.query else path
    for written in (f"{host}{rest}", f"{host}{path}"):
        if len(written) <= LONGEST_ADDRESS:
            return written
    return f"{host}/…"


def with_kept_names(page: str) -> str:
    """The page whose lists of people thanked can be kept whole: of a list in columns, the printing engine parts any."""
    return THANKS.sub(r'<div class="names">\g<0></div>', page)


def with_whole_endings(page: str) -> str:
    """The page whose paragraphs end with two words at least, neither of them parted: the printing engine has no
    text-wrap: pretty, and no hyphenate-limit-last.
    """
    pieces = TAGS.split(page)
    for place in range(1, len(pieces), 2):
        if pieces[place] in PARAGRAPHS:
            hold_together(pieces, ending(pieces, place))
    return "".join(pieces)


def ending(pieces: list[str], place: int) -> list[int]:
    """The places of the texts of which a paragraph consists that ends at `place`, or of its last line, backwards."""
    found = []
    for back in range(place - 1, -1, -1):
        if back % 2 == 0:
            found.append(back)
        elif (name := TAG_NAME.match(pieces[back])) is None or name[1].lower() not in INLINE:
            break
        elif 'class="leads-to"' in pieces[back]:
            found.pop()  # its words stand at the foot of the page
    return found


def hold_together(pieces: list[str], places: list[int]) -> None:
    """Puts the last two words of these texts, which come backwards, where no line can end."""
    text = "".join(pieces[place] for place in reversed(places))
    trimmed = text.rstrip(" \n")
    spaces = [space.start() for space in SPACE.finditer(trimmed)]
    if len(spaces) < 2 or spaces[-2] < SHORTEST_BEGINNING or len(html.unescape(trimmed[spaces[-2] :])) > LONGEST_ENDING:
        return
    left = len(text) - spaces[-2] - 1
    for place in places:
        words = pieces[place]
        cut = max(len(words) - left, 0)
        if words[cut:].strip(" \n"):
            end = words[cut:].rstrip(" \n") if place == places[0] else words[cut:]
            held = SPACE.sub("\u00a0", end)
            pieces[place] = f'{words[:cut]}<span class="ending">{held}</span>'
        left -= len(words)
        if left <= 0:
            return
