"""Something was said, corrected, withdrawn or hidden: who hears of it, and who may read of it no longer."""

from __future__ import annotations

from contributions.comments.models import Comment
from contributions.events import Event
from contributions.history_models import Act
from contributions.watches.concealment import conceal_hidden_versions, conceal_what_does_not_stand
from contributions.watches.models import Watch
from contributions.watches.news import News, opening_words
from notifications.kinds import NotificationKind


def notify(change: Event) -> None:
    """A correction is told to those whom it mentions for the first time, and to nobody else."""
    conceal_hidden_versions(change)
    if change.what not in Act.values:
        conceal_what_does_not_stand(change.pk)
        return
    comment = _standing(change.pk)
    if comment is None:
        return
    news = _news_of(comment, change)
    if change.what == Act.WRITTEN:
        _tell_of_new(comment, news, change.version)
    else:
        news.notify_mentioned(comment, change.version)


def _tell_of_new(comment: Comment, news: News, version: int) -> None:
    opening = comment.reply_to or comment
    Watch.objects.take_part(opening, by=comment.author, at=comment.created_at)
    if comment.reply_to is not None:
        stopped = Watch.objects.of(opening).stopped().values_list("person", flat=True)
        news.notify_those(
            {comment.reply_to.author_id} - set(stopped.filter(person=comment.reply_to.author_id)),
            NotificationKind.REPLY,
        )
    news.notify_mentioned(comment, version)
    news.notify_watchers(opening, NotificationKind.COMMENTED)
    news.notify_watchers(comment.page or comment.theme, NotificationKind.COMMENTED)
    news.notify_followers()


def _standing(pk: int) -> Comment | None:
    rows = Comment.objects.standing().select_related("author", "theme", "page__theme", "reply_to")
    return rows.filter(pk=pk).first()


def _news_of(comment: Comment, change: Event) -> News:
    place = comment.page or comment.theme
    return News(
        key=f"contributions.comment:{comment.pk}:{change.version}",
        place=f"{place._meta.model_name}:{place.pk}",
        place_title=comment.page.title if comment.page else comment.theme.question,
        url=f"{comment.get_absolute_url()}#{comment.anchor}",
        actor=comment.author,
        at=change.at,
        excerpt=opening_words(comment),
    )
