"""What belongs to a theme, so that it cannot be removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, npgettext_lazy

from common.words.text_lists import side_by_side
from guide.sections import Section
from themes.models import Theme

WORDS: dict[str, Any] = {
    "contributions.page": ngettext_lazy("%(n)s page", "%(n)s pages", "n"),
    "contributions.comment": ngettext_lazy("%(n)s contribution", "%(n)s contributions", "n"),
    "contributions.question": ngettext_lazy("%(n)s question of colleagues", "%(n)s questions of colleagues", "n"),
    "guide.tip": ngettext_lazy("%(n)s tip", "%(n)s tips", "n"),
    "guide.section": ngettext_lazy("%(n)s opening of its chapter", "%(n)s openings of its chapter", "n"),
    "guide.poll": npgettext_lazy("poll", "%(n)s vote", "%(n)s votes", "n"),
    "guide.candidate": ngettext_lazy("%(n)s page on the shortlist", "%(n)s pages on the shortlist", "n"),
    "guide.illustration": ngettext_lazy("%(n)s picture of its chapter", "%(n)s pictures of its chapter", "n"),
    "contributions.redirect": ngettext_lazy("%(n)s former address of a page", "%(n)s former addresses of pages", "n"),
}
OTHERS = ngettext_lazy("%(n)s other trace", "%(n)s other traces", "n")


class ThemeInUse(ValidationError):
    """Something belongs to the theme."""

    def __init__(self, uses: Iterable[str]) -> None:
        words = _("This question cannot be removed, since things belong to it: %(uses)s.")
        super().__init__(words % {"uses": side_by_side(uses)}, code="in_use")


def uses_of(theme: Theme) -> list[str]:
    """Returns what belongs to a theme, in words: "3 pages". An opening that nobody has written is nothing."""
    counts = {model._meta.label_lower: _count(model, column, theme) for model, column in _protected()}
    named = [str(words % {"n": counts[label]}) for label, words in WORDS.items() if counts.get(label)]
    others = sum(count for label, count in counts.items() if label not in WORDS)
    return named or ([str(OTHERS % {"n": others})] if others else [])


def _protected() -> list[tuple[type[models.Model], str]]:
    """What has a theme that may not go."""
    fields = Theme._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if isinstance(field, models.ManyToOneRel)]
    return [(one.related_model, one.field.name) for one in relations if one.on_delete is models.PROTECT]


def _count(model: type[models.Model], column: str, theme: Theme) -> int:
    rows = model._base_manager.filter(**{column: theme})
    return rows.exclude(Section.UNWRITTEN).count() if model is Section else rows.count()
