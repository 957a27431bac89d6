"""A real PostgreSQL and a real Valkey beside the project, for whoever has none of their own.

Every process that needs a server calls ``hold``; the first one starts a keeper,
which starts the server and stays as long as anyone holds it. Holding is a shared
file lock, so the kernel lets go of it however the process ends. Only server
binaries are used from the installed packages, none of their Python code.
"""

from __future__ import annotations

from settings.embedded.home import EmbeddedError, Home
from settings.embedded.share import PARTS, hold, release

__all__ = ["PARTS", "EmbeddedError", "Home", "hold", "release"]
