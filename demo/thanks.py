"""Thanks that colleagues said to one another: made up, always the same, a few for those who helped most."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from contributions.contributors.querysets import Thankable
from contributions.models import Comment, Incorporation, PageRevision, Thanks
from demo.stage import Stage

LAST = timedelta(days=57, hours=11)
FOR_AN_EDIT, FOR_INCORPORATION = 0.16, 0.5
SOON = (20, 3 * 24 * 60)  # minutes between the deed and the thanks


def thank(stage: Stage) -> None:
    """After everything is written. Nobody thanks herself, which the verb refuses."""
    chance = Random("thank you")  # noqa: S311 - nothing secret: the same thanks at every load
    people = sorted(stage.people.values(), key=lambda person: person.pk)
    edits = PageRevision.objects.filter(version__gt=1, is_minor=False).order_by("id", "version")
    for revision in edits.select_related("history_user").defer("body"):
        if revision.history_user and chance.random() < FOR_AN_EDIT:
            say_thanks(revision, revision.history_user, revision.history_date, people, stage, chance)
    incorporated = Incorporation.objects.values("comment")
    for comment in Comment.objects.filter(pk__in=incorporated).select_related("author", "theme", "page").order_by("pk"):
        if chance.random() < FOR_INCORPORATION:
            say_thanks(comment, comment.author, comment.created_at, people, stage, chance)


def say_thanks(
    what: Thankable, doer: User, done_at: datetime, people: list[User], stage: Stage, chance: Random
) -> None:
    by = chance.choice([person for person in people if person.pk != doer.pk])
    moment = min(done_at + timedelta(minutes=chance.randint(*SOON)), stage.at(LAST))
    if moment > done_at:
        Thanks.objects.thank(what, by=by, at=moment)
