"""Statements that wait for the record store, for administrators."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.administration import ReadOnlyAdmin
from learning.statements.models import PendingStatement


@admin.register(PendingStatement)
class PendingStatementAdmin(ReadOnlyAdmin):
    """Says of nobody who she is, nor what was answered: why a statement was not taken is enough."""

    search_fields = ("uuid", "problem")
    show_full_result_count = False
    fields = ("uuid", "created_at", "tries", "next_try_at", "is_refused", "problem")
    actions = ("send_again",)

    @admin.action(description=_("Send again: the store takes each statement once"), permissions=["view"])
    def send_again(self, request: HttpRequest, statements: QuerySet[PendingStatement]) -> None:
        number = PendingStatement.objects.filter(pk__in=statements.values("pk")).send_again()
        words = ngettext("%(number)s statement waits again.", "%(number)s statements wait again.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS if number else messages.WARNING)
