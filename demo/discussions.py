"""What colleagues said under the questions, the pages and the videos."""

from __future__ import annotations

from typing import Any

from contributions.models import Comment, Page, Passage
from demo.comment_content import CommentContent, IncorporationContent
from demo.content import Campaign
from demo.desk_content import Desk
from demo.stage import Stage


def talk(campaign: Campaign, stage: Stage) -> None:
    """What was said under the questions, the pages and the videos, and then what of it the pages took up."""
    places: list[tuple[dict[str, Any], CommentContent]] = [
        ({"theme": stage.themes[theme.number]}, thread) for theme in campaign.themes for thread in theme.threads
    ]
    places += [
        ({"theme": stage.themes[page.theme], "page": stage.pages[page.file]}, thread)
        for page in campaign.pages
        for thread in page.threads
    ]
    places += [
        ({"theme": stage.themes[video.theme], "video": stage.videos[video.name]}, thread)
        for video in campaign.videos
        for thread in video.threads
    ]
    incorporations: list[tuple[IncorporationContent, Comment]] = []
    for place, thread in sorted(places, key=lambda one: one[1].when):
        comment = say(thread, stage, **place)
        for reply in thread.replies:
            say(reply, stage, theme=place["theme"], reply_to=comment)
        incorporations += [(incorporation, comment) for incorporation in thread.incorporations]
    for incorporation, comment in sorted(incorporations, key=lambda one: one[0].when):
        page = stage.pages[incorporation.page] if incorporation.page else comment.page
        if page is not None:
            comment.incorporate(page=page, by=stage.people[incorporation.by], at=stage.at(incorporation.when))


def say(content: CommentContent, stage: Stage, **place: Any) -> Comment:
    author, at = stage.named(content.author), stage.at(content.when)
    comment = Comment.objects.write(body=content.text, author=author, kind=content.kind, at=at, **place)
    stage.comments[content.key] = comment
    return comment


def contradict(desk: Desk, stage: Stage) -> None:
    """Nuances that say the contrary of what a tip rests on."""
    for one in desk.contradictions:
        page, at = Page.objects.get(pk=stage.pages[one.page].pk), stage.at(one.when)
        passage = Passage.objects.at(page, exact=one.passage, at=at)
        stage.comments[one.key] = Comment.objects.write(
            theme=page.theme,
            page=page,
            passage=passage,
            kind="nuance",
            body=one.text,
            author=stage.people[one.by],
            at=at,
        )
