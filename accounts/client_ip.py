"""From where a request comes."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings

type Meta = Mapping[str, Any]


def client_address(meta: Meta) -> str:
    """Returns the client's own address: behind TRUSTED_PROXIES, what the outermost of them saw.

    Each proxy writes whom it saw at the end of X-Forwarded-For. What stands before that the client may have written itself,
    and a header that is shorter than the proxies are many came past them: neither is believed.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    forwarded = seen[-proxies] if 0 < proxies <= len(seen) else ""
    return _parsed(forwarded) or _parsed(str(meta.get("REMOTE_ADDR", "")))


def client_network(meta: Meta) -> str:
    """Returns what one subscriber has: an IPv4 address, or the /64 of an IPv6 address, in which she can take any."""
    address = client_address(meta)
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def _parsed(text: str) -> str:
    """The address in one spelling, without the port that some proxies add; the empty text where it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
