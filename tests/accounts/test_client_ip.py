"""From where a request comes: what the proxies saw, and nothing that a client says of itself."""

from __future__ import annotations

import pytest

from accounts.client_ip import client_address, client_network

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, " , ", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_what_the_outermost_proxy_that_is_believed_saw(
    settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert client_address({"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}) == address


def test_all_addresses_that_one_subscriber_can_take_are_one() -> None:
    assert client_network({"REMOTE_ADDR": "2001:db8:1:2:3::4"}) == client_network({"REMOTE_ADDR": "2001:db8:1:2::9"})
    assert client_network({"REMOTE_ADDR": "192.0.2.1"}) == "192.0.2.1"
    assert client_network({}) == ""
