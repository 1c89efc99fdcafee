"""Two tips of the guide in preparation never have one title: two headings alike lead nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from themes.models import Theme

if TYPE_CHECKING:
    from guide.tips.models import TipQuerySet


def hold_titles() -> None:
    """Has whoever else gives a tip a title wait until the transaction ends.

    After the row of the tip, where there is one, and before its place is written or given up: whoever waits for a place
    that another transaction has touched would else be waited for.
    """
    Theme.objects.select_for_update(no_key=True).order_by("pk").first()  # a row that is always there, for all of them


def check_title(title: str, others: TipQuerySet) -> None:
    """Raises ValidationError where one of the other tips is called so."""
    wanted = title.strip().casefold()
    for number, other in others.values_list("number", "title"):
        if other.casefold() == wanted:
            words = _("Tip %(number)s has this title already: give it another one.") % {"number": number}
            raise ValidationError({"title": words}, code="same_title")
