"""A theme where administrators set it: the guide knows what becomes of its tips when a theme gets more places, or fewer."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.access import actor
from guide.editions import Edition
from guide.editions.errors import InProof
from guide.editions.renumbering import check_tips_keep_places, renumber_tips
from guide.places import IN_PREPARATION, Places, places_in_preparation, places_of
from guide.sections import Section, SectionKind
from themes.admin import ThemeAdmin, ThemeForm
from themes.models import Theme


class ThemeWithPlacesForm(ThemeForm):
    def clean(self) -> dict[str, Any] | None:
        """Says beside the places which tips would lose theirs; what a form is saved with stays as it was looked at."""
        sent = super().clean()
        if not self.errors:
            try:
                self._check_places()
            except ValidationError as refusal:
                self.add_error("places", refusal)
        return sent

    def _check_places(self) -> None:
        held = Edition.objects.select_for_update().filter(status__in=IN_PREPARATION).first()
        before = places_in_preparation()
        wanted = {name: self.cleaned_data.get(name, getattr(self.instance, name)) for name in ("number", "places")}
        others = [row.theme for row in before.rows if row.theme.pk != self.instance.pk]
        after = places_of([*others, Theme(pk=self.instance.pk, short_title=self.instance.short_title, **wanted)])
        if held and held.is_in_proof and _numbers(before) != _numbers(after):
            raise InProof
        check_tips_keep_places(before, after)


def _numbers(places: Places) -> list[tuple[int | None, int, int]]:
    return [(row.theme.pk, row.first, row.count) for row in places.rows]


admin.site.unregister(Theme)


@admin.register(Theme)
class ThemeWithPlacesAdmin(ThemeAdmin):
    form = ThemeWithPlacesForm

    def has_delete_permission(self, request: HttpRequest, obj: Theme | None = None) -> bool:
        """Not while there is a proof, whose places are numbered."""
        is_in_proof = Edition.objects.filter(status=Edition.Status.PROOF).exists()
        return super().has_delete_permission(request, obj) and not is_in_proof

    def save_model(self, request: HttpRequest, obj: Theme, form: Any, change: bool) -> None:
        before = places_in_preparation()
        super().save_model(request, obj, form, change)
        Section.objects.filter(kind=SectionKind.OPENING, theme=obj).update(position=obj.number)
        renumber_tips(before, places_in_preparation(), by=actor(request))

    def delete_model(self, request: HttpRequest, obj: Theme) -> None:
        before = places_in_preparation()
        super().delete_model(request, obj)
        renumber_tips(before, places_in_preparation(), by=actor(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Theme]) -> None:
        with transaction.atomic():
            before = places_in_preparation()
            super().delete_queryset(request, queryset)
            renumber_tips(before, places_in_preparation(), by=actor(request))
