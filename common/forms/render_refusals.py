"""Why a text cannot be rendered, in words, for whoever wrote it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import markup

REFUSALS = {
    "too_long": _("This text is too long: the limit is about 200,000 characters. Make two pages of it."),
    "too_deep": _("Quotations or lists are nested too deeply here. Simplify them, then save again."),
    "too_costly": _("This text takes too long to lay out, often because of many unclosed brackets. Nothing was saved."),
    "unavailable": _("The text could not be laid out just now. It is still here: save again in a moment."),
}


def refusal(refused: markup.RenderRefused) -> ValidationError:
    """Why a text cannot be rendered, in words."""
    return ValidationError(REFUSALS[refused.reason], code=refused.reason)
