"""The list of people, narrowed and paged, from which administrators change many at once.

One person is added, and her account changed; once it is there, the screen leads to her invitation.

Changing many people: the list sends whom and what, a screen says how many, and what is sent from there is done.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import actor, administrators_only
from accounts.models import PersonQuerySet, Role, User
from accounts.people.bulk_changes import PeopleAct, change_soon
from accounts.people.directory import PeopleFilter
from accounts.people.forms import PeopleChangeForm
from accounts.people.person_form import PersonForm, add_person, change_person
from common.forms.screens import show_form
from common.forms.unchanged import ChangedMeanwhile
from common.paging import parse_int
from common.words.digit_grouping import grouped
from common.words.text_lists import side_by_side

ROWS = 50


@administrators_only
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account, by surname, as the fields narrow it."""
    form = PeopleFilter(request.GET)
    rows: Any = Paginator(form.people().prefetch_related("groups"), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": rows,
        "lines": [(person, role_names(person)) for person in rows],
        "change_form": PeopleChangeForm(),
        "filters": urlencode(form.as_query()),
    }
    return render(request, "accounts/people/people.html", context)


def role_names(person: User) -> str:
    held = {group.name for group in person.groups.all()}
    return side_by_side(role.label for role in Role if role.value in held)


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


MOST_CHOSEN = 500
SHOWN = 12


@require_POST
@administrators_only
def people_change(request: HttpRequest) -> HttpResponse:
    """Asks first, says how many it concerns; with `sure`, does it."""
    form, chosen = PeopleChangeForm(request.POST), chosen_people(request.POST)
    by, query = actor(request), urlencode(PeopleFilter(QueryDict(request.POST.get("filters", ""))).as_query())
    back = f"{reverse('people')}?{query}"
    concerned: list[User] = []
    if form.is_valid():
        try:
            form.change.check()
            concerned = form.change.concerns(chosen, by)
            if concerned and "sure" in request.POST and not form.change.is_for_a_wave(concerned):
                say_done(request, form.change.act, len(concerned), is_done=change_soon(form.change, concerned, by=by))
                return redirect(back)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    number = chosen.count()
    context = {
        "act": PeopleAct(form.cleaned_data["act"]).label if form.cleaned_data.get("act") else "",
        "value": form.change.value_in_words if form.is_valid() else "",
        "chosen": request.POST.getlist("person")[:MOST_CHOSEN],
        "number": number,
        "concerned": concerned,
        "is_for_a_wave": form.is_valid() and form.change.is_for_a_wave(concerned),
        "some": concerned[:SHOWN],
        "others": max(len(concerned) - SHOWN, 0),
        "left_out": number - len(concerned),
        "back": back,
        "filters": query,
    }
    return show_form(request, form, "accounts/people/change.html", context)


def chosen_people(post: QueryDict) -> PersonQuerySet:
    """Those who are ticked, or all whom the filter of the list finds; nobody who was erased."""
    if "all" in post:
        return PeopleFilter(QueryDict(post.get("filters", ""))).people()
    keys = [key for value in post.getlist("person")[:MOST_CHOSEN] if (key := parse_int(value)) is not None]
    return User.objects.get_queryset().filter(pk__in=keys, erased_at=None).order_by("last_name", "first_name", "pk")


def say_done(request: HttpRequest, act: PeopleAct, number: int, *, is_done: bool) -> None:
    if act == PeopleAct.INVITE:
        # Not whether a letter goes out: whoever has a password has been here.
        messages.success(request, _("Invited. The letter goes out if no password has been chosen yet."))
        return
    shown = grouped(number)
    if not is_done:
        words = _(
            "%(number)s accounts are being changed. You may leave this page: the list shows them changed in a few minutes."
        )
        messages.success(request, words % {"number": shown})
        return
    words = ngettext("%(number)s account was changed.", "%(number)s accounts were changed.", number)
    messages.success(request, words % {"number": shown})
