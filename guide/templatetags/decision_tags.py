"""What the guide's editors decided, for the screens of the wiki and for the desk."""

from __future__ import annotations

from django import template
from django.template import Context

import markup
from accounts.models import User
from guide.decisions.conversation import to_deal_with
from guide.views.ledger import FIRST_ROWS, Ledger, ledger_of, may_read_ledger

register = template.Library()


@register.filter
def opening(text: str, length: int) -> str:
    """The first words of a text: whole ones, and no full stop before the ellipsis."""
    return markup.shorten(text, length)


@register.simple_tag
def answers_to_deal_with() -> int:
    """How many answers of authors wait for an editor; one query."""
    return to_deal_with().count()


@register.simple_tag(takes_context=True)
def ledger_on_page(context: Context, person: User) -> Ledger | None:
    """The beginning of somebody's ledger, on her own page; None for whoever may not read it."""
    reader = context["request"].user
    return ledger_of(person, reader, at_most=FIRST_ROWS) if may_read_ledger(person, reader) else None
