"""What figures are of: copies in words, an amount, a share of a whole, a language by its own name, the state of an order."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.currencies import amount_in_words
from campaign.programme import working_days_to_answer
from common.words.language_names import name_in_sentence, name_of_language
from guide.distribution.copies import EditionCopies, Order
from guide.distribution.stock import copies_of

register = template.Library()
register.filter(name_in_sentence)

SIGNS = {"asked": "clock", "accepted": "check", "sent": "send", "delivered": "circle-check", "refused": "ban"}
LOOKS = {"asked": "warn", "delivered": "ok", "refused": "err"}


@register.filter
def money(amount: Decimal | None) -> str:
    """An amount in the currency of the site, as the reader's language writes it."""
    return "" if amount is None else amount_in_words(amount)


@register.filter
def share_of(part: int, whole: int) -> str:
    """The percentage, without figures that nobody needs; a dash where there is nothing to share."""
    if not whole:
        return "–"
    return pgettext("a share", "%(n)s%%") % {"n": round(100 * part / whole)}


@register.filter
def language_name(code: str) -> str:
    return name_of_language(code)


@register.filter
def in_words(copies: EditionCopies) -> str:
    """ "600 booklets", of an order, a print run, or what was handed out."""
    return copies_of(copies.form, copies.copies)


@register.filter
def state_sign(state: str) -> str:
    return SIGNS.get(state, "x")


@register.filter
def state_look(state: str) -> str:
    return LOOKS.get(state, "")


@register.filter
def what_next(state: str) -> str:
    """What an agency may expect of its order."""
    return {
        Order.State.ASKED: _answer(),
        Order.State.ACCEPTED: _("The copies are set aside, or come with the next print run."),
        Order.State.SENT: _("The parcel is on its way: say so when it is there."),
    }.get(Order.State(state), "")


def _answer() -> str:
    days = working_days_to_answer()
    if not days:
        return _("The editors will answer.")
    answer = ngettext(
        "The editors answer within %(n)s working day.", "The editors answer within %(n)s working days.", days
    )
    return answer % {"n": days}
