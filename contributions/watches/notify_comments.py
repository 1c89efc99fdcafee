"""Something was said, corrected, withdrawn or hidden: who hears of it, and who may read of it no longer."""

from __future__ import annotations

from collections.abc import Sequence

from contributions.comments.models import Comment
from contributions.events import Event
from contributions.history_models import Act
from contributions.mentions.models import Mention
from contributions.watches.concealment import conceal_hidden_versions, conceal_what_does_not_stand
from contributions.watches.models import Watch
from contributions.watches.news import News, opening_words
from notifications.kinds import NotificationKind


def news_of(changes: Sequence[Event]) -> list[News]:
    """A correction is told to those whom it mentions for the first time, and to nobody else."""
    for change in changes:
        conceal_hidden_versions(change)
        if change.what not in Act.values:
            conceal_what_does_not_stand(change.pk)
    comments = _standing({change.pk for change in changes if change.what in Act.values})
    saved = [(comments[change.pk], change) for change in changes if change.pk in comments and change.what in Act.values]
    if not saved:
        return []
    written = [comment for comment, change in saved if change.what == Act.WRITTEN]
    Watch.objects.take_part_in_all([(one.reply_to or one, one.author, one.created_at) for one in written])
    mentioned = Mention.objects.new_in(Comment, ((change.pk, change.version) for _comment, change in saved))
    several = []
    for comment, change in saved:
        news = _news_of(comment, change)
        if change.what == Act.WRITTEN:
            _notify_of_new(comment, news)
        news.address(mentioned[comment.pk, change.version], NotificationKind.MENTION)
        several.append(news)
    return several


def _notify_of_new(comment: Comment, news: News) -> None:
    opening = comment.reply_to or comment
    if comment.reply_to is not None and not _has_stopped(comment.reply_to):
        news.address({comment.reply_to.author_id}, NotificationKind.REPLY)
    news.notify_watchers(opening, NotificationKind.COMMENTED)
    news.notify_watchers(comment.page or comment.theme, NotificationKind.COMMENTED)
    news.notify_followers()


def _has_stopped(opening: Comment) -> bool:
    """Whether its author does not follow her own thread any more."""
    return Watch.objects.of(opening).stopped().filter(person=opening.author_id).exists()


def _standing(keys: set[int]) -> dict[int, Comment]:
    rows = Comment.objects.standing().select_related("author", "theme", "page__theme", "video", "reply_to")
    return rows.in_bulk(keys) if keys else {}


def _news_of(comment: Comment, change: Event) -> News:
    place = comment.place
    return News(
        key=f"contributions.comment:{comment.pk}:{change.version}",
        place=f"{place._meta.model_name}:{place.pk}",
        place_title=comment.place_words,
        url=f"{comment.get_absolute_url()}#{comment.anchor}",
        actor=comment.author,
        at=change.at,
        excerpt=opening_words(comment),
    )
