"""Something was said, corrected, withdrawn or hidden: who hears of it, and who may read of it no longer."""

from __future__ import annotations

from contributions.history import Act
from contributions.models import Contribution
from contributions.waking import Change
from contributions.watches.concealing import conceal_hidden_versions, conceal_what_does_not_stand
from contributions.watches.models import Watch
from contributions.watches.news import News, opening_words
from notifications.kinds import Kind


def tell(change: Change) -> None:
    """A correction is told to those whom it mentions for the first time, and to nobody else."""
    conceal_hidden_versions(change)
    if change.what not in Act.values:
        conceal_what_does_not_stand(change.pk)
        return
    said = _standing(change.pk)
    if said is None:
        return
    news = _news_of(said, change)
    if change.what == Act.WRITTEN:
        _tell_of_new(said, news, change.version)
    else:
        news.tell_mentioned(said, change.version)


def _tell_of_new(said: Contribution, news: News, version: int) -> None:
    opening = said.reply_to or said
    Watch.objects.take_part(opening, by=said.author, at=said.created_at)
    if said.reply_to is not None:
        stopped = Watch.objects.of(opening).stopped().values_list("person", flat=True)
        news.tell_those({said.reply_to.author_id} - set(stopped.filter(person=said.reply_to.author_id)), Kind.REPLY)
    news.tell_mentioned(said, version)
    news.tell_watchers(opening, Kind.SAID)
    news.tell_watchers(said.page or said.theme, Kind.SAID)
    news.tell_followers()


def _standing(pk: int) -> Contribution | None:
    rows = Contribution.objects.standing().select_related("author", "theme", "page__theme", "reply_to")
    return rows.filter(pk=pk).first()


def _news_of(said: Contribution, change: Change) -> News:
    place = said.page or said.theme
    return News(
        key=f"contributions.contribution:{said.pk}:{change.version}",
        place=f"{place._meta.model_name}:{place.pk}",
        place_title=said.page.title if said.page else said.theme.question,
        url=f"{said.get_absolute_url()}#{said.anchor}",
        actor=said.author,
        at=change.at,
        excerpt=opening_words(said),
    )
