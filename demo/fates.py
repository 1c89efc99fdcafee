"""What becomes of each page and each comment of the content: what an editor decided, or what follows from the rest.

What stands under neither waits at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator

from demo.content import Campaign, Page, Reaction
from demo.desk_content import Desk
from demo.said import Comment, Decision, Key


def fates_of_pages(campaign: Campaign, desk: Desk) -> dict[str, tuple[Decision, ...]]:
    """By file: used in each tip that rests on the page, or what its file says; empty where it waits."""
    return {page.file: (*used_in(page, campaign, desk), *page.decisions) for page in campaign.pages}


def used_in(page: Page, campaign: Campaign, desk: Desk) -> Iterator[Decision]:
    """By the tip's author, at the moment when she promoted it."""
    authors = {approval.tip: approval.author for approval in desk.approvals}
    for tip in campaign.tips:
        if page.file in {source.page for source in tip.sources}:
            yield Decision(authors[tip.number], campaign.promoted(tip), "used", tip=tip.number)


def fates_of_said(campaign: Campaign, desk: Desk) -> dict[Key, tuple[Decision, ...]]:
    """Of comments and nuances: merged where a page took the words up, or what stands beside them; empty where they wait."""
    fates: dict[Key, tuple[Decision, ...]] = {}
    for place in campaign.places():
        for thread in place.threads:
            fates[thread.key] = (*taken_up(thread, getattr(place, "file", "")), *thread.decisions)
            fates |= {reply.key: tuple(reply.decisions) for reply in thread.replies}
    fates |= {nuance.key: nuance.decisions for nuance in nuances(campaign)}
    return fates | {contradiction.key: () for contradiction in desk.contradictions}


def taken_up(thread: Comment, here: str) -> Iterator[Decision]:
    for taking in thread.takings:
        yield Decision(taking.by, taking.when, "merged", page=taking.page or here)


def nuances(campaign: Campaign) -> list[Reaction]:
    return [reaction for reaction in campaign.passages if reaction.nuance]
