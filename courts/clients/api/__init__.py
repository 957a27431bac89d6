"""Who may call the REST interface. The reference data of the courts stand in ``reference``."""

from __future__ import annotations

from courts.clients.api.access import (
    CallerThrottle,
    ClientAuthentication,
    ClientPrincipal,
    ClientScopes,
    ScopePermission,
)

__all__ = ["CallerThrottle", "ClientAuthentication", "ClientPrincipal", "ClientScopes", "ScopePermission"]
