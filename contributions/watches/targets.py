"""Where a thing is followed, and what it is called."""

from __future__ import annotations

from accounts.models import User
from contributions.cached_urls import cached_reverse
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.passages.models import opening_of
from contributions.questions.models import Question
from contributions.watches.querysets import Watchable
from themes.models import Theme


def watch_url(what: Watchable) -> str:
    """The address that the button of a thing posts to."""
    match what:
        case Page():
            return cached_reverse("contributions:page_watch", what.theme.slug, what.slug)
        case Theme():
            return cached_reverse("contributions:theme_watch", what.slug)
        case Comment():
            return cached_reverse("contributions:comment_watch", what.pk)
        case Question():
            return cached_reverse("contributions:question_watch", what.pk)
        case User():
            return cached_reverse("contributions:person_watch", what.handle)
    raise TypeError(f"{what._meta.model_name} has no address to follow it at")


def target_name(what: Watchable) -> str:
    """What a list calls it: a page by its title, a thread by how it begins, a person by the name she goes by."""
    match what:
        case Theme():
            return what.question
        case User():
            return what.public_name
        case Comment():
            return opening_of(what.excerpt)
    return str(what)


def target_url(what: Watchable) -> str:
    """Where it stands."""
    if isinstance(what, User):
        return cached_reverse("contributions:contributor", what.handle)
    return str(what.get_absolute_url())  # type: ignore[attr-defined]  # all that can be followed have one
