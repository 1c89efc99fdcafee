"""What becomes of each page and each comment of the content: what an editor decided, or what follows from the rest.

What stands under neither waits at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator

from demo.comment_content import CommentContent, CommentKey, DecisionContent
from demo.content import Campaign, PageContent, Reaction
from demo.desk_content import Desk


def outcomes_of_pages(campaign: Campaign, desk: Desk) -> dict[str, tuple[DecisionContent, ...]]:
    """By file: used in each tip that rests on the page, or what its file says; empty where it waits."""
    return {page.file: (*promoted_in(page, campaign, desk), *page.decisions) for page in campaign.pages}


def promoted_in(page: PageContent, campaign: Campaign, desk: Desk) -> Iterator[DecisionContent]:
    """By the tip's author, at the moment when she promoted it."""
    authors = {approval.tip: approval.author for approval in desk.approvals}
    for tip in campaign.tips:
        if page.file in {source.page for source in tip.sources}:
            yield DecisionContent(authors[tip.number], campaign.promoted(tip), "promoted", tip=tip.number)


def outcomes_of_comments(campaign: Campaign, desk: Desk) -> dict[CommentKey, tuple[DecisionContent, ...]]:
    """Of comments and nuances: merged where a page took the words up, or what stands beside them; empty where they wait."""
    outcomes: dict[CommentKey, tuple[DecisionContent, ...]] = {}
    for place in campaign.places():
        for thread in place.threads:
            outcomes[thread.key] = (*incorporated(thread, getattr(place, "file", "")), *thread.decisions)
            outcomes |= {reply.key: tuple(reply.decisions) for reply in thread.replies}
    outcomes |= {nuance.key: nuance.decisions for nuance in nuances(campaign)}
    return outcomes | {contradiction.key: () for contradiction in desk.contradictions}


def incorporated(thread: CommentContent, here: str) -> Iterator[DecisionContent]:
    for incorporation in thread.incorporations:
        yield DecisionContent(incorporation.by, incorporation.when, "merged", page=incorporation.page or here)


def nuances(campaign: Campaign) -> list[Reaction]:
    return [reaction for reaction in campaign.passages if reaction.nuance]
