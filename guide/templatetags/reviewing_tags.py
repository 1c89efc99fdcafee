"""Words and addresses of a review, where templates need them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guide.reviewing import overview
from guide.reviewing.models import Remark, RemarkAnswer
from guide.tips.models import Tip

register = template.Library()


@register.filter
def state_name(state: str) -> str:
    """ "in review", as it stands at the beginning of a line."""
    words = str(Tip.State(state).label)
    return words[:1].upper() + words[1:]


@register.filter
def answer_state(answer: RemarkAnswer) -> str:
    """What an answer did: "Taken over", as it stands at the beginning of a line."""
    words = (
        pgettext("a remark", "opened again") if answer.state == Remark.State.OPEN else str(answer.get_state_display())
    )
    return words[:1].upper() + words[1:]


@register.filter
def said_by(remark: Remark) -> str:
    """A colleague by the name that she goes by, a reviewer without an account by her function."""
    if remark.link:
        return remark.link.name
    return remark.by.public_name if remark.by else ""


@register.filter
def mended_at(tip: Tip, where: str) -> str:
    """The address at which something of the checklist is mended."""
    if where == "edit":
        return tip.screen_url("edit")
    return f"{tip.get_absolute_url()}#{where}"


@register.filter
def mended_by(where: str) -> str:
    """What the way there is called."""
    return {"edit": _("Edit the text"), "sources": _("See its sources")}.get(where, _("See its review"))


@register.filter
def is_overdue(tip: Tip) -> bool:
    return overview.is_overdue(tip)
