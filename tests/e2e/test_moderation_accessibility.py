"""The screens on which editors keep order, and what everybody sees of it: nothing for axe to complain of."""

from __future__ import annotations

from accounts.models import User
from contributions.models import Page as WikiPage
from contributions.models import Report
from contributions.moderation.hiding import hide_versions
from contributions.moderation.merging.merge import merge_pages
from tests import factories
from tests.e2e.looking import Look
from tests.e2e.test_accessibility import page_of_the_wiki

__all__ = ["page_of_the_wiki"]  # the fixture: a page with all that a page can hold


def test_keeping_order(
    contributor: User,
    editor: User,
    browser_of,
    look: Look,
    page_of_the_wiki: WikiPage,
) -> None:
    page = page_of_the_wiki
    other = factories.create_page(title="Une autre page", body="## Que faire\n\nRaccrocher.", author=contributor)
    factories.edit_page(page, f"{page.body}\n\nUne fin.", author=contributor)
    factories.edit_page(page, f"{page.body}\n\nEncore.", author=contributor)
    hide_versions(page, [2], reason="Un numéro", by=editor)
    comment = factories.create_comment(page=page, author=contributor)
    factories.create_comment(page=page, author=contributor).hide(reason="Hors sujet", by=editor)
    report = Report.objects.report(comment, reason="wrong", words="Ce numéro est faux.", by=editor)
    laurent = browser_of(editor)
    for screen in (
        "merge/",
        "split/",
        "protect/",
        "revisions/2/",
        "revisions/1/hide/",
        "revisions/3/hide/",
        "history/",
    ):
        laurent.goto(f"{page.get_absolute_url()}{screen}")
        look(laurent, screen)
    laurent.goto(f"{page.get_absolute_url()}merge/?into=Une autre page")
    look(laurent, "merge, both texts")
    addresses = ["/curation/reports/", f"/curation/reports/{report.pk}/", "/curation/secrets/"]
    for address in (
        *addresses,
        f"{comment.get_absolute_url()}hide/",
        f"/report/page/{page.pk}/",
        f"/reports/{report.pk}/",
    ):
        laurent.goto(address)
        look(laurent, address)
    merge_pages(other, page, by=editor)
    page.protect(reason="Le service juridique la relit", by=editor)
    martine = browser_of(contributor)
    screens = ["", "edit/", "history/", "revisions/2/", "diff/?older=1&newer=2"]
    for address in [page.get_absolute_url() + screen for screen in screens] + [f"{other.get_absolute_url()}history/"]:
        martine.goto(address)
        look(martine, address)
