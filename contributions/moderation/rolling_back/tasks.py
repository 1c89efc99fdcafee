"""Looking up and taking back can take minutes: the worker does it, and goes on where it was stopped."""

from __future__ import annotations

from django.tasks import task

from contributions.moderation.rolling_back import carrying_out
from contributions.moderation.rolling_back.models import RollBack


@task
def look_up(pk: int) -> int:
    """Makes the list of what would be taken back; returns how long it is."""
    return carrying_out.look_up(RollBack.objects.select_related("person").get(pk=pk))


@task
def carry_out(pk: int) -> int:
    """Does what the confirmed list says; returns how many steps this run did."""
    return carrying_out.carry_out(RollBack.objects.select_related("person", "by").get(pk=pk))
