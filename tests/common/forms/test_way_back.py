"""A form leads back to a screen of this site, whatever it says."""

from __future__ import annotations

import pytest

from common.forms.screens import is_of_this_site

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("address", ["/", "/wiki/marques/?page=2#talk", "/wiki/réputation/"])
def test_a_path_is_of_this_site(address: str) -> None:
    assert is_of_this_site(address)


@pytest.mark.parametrize(
    "address",
    ["", "home", "wiki/", "//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:x/"],
)
def test_nothing_else_is(address: str) -> None:
    assert not is_of_this_site(address)
