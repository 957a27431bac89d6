"""Who is calling, when servers of our own stand between."""

from __future__ import annotations

import pytest

from settings.proxies import client_address

NGINX = ["10.0.0.2", "172.16.0.0/12"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "found"),
    [
        ("203.0.113.9", "", NGINX, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", NGINX, "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", NGINX, "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1, 172.17.0.3", NGINX, "198.51.100.1"),
        ("10.0.0.2", "not an address", NGINX, "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense", NGINX, "10.0.0.2"),
        ("10.0.0.2", "", NGINX, "10.0.0.2"),
        ("10.0.0.2", "2001:db8::7", NGINX, "2001:db8::7"),
        ("", "198.51.100.1", NGINX, ""),
        ("", "198.51.100.1", ["unix"], "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1", [], "10.0.0.2"),
    ],
)
def test_the_caller_is_the_last_who_is_no_trusted_proxy(
    peer: str, forwarded: str, trusted: list[str], found: str
) -> None:
    assert client_address(peer, forwarded, trusted) == found


def test_a_proxy_that_is_no_network_is_an_error() -> None:
    with pytest.raises(ValueError, match="nginx"):
        client_address("10.0.0.2", "", ["nginx"])
