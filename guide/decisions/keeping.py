"""Each page and each contribution that is written is something to be decided about. Listens to changes."""

from __future__ import annotations

from contributions.models import Contribution, Page
from contributions.waking import Change, goes_by_the_newest_text
from guide.decisions.models import Matter


@goes_by_the_newest_text
def keep(change: Change) -> None:
    """Makes the matter of what was written, and has it follow its text to another theme."""
    if change.label == "contributions.page":
        page = Page.objects.narrow().filter(pk=change.pk).first()
        _keep(page)
    elif change.label == "contributions.contribution":
        _keep(Contribution.objects.filter(pk=change.pk).defer("body", "body_html").first())


def _keep(text: Page | Contribution | None) -> None:
    if text is None:
        return
    matter = Matter.objects.of(text)
    if matter.theme_id != text.theme_id:
        Matter.objects.filter(pk=matter.pk).update(theme=text.theme_id)


def rebuild() -> int:
    """The matters of all that was written before anybody listened, or while nobody did; returns how many were made."""
    pages = Page.objects.filter(matter=None).only("theme", "modified_at")
    said = Contribution.objects.filter(matter=None).only("theme", "created_at")
    made = 0
    for text in [*pages, *said]:
        Matter.objects.of(text)
        made += 1
    return made
