"""What the test client is answered, as a browser reads it: how a template breaks its lines is no matter of a test.

Inside a tag one space stands between attributes; space at the edge of a block goes, other space is one. Answers that no
template made (files of the guide) are left alone, and so is what stands in <pre>, <textarea>, <script> and <style>.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL)
TAG = re.compile(r"""(</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>)""")
OUTSIDE_QUOTES = re.compile(r"""("[^"]*"|'[^']*')|\s+(>)?""")
BLOCK = (
    "address|article|aside|blockquote|body|button|caption|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|html|hx-partial|legend|li|link|main|meta|nav|ol|option|p|section|select|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|ul"
)
EDGE_BEFORE = re.compile(rf"<(?:{BLOCK})\b[^-]")
EDGE_AFTER = re.compile(rf"</(?:{BLOCK})>")
A_FILE = re.compile(r"/guide/(?:editions/\d+/)?[a-z]{2}/")  # of the guide, though it may be made in the request
SPACE = re.compile(r"[ \n\r\t]+")


def as_read(html: str) -> str:
    pieces = VERBATIM.split(html)
    return "".join(
        TAG.sub(_one_line, piece, count=1) if number % 3 else _even(piece)
        for number, piece in enumerate(pieces)
        if number % 3 != 2
    )


def _even(html: str) -> str:
    pieces = TAG.split(html)
    for number in range(1, len(pieces), 2):
        tag = pieces[number] = _one_line_of(pieces[number])
        if EDGE_BEFORE.match(tag):
            pieces[number + 1] = pieces[number + 1].lstrip()
        elif EDGE_AFTER.match(tag):
            pieces[number - 1] = pieces[number - 1].rstrip()
    return "".join(SPACE.sub(" ", piece) if number % 2 == 0 else piece for number, piece in enumerate(pieces))


def _one_line(tag: re.Match[str]) -> str:
    return _one_line_of(tag[0])


def _one_line_of(tag: str) -> str:
    return OUTSIDE_QUOTES.sub(lambda found: found[1] or found[2] or " ", tag)


def read_answers(patch: pytest.MonkeyPatch) -> None:
    request = Client.request

    def as_a_browser(self: Client, **asked: Any) -> Any:
        response = request(self, **asked)
        is_made = getattr(response, "templates", None) and not response.streaming and "Content-Encoding" not in response
        is_made = is_made and not A_FILE.match(asked.get("PATH_INFO", ""))
        if is_made and response.get("Content-Type", "").startswith("text/html"):
            response.content = as_read(response.content.decode()).encode()
        return response

    patch.setattr(Client, "request", as_a_browser)
