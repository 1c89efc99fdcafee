"""When a person is told by e-mail: her choices, and the one click that stops it without signing in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import actor, signed_in_only
from accounts.models import Rhythm, User
from common.forms.screens import show_form
from common.forms.unchanged import ChangedMeanwhile, RowModelForm
from notifications.mail.absolute_urls import FIELDS, read_signed


class MailChoicesForm(RowModelForm[User]):
    class Meta:
        model = User
        fields = ["mail_personal", "mail_rest", "mail_campaign"]
        widgets = {
            "mail_personal": forms.RadioSelect,
            "mail_rest": forms.RadioSelect,
            "mail_campaign": forms.RadioSelect,
        }
        labels = {
            "mail_personal": gettext_lazy("What is addressed to me"),
            "mail_rest": gettext_lazy("Activity in what I follow"),
            "mail_campaign": gettext_lazy("The phases of the campaign"),
        }
        help_texts = {
            "mail_personal": gettext_lazy(
                "Somebody answers you, names you or thanks you; what becomes of your text, and why."
            ),
            "mail_rest": gettext_lazy(
                "Pages, questions and people that you follow. The weekly e-mail comes on Monday at 8, the daily "
                "one at 8 in the morning; none comes when nothing has happened."
            ),
            "mail_campaign": gettext_lazy("That a phase of the campaign begins, and that writing ends soon."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


@signed_in_only
def mail_choices(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    form = MailChoicesForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                person.save(update_fields=form.Meta.fields)
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. It counts from the next message on."))
            return redirect("notifications:mail_choices")
    return show_form(request, form, "notifications/mail_choices.html", {})


@csrf_exempt  # mail programs post here, from nowhere; the signature says whose mail it is
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Stops mail of the sorts that the address names. Looking at it, as scanners of mail do, stops nothing."""
    meant = read_signed(signed)
    person = User.objects.filter(pk=meant[0]).first() if meant else None
    if meant is None or person is None:
        return render(request, "notifications/unsubscribe.html", {"is_broken": True}, status=HTTPStatus.NOT_FOUND)
    fields = [FIELDS[sort] for sort in meant[1]]
    if request.method == "POST":
        fresh = User()  # who has what everybody begins with
        for name in fields:
            setattr(person, name, getattr(fresh, name) if "again" in request.POST else Rhythm.NEVER)
        person.save(update_fields=fields)
    is_stopped = all(getattr(person, name) == Rhythm.NEVER for name in fields)
    with translation.override(person.letters_language):
        context = {"is_stopped": is_stopped, "was_sent": request.method == "POST", "sorts": meant[1]}
        return render(request, "notifications/unsubscribe.html", context)
