"""The pages of the demo: every revision at its date, and which were nominated for the guide."""

from __future__ import annotations

from contributions.models import Page, Passage
from demo.blocks import changed
from demo.content import Campaign, RevisionContent
from demo.pictures.placement import illustrated
from demo.stage import Stage
from guide.models import Nomination


def write_pages(campaign: Campaign, stage: Stage) -> None:
    """Every revision of every page, in the order in which they were made."""
    steps = [(revision.when, page, revision) for page in campaign.pages for revision in page.revisions]
    for _when, page, revision in sorted(steps, key=lambda step: (step[0], step[1].file)):
        if revision.act == "written":
            author, at = stage.people[revision.author], stage.at(revision.when)
            stage.pages[page.file] = Page.objects.write(
                theme=stage.themes[page.theme],
                title=page.title,
                body=illustrated(revision.text, f"page {page.file}", stage, by=author, at=at),
                author=author,
                summary=revision.summary,
                at=at,
            )
        else:
            edit_page(stage.pages[page.file], revision, stage)


def edit_page(page: Page, revision: RevisionContent, stage: Stage) -> None:
    author, at = stage.people[revision.author], stage.at(revision.when)
    if revision.act == "reverted":
        page.revert_to(revision.about, author=author, summary=revision.summary, at=at)
    elif revision.act == "undone":
        page.undo(revision.about, author=author, summary=revision.summary, at=at)
    else:
        page.record_revision(
            body=changed(page.body, revision.changes),
            author=author,
            base_version=page.version,
            summary=revision.summary,
            is_minor=revision.is_minor,
            at=at,
        )


def nominate_pages(campaign: Campaign, stage: Stage) -> None:
    for nomination in campaign.nominations:
        page, at = stage.pages[nomination.page], stage.at(nomination.when)
        passage = Passage.objects.at(page, exact=nomination.passage, at=at) if nomination.passage else None
        by = stage.people[nomination.by]
        Nomination.objects.nominate(page, passage=passage, by=by, reason=nomination.reason, at=at)
