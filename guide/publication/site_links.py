"""The links from the texts of an edition to pages of its site: the wiki, files, the guide itself.

The book goes out of the company: colleagues have it on paper, and so have customers, who cannot sign in. A link that all of
them can follow is one like any other, with its whole address, which paper prints at the foot of the page. One to the
wiki, where that is for colleagues alone, would lead the others to a sign-in page, and is plain words for everybody:
there is one book. Where the guide is for colleagues alone, too, all may follow it.
"""

import html
import re
from collections.abc import Callable
from typing import Final

from .document import Guide

LINK: Final = re.compile(r'(<a (?:(?!\bhref=)[^<>])*+href=")(/(?!/)[^"<>]*+)("[^<>]*+>)((?:[^<]|<(?!/?a\b))*+)</a>')
MISSING: Final = re.compile(r'\bclass="[^"]*\bmissing\b')


def with_site_links(guide: Guide, lead: Callable[[str], str]) -> Guide:
    """The guide whose links to paths of the site go where `lead` says; "" and a page that nobody wrote leave their words."""

    def led(link: re.Match[str]) -> str:
        before, path, after, words = link.groups()
        address = "" if MISSING.search(before + after) else lead(html.unescape(path))
        return f"{before}{html.escape(address)}{after}{words}</a>" if address else words

    return guide.with_markup(lambda text: LINK.sub(led, text))
