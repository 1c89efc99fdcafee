"""On which nights the breakdowns were published, to be read. Who took part is shown to nobody, administrators included."""

from __future__ import annotations

from django.contrib import admin

from accounts.administration import ReadOnlyAdmin
from reporting.models import Publication


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    fields = ("night", ("asked_at", "published_at"))
