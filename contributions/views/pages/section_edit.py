"""The sections of a page, each edited alone: found by the id of its heading, put back into the version it came from."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from common import markup
from common.forms.render_refusals import refusal
from contributions.pages.errors import SectionGone
from contributions.pages.models import Page
from contributions.revision_views.forms import BaseVersionField


def section_at(page: Page, id: str, *, version: int) -> markup.MarkdownSection:
    """The section of a version of the page; raises UnknownVersion, SectionGone."""
    body = _body_at(page, version)
    found = markup.section_of(body, _headings(page, body), id)
    if found is None:
        raise SectionGone
    return found


def whole_text(page: Page, id: str, new: str, *, version: int) -> str:
    """The text of that version with `new` in the place of its section; raises as `section_at` does."""
    return markup.with_section(_body_at(page, version), section_at(page, id, version=version), new)


def title_at(page: Page, version: int) -> str:
    """The title that the page had: whoever edits a section changes none. Raises UnknownVersion."""
    return page.title if version == page.version else page.base(version).title


def title_of_section(page: Page, id: str, version: object) -> str:
    """What the section is called; "" where that version has no such section, does not exist, or is hidden."""
    number = BaseVersionField().clean(version)
    try:
        if number != page.version and page.revision(number).is_text_hidden:
            return ""
        return section_at(page, id, version=number).heading.title
    except ValidationError:
        return ""


def html_of_section(section: markup.MarkdownSection, new: str, rendered: markup.Rendered) -> str:
    """How the new text of a section looks, out of the whole text that it went into."""
    first = section.heading.line or 0
    return markup.html_of_lines(rendered, first, first + new.strip("\n").count("\n"))


def _body_at(page: Page, version: int) -> str:
    return page.body if version == page.version else page.base(version).body


def _headings(page: Page, body: str) -> Iterable[markup.Heading]:
    """Of the text as it stands, the page knows them; of another one they are asked for."""
    if body == page.body and all("line" in heading for heading in page.contents):
        return [markup.Heading(**heading) for heading in page.contents]
    try:
        return page.render_text(body).contents
    except markup.RenderRefused as refused:
        raise ValidationError({"body": refusal(refused)}) from None
