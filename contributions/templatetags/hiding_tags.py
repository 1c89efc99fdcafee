"""What stands in place of a hidden text, and how a thing that was reported is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.db import models
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import markup
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page
from contributions.revision_hiding import hiding_of
from contributions.revisions import Revisioned

register = template.Library()

NAME_LENGTH = 90


@register.inclusion_tag("contributions/moderation/_tombstone.html", takes_context=True)
def tombstone(context: Context, text: Revisioned, revision: RevisionDetails) -> dict[str, Any]:
    """In place of a text that is hidden; editors read why, for one query more."""
    rights = context.get("can")
    hiding = hiding_of(revision) if rights and rights.edit_guide else None
    shared = {name: context.get(name) for name in ("request", "user", "can", "csrf_token")}
    return shared | {"hiding": hiding, "show_url": text.screen_url(f"revisions/{revision.version}/show")}


@dataclass(frozen=True)
class ReportedThing:
    """Something that was reported: what kind of thing it is, what it is called, and where it stands."""

    kind: str
    name: str
    url: str


@register.simple_tag
def reported_thing(what: models.Model) -> ReportedThing:
    if isinstance(what, Page):
        return ReportedThing(_("The page"), what.title, what.get_absolute_url())
    if isinstance(what, Comment):
        return ReportedThing(_("What was said"), markup.shorten(what.excerpt, NAME_LENGTH), what.get_absolute_url())
    if isinstance(what, User):
        address = reverse("contributions:contributor", args=[what.handle])
        return ReportedThing(_("The page of a person"), what.public_name, address)
    return ReportedThing(_("The question"), str(what), what.get_absolute_url())  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ModerationLink:
    label: str
    icon: str
    url: str


@register.simple_tag
def acts_on(what: models.Model) -> list[ModerationLink]:
    """What an editor can do about a thing that was reported."""
    if isinstance(what, Page):
        return list(_acts_on_page(what))
    if isinstance(what, Comment):
        deeds = [ModerationLink(_("Read it and answer"), "message-2", what.get_absolute_url())]
        hide = reverse("contributions:comment_hide", args=[what.pk])
        return deeds + ([] if what.is_hidden else [ModerationLink(_("Hide it"), "eye-off", hide)])
    return [ModerationLink(_("Look at it"), "eye", reported_thing(what).url)]


def _acts_on_page(page: Page) -> list[ModerationLink]:
    deeds = [ModerationLink(_("Read the page"), "file-text", page.get_absolute_url())]
    if page.is_merged:
        return deeds
    deeds.append(ModerationLink(_("Improve this page"), "pencil", page.screen_url("edit")))
    if not page.is_hidden:
        deeds.append(ModerationLink(_("Hide it"), "eye-off", page.screen_url("hide")))
    if not page.is_protected:
        deeds.append(ModerationLink(_("Protect it"), "lock", page.screen_url("protect")))
    return deeds


@register.filter
def report_url(what: models.Model) -> str:
    """Where to report it."""
    kind = "person" if isinstance(what, User) else str(what._meta.model_name)
    key = what.handle if isinstance(what, User) else str(what.pk)
    return reverse("contributions:report", args=[kind, key])
