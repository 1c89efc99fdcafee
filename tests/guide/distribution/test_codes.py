"""A channel's code is proposed from its name, and is nothing that an address could be taken for."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from guide.distribution import channels
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@for_each(
    ("name", "code"),
    [
        ("Agence de Lille", "lille"),
        ("Agence de L’Haÿ-les-Roses", "hay-roses"),
        ("Agenzia della Val d’Ultimo", "val-ultimo"),
        ("Page d’accueil de l’intranet", "page-accueil-intranet"),
        ("New", "new-1"),
        ("札幌", "channel"),
        ("Agence", "agence"),
        ("Q", "q-1"),
        ("Anticonstitutionnellement-et-davantage", "anticonstitutionnellemen"),
    ],
)
def test_what_tells_of_a_name_is_proposed(name: str, code: str) -> None:
    proposed = channels.proposed(name, set())
    assert proposed == code
    channels.check(proposed)


def test_no_code_is_proposed_twice() -> None:
    assert channels.proposed("Agence de Lille", {"lille", "lille-2"}) == "lille-3"


@for_each("code", ["", "a", "Lille", "là", "a b", "-a", "a--b", "a" * 25, "new", "admin", "a_b", "a/b"])
def test_a_code_that_will_not_do_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        channels.check(code)
