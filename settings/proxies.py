"""Who is calling, when servers of our own stand between: settled once, for every log line and signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Networks = tuple[IPv4Network | IPv6Network, ...]
LOCAL_SOCKET = "unix"
"""In TRUSTED_PROXIES: whoever connects through a local socket, where there is no address."""


class ClientAddress:
    """Middleware: puts the caller's own address in ``REMOTE_ADDR``.

    ``X-Forwarded-For`` counts only when the connection comes from one of TRUSTED_PROXIES;
    then it is read from the right, past every trusted proxy, so what a caller wrote into it
    is never believed.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trusted = list(settings.TRUSTED_PROXIES)
        if trusted:
            request.META["REMOTE_ADDR"] = client_address(
                request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""), trusted
            )
        return self.answer(request)


def client_address(peer: str, forwarded: str, trusted: Iterable[str]) -> str:
    """The address of the caller: the last one in the chain that is no trusted proxy.

    Raises ValueError when ``trusted`` names no network.
    """
    named = set(trusted)
    networks: Networks = tuple(ip_network(name) for name in sorted(named - {LOCAL_SOCKET}))
    known = peer
    for claimed in [*reversed([part.strip() for part in forwarded.split(",") if part.strip()]), None]:
        if not _is_trusted(known, networks, LOCAL_SOCKET in named) or claimed is None:
            break
        try:
            known = str(ip_address(claimed))
        except ValueError:
            break
    return known


def _is_trusted(address: str, networks: Networks, sockets: bool) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return sockets and not address
    return any(known in network for network in networks)
