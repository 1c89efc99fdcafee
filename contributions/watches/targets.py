"""Where a thing is followed, and what it is called."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.passages.models import opening_of
from contributions.questions.models import Question
from contributions.watches.rules import Watchable
from themes.models import Theme


def watch_url(what: Watchable) -> str:
    """The address that the button of a thing posts to."""
    match what:
        case Page():
            return reverse("contributions:page_watch", args=[what.theme.slug, what.slug])
        case Theme():
            return reverse("contributions:theme_watch", args=[what.slug])
        case Comment():
            return reverse("contributions:comment_watch", args=[what.pk])
        case Question():
            return reverse("contributions:question_watch", args=[what.pk])
        case User():
            return reverse("contributions:person_watch", args=[what.handle])
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
        return reverse("contributions:contributor", args=[what.handle])
    return str(what.get_absolute_url())  # type: ignore[attr-defined]  # all that can be followed have one
