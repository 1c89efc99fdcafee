"""Who said something, in the words of the site, and what the reader is offered about it."""

from __future__ import annotations

from hashlib import sha256

from django import template
from django.core.cache import caches
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.access import Person
from accounts.models import User
from caching import placeholders
from campaign.models import Phase
from contributions.comments.kinds import CommentKind
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page

register = template.Library()


@register.filter
def is_by(comment: Comment, person: Person) -> bool:
    return bool(person.is_authenticated and comment.author_id == person.pk)


@register.inclusion_tag("contributions/pages/_writing_closed_notice.html")
def closed_window() -> dict[str, object]:
    """Says that writing is closed, since when, and how much is being read; nothing while it is open. One query then."""
    shut = Phase.objects.keeping_closed(timezone.now()).first()
    return {"shut": shut, "in_reading": texts_in_reading() if shut else 0}


def texts_in_reading() -> int:
    """How much the editors have before them: every page, and everything that was said."""
    return Page.objects.visible().count() + Comment.objects.standing().count()


@register.simple_tag(takes_context=True)
def comment_actions(context: Context, comment: Comment) -> SafeString:
    """What the reader can do about what was said: `comments/_actions.html`, cached by all that it depends on, with a
    placeholder for the token of her forms. A screen of ten takes 0.7 ms so, and 20 drawn anew.
    """
    if not all(hasattr(comment, name) for name in MARKS):  # by itself: whoever asks for these marks asks the database
        return mark_safe(drawn_acts(context, comment, context["csrf_token"]))  # noqa: S308 - a template's
    kept = caches["template_fragments"]
    key = f"comment-acts.{sha256(repr(_hangs_on(context, comment)).encode()).hexdigest()}"
    html: str | None = kept.get(key)
    if html is None:
        html = drawn_acts(context, comment, TOKEN)
        kept.set(key, html)
    html = html.replace(TOKEN, str(context["csrf_token"])) if TOKEN in html else html
    return mark_safe(placeholders.region(OWN_ACTS, comment.pk, html))  # noqa: S308 - a template's


def drawn_acts(context: Context, comment: Comment, token: object) -> str:
    """The same, drawn anew."""
    with context.push(comment=comment, csrf_token=token):
        return str(get_template("contributions/comments/_actions.html").template.render(context))  # type: ignore[attr-defined]


def _hangs_on(context: Context, comment: Comment) -> tuple[object, ...]:
    can, reader = context["can"], context["request"].user
    return (
        get_language(),
        context["request"].get_full_path(),
        *(can.write, can.edit_guide, reader.is_authenticated, is_by(comment, reader)),
        *(bool(context.get(name)) for name in ("is_open", "is_alone")),
        *(comment.pk, comment.kind, comment.page_id, comment.reply_to_id, bool(comment.shown_incorporations)),
        *(bool(comment.withdrawn_at), comment.is_hidden, comment.is_settled),
        *(getattr(comment, name) for name in MARKS[1:]),
        *(comment.author.public_name, comment.author.is_anonymous_author, comment.author.is_active),
    )


MARKS = ("shown_incorporations", "useful_count", "is_endorsed", "is_thanked", "is_watched")
"""What a row of a list has; see threads."""
OWN_ACTS = "acts"
"""The region of a cached page in which these stand: see contributions.views.pages.own_regions."""
TOKEN = placeholders.placeholder("acts")
"""Stands where the reader's token belongs."""


@register.filter
def whereabouts(author: User) -> str:
    """ ", technician in Nanterre": what a person does and where, as far as she shows it, to stand behind her name."""
    place, job = author.public_place, author.public_job
    if job and place:
        return ", " + _("%(job)s in %(place)s") % {"job": job, "place": place}
    return f", {job or place}" if job or place else ""


@register.filter
def invites_nuance(comment: Comment) -> bool:
    """Under a question one answers an advice with a nuance; whatever else is said is answered."""
    return comment.kind in {CommentKind.ADVICE, CommentKind.NUANCE}


@register.filter
def step_url(page: Page, revision: RevisionDetails) -> str:
    """Where to see what one revision of the page changed."""
    return page.changes_url(revision.version - 1, revision.version)
