"""The screen that says whose words a page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html

from accounts.access import Person, readers_only
from common import markup
from contributions.authorship.shares import Authored, Share, VersionShare, authored_text
from contributions.pages.models import Page
from contributions.views.pages.resolvers import on_page

# The contributors of a page: how much of its present text is whose, and, for one of them, where it stands.


NOBODY = "-"


@dataclass(frozen=True)
class ContributedVersion:
    """What one version brought in, for the list of somebody's passages. `page` is None where the reader may not see it."""

    part: VersionShare
    page: Page | None
    is_here: bool

    @property
    def number(self) -> int:
        return self.part.revision.version

    @property
    def anchor(self) -> str:
        return anchor_of(self.part.revision.history_id)

    @property
    def changes_url(self) -> str:
        if self.page is None or self.part.revision.is_text_hidden:
            return ""
        if self.number == 1:
            return self.page.screen_url("revisions/1")
        return self.page.changes_url(self.number - 1, self.number)


@readers_only
@on_page(with_text=True)
def page_contributors(request: HttpRequest, page: Page) -> HttpResponse:
    """`?person=` shows one contributor's passages."""
    authored = authored_text(page)
    shares = authored.shares() if authored else []
    chosen = chosen_in(request.GET.get("person", ""), shares)
    context: dict[str, object] = {
        "page": page,
        "authored": authored,
        "shares": shares,
        "chosen": chosen,
        "others": without_words(page, shares),
    }
    if authored and chosen:
        context |= {"rows": rows_of(page, chosen, request.user)}
        context |= {"text": marked(page, authored, chosen) if authored.is_up_to_date else ""}
    return render(request, "contributions/authorship/page_contributors.html", context)


def chosen_in(handle: str, shares: Sequence[Share]) -> Share | None:
    """By the handle that a person has now: an older one chooses nobody."""
    for share in shares:
        if handle == (share.person.handle if share.person else NOBODY):
            return share
    return None


def without_words(page: Page, shares: Sequence[Share]) -> list[dict[str, object]]:
    """Those in the byline of whose words nothing is left."""
    present = {share.person.pk for share in shares if share.person}
    return [known for known in page.byline if known["id"] not in present]


def rows_of(page: Page, share: Share, reader: Person) -> list[ContributedVersion]:
    """Words may have come with another page, which was merged with this one or cut in two; one query if any did."""
    elsewhere = {part.revision.id for part in share.parts} - {page.pk}
    pages = {page.pk: page}
    if elsewhere:
        pages |= Page.objects.with_history_for(reader).narrow().select_related("theme").in_bulk(elsewhere)
    return [ContributedVersion(part, pages.get(part.revision.id), part.revision.id == page.pk) for part in share.parts]


def marked(page: Page, authored: Authored, share: Share) -> str:
    """The page as it reads, with the chosen person's passages marked and the number of its version behind each."""
    versions = {part.revision.history_id: part.revision.version for part in share.parts}

    def after(origin: int) -> str:
        context = {"anchor": anchor_of(origin), "version": versions[origin]}
        return render_to_string("contributions/authorship/_blame_mark.html", context).strip()

    return markup.mark_blame(
        page.body_html,
        authored.text,
        authored.runs,
        wanted=versions,
        mark=lambda words: f"<mark>{words}</mark>",
        after=after,
    )


def anchor_of(origin: int) -> str:
    return format_html("brought--{}", origin)
