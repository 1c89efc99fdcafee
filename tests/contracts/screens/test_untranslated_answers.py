"""What a screen answers where something is refused, and what stands at no address, comes from the catalogues too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from guide_project import errors
from guide_project.server.concurrency import Turn, refused
from tests.contracts.addresses import address
from tests.contracts.odd_input.odd_requests import FIELD
from tests.contracts.pseudo_locale import CODE
from tests.contracts.rights import GET, POST
from tests.contracts.said import known_words, outside
from tests.contracts.screens.conftest import Open
from tests.contracts.screens.test_untranslated import LEFT_OUT
from tests.contracts.watched_forms import watch_body

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.as_sent]
PAGES: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: lambda request: errors.bad_request(request, ValueError()),
    403: lambda request: errors.permission_denied(request, PermissionError()),
    404: lambda request: errors.not_found(request, LookupError()),
    405: lambda request: errors.method_not_allowed(request, "/"),
    429: errors.too_many_requests,
    500: errors.server_error,
    503: lambda request: errors.proxy_is_not_trusted(request, "X-Forwarded-Proto"),
}
TOO_LONG = "9" * 400
type Fields = dict[str, set[str] | None]
LEAVE = {"account_logout"}


@pytest.mark.usefixtures("_pseudo_locale")
@pytest.mark.parametrize("status", PAGES)
def test_pages_for_what_cannot_be_shown_are_translated(status: int) -> None:
    with translation.override(CODE):
        page = PAGES[status](RequestFactory().get("/"))
    assert page.status_code == status
    assert (
        outside(page.content.decode(), "\n".join([known_words(), "HTTPS", "X-Forwarded-Proto", "docs", "production"]))
        == []
    )


@pytest.mark.usefixtures("_pseudo_locale")
@pytest.mark.parametrize("turn", [Turn.SHE_HAS_SEVERAL, Turn.MANY_ASK])
def test_what_a_busy_site_answers_is_translated(turn: Turn) -> None:
    with translation.override(CODE):
        page = refused(RequestFactory().get("/"), turn)
    assert outside(page.content.decode(), known_words()) == []


@pytest.mark.usefixtures("_pseudo_locale")
@pytest.mark.parametrize("value", ["", TOO_LONG], ids=["nothing", "too much"])
def test_no_form_refuses_in_words_that_no_catalogue_holds(
    value: str, fields: Fields, open_as: Open, world: dict[str, Client]
) -> None:
    known, found, refusals = f"{known_words()}\n{TOO_LONG}", dict[str, list[str]](), 0
    for name in sorted((GET.keys() | POST.keys()) - LEFT_OUT - LEAVE):
        if name not in fields:
            fields[name] = shown_in(open_as("administrator", name).html) if name in GET else set()
        for html in answers(world["administrator"], name, value, fields):
            refusals += 1
            if words := outside(html, known, is_cut=True):
                found[name] = sorted(set(words))
    translation.activate("fr")
    assert found == {}
    assert refusals > 20


@pytest.fixture(scope="module")
def fields() -> Fields:
    """What there is to fill in at each address that was tried; None where nobody looks at what is sent."""
    return {}


def answers(client: Client, name: str, value: str, fields: Fields) -> Iterator[str]:
    """The page that comes back with the form, if it does. What was sent is taken back."""
    if (names := fields[name]) is None:
        return
    own, path, session = {"accept-language": CODE}, address(name), client.cookies["sessionid"].value
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        looked_at = watch_body(patch)
        response = client.post(path, dict.fromkeys(names, value), headers=own)
        transaction.set_rollback(True)
    fields[name] = names if looked_at else None
    client.cookies["sessionid"] = session
    if response.status_code == 422 and response.get("Content-Type", "").startswith("text/html"):
        yield response.content.decode()


def shown_in(screen: str) -> set[str]:
    """The names of its fields."""
    return set(re.findall(FIELD, screen)) - {"csrfmiddlewaretoken"}
