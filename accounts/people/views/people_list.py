"""The list of people, narrowed and paged, from which administrators change many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import administrators_only
from accounts.models import Role, User
from accounts.people.directory import PeopleFilter
from accounts.people.forms import PeopleChangeForm
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
