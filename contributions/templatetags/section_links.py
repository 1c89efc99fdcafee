"""The way to edit a section, beside its heading."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from common import markup
from common.html import fill, pattern, per_language, sentence
from common.html.icons import icon
from contributions.models import Page

HEADING = re.compile(r'<(h[23]) id="([^"<>]+)">(?:[^<]|<(?!/?h[23]\b))*+</\1>')


def with_section_links(html: str, page: Page) -> SafeString:
    """Returns the HTML of a page with a link beside the heading of each section. A heading inside of a quotation, a list or a
    note begins none.
    """
    address = page.screen_url("edit")
    titles = {row["id"]: row["title"] for row in page.contents if row.get("line") is not None}

    def with_link(found: re.Match[str]) -> str:
        title = titles.get(found[2])
        if title is None:
            return found[0]
        url = f"{address}?{urlencode({'section': found[2]})}"
        return fill(_with_link(), SafeString(found[0]), url, sentence(_words(), title=markup.inside_guillemets(title)))

    return SafeString(HEADING.sub(with_link, html))


@per_language
def _with_link() -> str:
    return pattern(
        '<div class="with-edit">\n{}<a class="edit-section" href="{}" lang="%s">%s\n{}</a>\n</div>',
        get_language() or "",
        icon("pencil"),
    )


@per_language
def _words() -> str:
    return pgettext("a section", 'Change<span class="vh"> the section “%(title)s”</span>')
