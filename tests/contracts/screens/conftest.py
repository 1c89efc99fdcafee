"""One world for all tests of screens and forms, and what people were shown in it, fetched once for several contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.contracts.addresses import address
from tests.contracts.conftest import built_once
from tests.contracts.pseudo_locale import CODE

type Shown = dict[tuple[str, str], str]
"""What somebody of a role was shown at an address, by both names; nothing where it was no screen."""
type InPseudo = Callable[[str, str], str]


built = built_once(scope="package", woken=[])


@pytest.fixture(scope="package")
def _shown_in_pseudo() -> Shown:
    return {}


@pytest.fixture
def in_pseudo(_shown_in_pseudo: Shown, world: dict[str, Client], _pseudo_locale: None) -> Iterator[InPseudo]:
    """Opens an address as somebody of a role, in the language that nobody speaks, once: nothing of that stays."""

    def shown(role: str, name: str) -> str:
        if (role, name) not in _shown_in_pseudo:
            with transaction.atomic():
                response = world[role].get(address(name), headers={"accept-language": CODE})
                _shown_in_pseudo[role, name] = html_of(response)
                transaction.set_rollback(True)
        return _shown_in_pseudo[role, name]

    yield shown
    translation.activate("fr")


def html_of(response: HttpResponse) -> str:
    """What a screen says; nothing of a file, or of what is refused."""
    content = response.getvalue()
    is_screen = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    return content.decode() if is_screen else ""
