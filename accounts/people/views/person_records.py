"""One person is added, and her account changed; once it is there, the screen leads to her invitation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import actor, administrators_only
from accounts.models import Role, User
from accounts.people.person_form import PersonForm, add_person, change_person
from common.forms.screens import show_form
from common.forms.unchanged import ChangedMeanwhile


@administrators_only
def person_new(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    form = PersonForm(request.POST or None, by=by, initial={"roles": [Role.CONTRIBUTOR.value]})
    if request.method == "POST" and form.is_valid():
        person = add_person(form.values, form.chosen_roles or [], by=by)
        messages.success(request, _("The account is made. Nobody has written to them yet."))
        return redirect("person_edit", person.pk)
    context = {"known": form.known_work()}
    return show_form(request, form, "accounts/people/person_new.html", context)


@administrators_only
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor(request)
    person = get_object_or_404(User, pk=pk, erased_at=None)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=person, by=by)
    if form.is_valid():
        try:
            with form.unchanged():
                change_person(person, form.values, form.chosen_roles, by=by)
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("person_edit", person.pk)
    context = {"person": User.objects.get(pk=pk), "known": form.known_work()}
    return show_form(request, form, "accounts/people/person_edit.html", context)
