"""What the guide's editors decided, for the screens of the wiki and for the desk."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.site_settings.current import in_first_language
from common import markup
from common.html import fill
from contributions.models import Page
from guide.templatetags.guide_tags import edits_guide
from guide.views.decisions import FIRST_ROWS, Ledger, ledger_of, may_read_ledger

register = template.Library()


@register.filter
def opening(text: str, length: int) -> str:
    """The first words of a text: whole ones, and no full stop before the ellipsis."""
    return markup.shorten(text, length)


@register.simple_tag(takes_context=True)
def page_link(context: Context, page: Page) -> SafeString:
    """The title of a page, leading to it; of a hidden one editors alone are told it."""
    if page.is_hidden and not edits_guide(context):
        return fill("{}", _("(hidden by the editors)"))
    return fill('<a href="{}"{}>{}</a>', page.get_absolute_url(), in_first_language(), page.title)


@register.simple_tag(takes_context=True)
def ledger_on_page(context: Context, person: User) -> Ledger | None:
    """The beginning of somebody's ledger, on her own page; None for whoever may not read it."""
    reader = context["request"].user
    return ledger_of(person, reader, at_most=FIRST_ROWS) if may_read_ledger(person, reader) else None
