"""Whatever form is sent to whatever address: an answer, never a failure. The same on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from django.test import Client

from contributions.models import Page
from tests.contracts.addresses import address
from tests.contracts.odd_input.odd_requests import DRAFT_FIELDS, FIELD, NAMES, Screen, failures, opened, send, undone
from tests.contracts.odd_values import ALONE_IN_FORMS, NUL, ODD_VALUES
from tests.contracts.rights import GET, POST
from tests.contracts.watched_forms import WatchedForm, watch
from themes.models import Theme

pytestmark = [pytest.mark.as_sent, pytest.mark.usefixtures("no_stored_templates", "values_of_this_run")]
NUMBERED = re.compile(r"[0-9a-f]{8,}|\d+")
APART = re.compile(r"<(dialog|template)\b.*?</\1>", re.DOTALL)  # forms of their own, which go to other addresses
HEAVY = {"guide:edition_proof", "learning:course_publish"}
"""What takes seconds each time it is accepted: it freezes or checks all texts of a book."""
CONFLICT = {  # what the screen of a conflict sends besides
    "choose": "0:mine",
    "choices": "both",
    "conflict_base": "1",
    "conflict_theirs": "2",
    "conflict_mine": "Un texte.",
    "conflict_mine_version": "",
    "conflict_title": "Un titre",
}
EDITED = {"contributions:page_edit", "guide:section"}
"""Of the texts that are edited alike, one of people and one of editors: what a conflict sends is looked at in one place."""


def sent_to_see(client: Client, path: str, fields: dict[str, str]) -> int:
    """The same, of which nothing stays."""
    with undone(client):
        return send(client, path, fields)


class Reading(NamedTuple):
    status: int
    names: set[str]
    """Of the fields that were looked at: what stands in a query as well is looked for there."""


def reading(client: Client, path: str, fields: dict[str, str]) -> Reading:
    """Sends a form of which nothing stays. Returns what becomes of it."""
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        status = sent_to_see(client, path, fields)
    return Reading(status, set(WatchedForm.asked))


def statuses_of_odd(
    client: Client, path: str, fields: dict[str, str], names: list[str], *, alone: set[str], stays: bool, is_heavy: bool
) -> dict[str, int]:
    """Sends a form with all of these fields odd, and with each that nobody looks at then; what is `alone` in each in turn.
    Of the latter, what is accepted may stay. What `is_heavy` is sent those alone that a form may take.
    """
    statuses = {}
    for what, odd in ODD_VALUES.items():
        if is_heavy and what not in ALONE_IN_FORMS:
            continue
        looked_at: set[str] = set()
        if what not in alone:
            status, looked_at = reading(client, path, fields | dict.fromkeys(names, odd))
            statuses[f"all of {names}: {what}"] = status
        for name in names:
            if name not in looked_at:
                statuses[f"{name}: {what}"] = (send if stays else sent_to_see)(client, path, fields | {name: odd})
    return statuses


def acceptable(screen: Screen | None) -> dict[str, str]:
    """A form that the address would take: the fields that its screen shows, with values that make sense."""
    shown = FIELD.findall(APART.sub("", screen.html)) if screen else ["body", "base_version", "source"]
    values = {"title": "Un titre", "body": "Un texte.", "summary": "mot", "reason": "parce que", "version": "2"}
    values |= {"base_version": "1", "page_version": "1", "number": "7", "quote": "Une phrase.", "passage": "Un"}
    values |= {"theme": str(Theme.objects.earliest("pk").pk), "page": quote(Page.objects.earliest("pk").title)}
    return {
        field: values.get(field, "1")
        for field in shown
        if field not in DRAFT_FIELDS | {"csrfmiddlewaretoken", "preview"}
    }


def one_of_each_kind(names: Iterable[str]) -> list[str]:
    """Of fields whose names differ by a number or a key alone, as those of a list, the first."""
    return list({NUMBERED.sub("#", name): name for name in reversed([*names])}.values())[::-1]


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", NAMES)
def test_odd_forms_are_answered(name: str, screens: dict[str, Screen], world: dict[str, Client]) -> None:
    path, client = address(name), world["visitor" if name == "account_login" else "administrator"]
    fields = acceptable(opened(screens, name, client) if name in GET else None)
    status, looked_at = reading(client, path, fields)
    names = one_of_each_kind(field for field in fields if field in looked_at)
    is_heavy, is_edited = name in HEAVY, name in EDITED
    is_refused = status >= HTTPStatus.BAD_REQUEST and not is_edited
    how: Any = {
        "alone": set() if is_refused or is_heavy else ALONE_IN_FORMS,
        "stays": not is_edited,
        "is_heavy": is_heavy,
    }
    statuses = statuses_of_odd(client, path, fields, names, **how)
    if is_edited:
        statuses |= statuses_of_odd(client, path, fields | CONFLICT, [*CONFLICT], **how)
    if looked_at and NUL in ODD_VALUES.values():  # else the answer to the form as it stands is that to any form
        statuses["all of them: NUL"] = sent_to_see(client, path, dict.fromkeys(fields, NUL))
    assert failures(statuses) == {}


@pytest.mark.usefixtures("bare_refusals")
def test_fields_that_stand_on_no_screen_of_their_own_are_answered(world: dict[str, Client]) -> None:
    """Of an address without a screen, those that it looks for in whatever comes."""
    client, statuses = world["administrator"], dict[str, int]()
    for name in sorted(POST.keys() - GET.keys()):
        _status, names = reading(client, address(name), {})
        odd_ones = [{field: odd} for field in sorted(names - {"csrfmiddlewaretoken"}) for odd in (NUL, "1")]
        statuses |= {f"{name}: {odd}": sent_to_see(client, address(name), odd) for odd in odd_ones}
    assert failures(statuses) == {}
    assert len(statuses) > 100


@pytest.mark.parametrize("header", ["Origin", "Referer"])
@pytest.mark.parametrize("value", ["http://[", "http://]/x", "\xff", "a\x00b", "//", "http://testserver:99999999/"])
def test_a_form_from_an_odd_origin_is_refused(header: str, value: str, world: dict[str, Client]) -> None:
    client = world["editor"]
    client.handler.enforce_csrf_checks = True
    response = client.post(address("contributions:page_edit"), {"body": "x"}, headers={header: value})
    assert response.status_code == HTTPStatus.FORBIDDEN


def test_a_form_tells_which_fields_were_looked_at(world: dict[str, Client]) -> None:
    path = address("contributions:page_edit")
    fields = acceptable(opened({}, "contributions:page_edit", world["editor"]))
    assert {"title", "body", "summary", "base_version"} <= reading(
        world["editor"], path, fields | {"unknown": "1"}
    ).names
    assert not reading(world["editor"], "/guide/fr/", {"body": "x"}).names
