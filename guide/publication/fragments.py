"""Fits the HTML of one text into a page that holds many: ids stay unique, headings keep their order.

The HTML has been made and cleaned by `markup.render`. What is changed here stays inside its tags: no new element can
come out of it, and so the result is marked safe, here and nowhere else in the publication.

The links from the texts of an edition to pages of its site: the wiki, files, the guide itself.

The book goes out of the company: colleagues have it on paper, and so have customers, who cannot sign in. A link that all of
them can follow is one like any other, with its whole address, which paper prints at the foot of the page. One to the
wiki, where that is for colleagues alone, would lead the others to a sign-in page, and is plain words for everybody:
there is one book. Where the guide is for colleagues alone, too, all may follow it.

The HTML of texts as trees, for the forms that are XML: without the signs that no XML may hold.
"""

import html
import re
from collections.abc import Callable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lxml.html import HtmlElement, fragment_fromstring

from guide.publication.document import BibliographyEntry, Guide

TAG = re.compile(r"<[a-zA-Z][^<>]*>")
HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
ID_OR_ANCHOR = re.compile(r'(\s(?:id="|href="#))([^"]+)')
PLACE_OF_NAMES = re.compile(r"<p>\s*\{contributors\}\s*</p>")


def fit(html: str, *, prefix: str, level: int) -> SafeString:
    """The text with its ids and inner links prefixed, and its highest heading at `level`, none left out below."""
    used = sorted({int(digit) for _, digit in HEADING.findall(html)})
    new = {str(old): min(level + place, 6) for place, old in enumerate(used)}
    levelled = HEADING.sub(lambda match: f"{match[1]}{new[match[2]]}", html)
    prefixed = TAG.sub(lambda tag: ID_OR_ANCHOR.sub(rf"\g<1>{prefix}-\g<2>", tag[0]), levelled)
    return mark_safe(prefixed)  # noqa: S308 - cleaned by markup.render, see above


def with_names(html: SafeString, listed: SafeString) -> SafeString:
    """The acknowledgements with the lists of names at the place reserved for them, or at the end where there is none."""
    if not PLACE_OF_NAMES.search(html):
        return format_html("{}{}", html, listed)
    before, after = PLACE_OF_NAMES.split(html, maxsplit=1)
    return format_html("{}{}{}", mark_safe(before), listed, mark_safe(after))  # noqa: S308 - parts of safe HTML


def list_of_names(names: tuple[str, ...]) -> SafeString:
    if not names:
        return SafeString()
    return format_html('<ul class="thanks">{}</ul>', format_html_join("", "<li>{}</li>", ((name,) for name in names)))


def thanks(behind: tuple[str, ...], others: tuple[str, ...], *, lead: str, counted: str) -> SafeString:
    """Those behind the tips, then, after `lead`, the others; `counted` says how many are not named."""
    parts = [list_of_names(behind)]
    if behind and others:
        parts.append(format_html('<p class="thanks-too">{}</p>', lead))
    parts.append(list_of_names(others))
    if counted:
        parts.append(format_html('<p class="thanks-too">{}</p>', counted))
    return format_html_join("", "{}", ((part,) for part in parts))


def with_entries_of(html: SafeString, entries: tuple[BibliographyEntry, ...]) -> SafeString:
    """The text of the bibliography with its entries after it, as their style words them."""
    if not entries:
        return html
    worded = ((entry.key, mark_safe(entry.html)) for entry in entries)  # noqa: S308 - cleaned where it was worded
    listed = format_html_join("", '<li id="reference-{}">{}</li>', worded)
    return format_html('{}<ul class="references">{}</ul>', html, listed)


def on_its_own(html: SafeString, *, anchor: str) -> SafeString:
    """The text of a tip on a page of its own: its headings two levels higher, links to other parts into the whole guide."""
    raised = HEADING.sub(lambda found: f"{found[1]}{max(int(found[2]) - 2, 2)}", html)
    elsewhere = re.compile(rf'(\shref=")#(?!{re.escape(anchor)}-)')
    return mark_safe(TAG.sub(lambda tag: elsewhere.sub(r"\1./#", tag[0]), raised))  # noqa: S308 - see above


LINK: Final = re.compile(r'(<a (?:(?!\bhref=)[^<>])*+href=")(/(?!/)[^"<>]*+)("[^<>]*+>)((?:[^<]|<(?!/?a\b))*+)</a>')
MISSING: Final = re.compile(r'\bclass="[^"]*\bmissing\b')


def with_site_links(guide: Guide, lead: Callable[[str], str]) -> Guide:
    """The guide whose links to paths of the site go where `lead` says; "" and a page that nobody wrote leave their words."""

    def led(link: re.Match[str]) -> str:
        before, path, after, words = link.groups()
        address = "" if MISSING.search(before + after) else lead(html.unescape(path))
        return f"{before}{html.escape(address)}{after}{words}</a>" if address else words

    return guide.with_markup(lambda text: LINK.sub(led, text))


NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEYOND_LATIN: Final = re.compile("[\u2e80-\U0010ffff]")


def parse(html: str) -> HtmlElement:
    """The text as the content of a body."""
    return fragment_fromstring(printable(html), create_parent="body")


def is_latin(text: str) -> bool:
    """Whether all of a text is in the letters of Europe: within Japanese, such words are emphasised by their slope."""
    return bool(text.strip()) and not BEYOND_LATIN.search(text)


def printable(text: str) -> str:
    return NOT_IN_XML.sub("", text)
