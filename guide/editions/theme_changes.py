"""Adds, changes, orders and removes themes: the places of the edition in preparation and its tips follow, what is out stays.

Each verb holds the edition in preparation first, so that nobody else moves places meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.site_settings.current import first_language_words
from common import markup
from common.forms.unchanged import check_seen_order
from common.html import sentence
from contributions.revisions import StaleVersion
from guide.editions.errors import InProof
from guide.editions.models import Edition
from guide.editions.renumbering import renumber_tips
from guide.editions.theme_forms import ThemeInUse, uses_of
from guide.places import Places, places_in_preparation
from guide.sections import Section, SectionKind
from themes.models import ASIDE, FEWEST_THEMES, MOST_THEMES, Theme

LONGEST_SLUG = 55  # with the number that tells two apart


class PaperTaken(ValidationError):
    """Another theme is printed on this paper."""

    def __init__(self, theme: Theme) -> None:
        words = gettext("“%(theme)s” has this motif and this colour: choose another one.")
        super().__init__({"paper": sentence(words, theme=first_language_words(theme.short_title))}, code="paper_taken")


@contextmanager
def themes_held() -> Iterator[Edition]:
    """Nobody else changes themes or places until what is done inside is committed. Yields the edition in preparation."""
    found = Edition.objects.in_preparation()
    with transaction.atomic():
        yield Edition.objects.select_for_update().get(pk=found.pk)


def save_theme(theme: Theme, values: Mapping[str, Any], *, by: User, released: Collection[int] = ()) -> int:
    """Adds a theme at the end, or changes it. Returns how many tips have another number now.

    Raises PaperTaken, VoteWouldLosePlace, and TipsWouldLosePlaces unless those are the tips of `released`, which lose them;
    else ValidationError.
    """
    with _renumbering(by=by, released=released) as moved:
        others = list(Theme.objects.exclude(pk=theme.pk))
        if taken := [other for other in others if other.paper == values["paper"]]:
            raise PaperTaken(taken[0])
        own = {} if theme.pk else _place_for_one_more(others, by=by)
        if theme.pk:
            theme.refresh_from_db()  # another order stays
        if not theme.pk or not uses_of(theme):
            own["slug"] = _free_slug(values["short_title"], [other.slug for other in others])
        theme.decide({**values, **own}, by=by)
    return len(moved)


def _place_for_one_more(others: list[Theme], *, by: User) -> dict[str, Any]:
    if len(others) >= MOST_THEMES:
        raise ValidationError(_("There are eight questions already: there is no room for more."), code="too_many")
    _number(others, by=by)
    return {"number": len(others) + 1}


def order_themes(keys: Sequence[int], *, by: User, seen: str | None = None) -> int:
    """Numbers the themes in this order. Returns how many tips have another number now.

    Raises ValidationError where they stand in another order than the one that was `seen` (common.forms.unchanged).
    """
    with _renumbering(by=by) as moved:
        themes = {theme.pk: theme for theme in Theme.objects.all()}
        check_seen_order(seen, themes)
        if sorted(keys) != sorted(themes):
            raise ValidationError(_("The questions have just changed. Look at them again."), code="changed")
        _number([themes[key] for key in keys], by=by)
    return len(moved)


def remove_theme(theme: Theme, *, by: User) -> int:
    """Removes a theme to which nothing belongs; the others close up. Returns how many tips have another number now.

    Raises ThemeInUse, or ValidationError where too few would be left.
    """
    with _renumbering(by=by) as moved:
        themes = {other.pk: other for other in Theme.objects.all()}
        if theme.pk not in themes:
            raise ValidationError(_("Somebody has removed this question meanwhile."), code="gone")
        if len(themes) <= FEWEST_THEMES:
            raise ValidationError(_("A guide needs at least two questions: add another one first."), code="too_few")
        if uses := uses_of(theme):
            raise ThemeInUse(uses)
        Section.objects.filter(theme=theme).delete()
        themes.pop(theme.pk).remove(by=by)
        _number(list(themes.values()), by=by)
    return len(moved)


@contextmanager
def _renumbering(*, by: User, released: Collection[int] = ()) -> Iterator[list[int]]:
    """What is done inside changes themes; the openings and the tips follow. Yields the tips that are moved, once they are."""
    moved: list[int] = []
    try:
        with themes_held() as edition:
            before = places_in_preparation()
            yield moved
            after = places_in_preparation()
            if edition.is_in_proof and _ranges(before) != _ranges(after):
                raise InProof
            _openings_follow()
            moved += renumber_tips(before, after, by=by, released=released)
    except (IntegrityError, StaleVersion, ProtectedError):
        words = _("Somebody has just changed something here. Nothing was saved: try again.")
        raise ValidationError(words, code="changed") from None


def _ranges(places: Places) -> list[tuple[int | None, int, int]]:
    return [(row.theme.pk, row.first, row.count) for row in places.rows]


def _number(themes: Sequence[Theme], *, by: User) -> None:
    """Two never share a number: those that move are put aside first."""
    moving = [(number, theme) for number, theme in enumerate(themes, 1) if theme.number != number]
    _put_aside(Theme.objects.filter(pk__in=[theme.pk for _number, theme in moving]), "number")
    for number, theme in moving:
        theme.decide({"number": number}, by=by)


def _openings_follow() -> None:
    openings = Section.objects.filter(kind=SectionKind.OPENING).exclude(position=F("theme__number"))
    moving = list(openings.values_list("pk", "theme__number"))
    _put_aside(Section.objects.filter(pk__in=[pk for pk, _number in moving]), "position")
    for pk, number in moving:
        Section.objects.filter(pk=pk).update(position=number)


def _put_aside(rows: models.QuerySet[Any], column: str) -> None:
    rows.update(**{column: F(column) + ASIDE})


def _free_slug(short_title: str, taken: Collection[str]) -> str:
    """What stands in its address, as for a page: "vie-privee", "個人情報"; "question" where its name has no letter."""
    apart = markup.title_key(short_title).replace("’", " ").replace("'", " ")
    slug = slugify(apart, allow_unicode=True)[:LONGEST_SLUG].strip("-") or "question"
    numbered = (f"{slug}-{number}" for number in range(2, MOST_THEMES + 2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)
