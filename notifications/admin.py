"""The outbox, where an administrator settles what nobody else can know. What people were told is theirs alone to read."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.administration import ReadOnlyAdmin
from notifications.mail.account_letters import PREFIX
from notifications.models import Letter, MailServerRest


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ("person", "key", "rhythm", "state", "created_at", "handed_at", "sent_at", "problem")
    search_fields = ("key", "person__username", "person__first_name", "person__last_name", "person__email")
    show_full_result_count = False
    actions = ("send_again", "take_as_sent")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        """Those alone whose list tells nobody what a person has not done; nor that she chose a password, and so has come."""
        prefixes = (*settings.LETTERS_OF_NOBODY, PREFIX)
        told = Q(*(("key__startswith", f"{prefix}:") for prefix in prefixes), _connector=Q.OR)
        return super().get_queryset(request).exclude(told)

    @admin.action(description=_("Send again: the person may get it twice"), permissions=["view"])
    def send_again(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        number = Letter.objects.filter(pk__in=letters.values("pk")).send_again()
        words = ngettext("%(number)s letter waits again.", "%(number)s letters wait again.", number)
        self._say(request, words, number)

    @admin.action(description=_("Take as sent: nothing more happens"), permissions=["view"])
    def take_as_sent(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        number = Letter.objects.filter(pk__in=letters.values("pk")).take_as_sent()
        words = ngettext("%(number)s letter counts as sent.", "%(number)s letters count as sent.", number)
        self._say(request, words, number)

    def _say(self, request: HttpRequest, words: str, number: int) -> None:
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, words % {"number": number}, level)


@admin.register(MailServerRest)
class MailServerRestAdmin(ReadOnlyAdmin):
    """A row while the mail server is in trouble, none where it works."""

    list_display = ("problem", "since", "until")
