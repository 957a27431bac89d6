"""Where the database and the broker are: those of the environment, else the embedded ones.

``DATABASE_URL`` is the running system's role, ``DATABASE_OWNER_URL`` the role that
owns the tables and migrates (the same one when it is not given). ``REDIS_URL`` is
a Redis or Valkey server; its database 0 is the broker, 1 the cache.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url

from settings.embedded import PARTS, Home, hold
from settings.embedded.servers import DATABASE, OWNER, WEB

OWNER_COMMANDS = {"analyze", "demo", "migrate", "flush", "pgtrigger", "erase_trail_payload", "seed_scale"}
"""Commands that define tables, fill or empty them at once; all others run with the rights of the web."""


def embedded_parts() -> tuple[str, ...]:
    """The servers that the environment does not name."""
    named = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
    return tuple(part for part in PARTS if not os.environ.get(named[part]))


def bring_up() -> None:
    """Start what this process needs, once; nothing when the environment names all servers."""
    parts = embedded_parts()
    if parts:
        hold(Home.from_environment(), *parts)


def as_owner() -> bool:
    """Whether this process was started to define tables (manage.py says so in COURT_DB_ROLE)."""
    return os.environ.get("COURT_DB_ROLE") == "owner"


def database() -> dict[str, Any]:
    """Django's DATABASES["default"]."""
    url = os.environ.get("DATABASE_URL")
    if url:
        chosen = os.environ.get("DATABASE_OWNER_URL", url) if as_owner() else url
        return {**dj_database_url.parse(chosen, conn_max_age=60, conn_health_checks=True)}
    home = Home.from_environment()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "HOST": str(home.sockets),
        "USER": OWNER if as_owner() else WEB,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def broker_url(number: int = 0) -> str:
    """Celery's address of database ``number``."""
    url = os.environ.get("REDIS_URL")
    if url:
        return _numbered(url, number)
    return f"redis+socket://{Home.from_environment().sockets / 'valkey.sock'}?virtual_host={number}"


def cache_url(number: int = 1) -> str:
    """The cache's address of database ``number``."""
    url = os.environ.get("REDIS_URL")
    if url:
        return _numbered(url, number)
    return f"unix://{Home.from_environment().sockets / 'valkey.sock'}?db={number}"


def cache(number: int = 1) -> dict[str, Any]:
    """Django's CACHES["default"]; short waits, because a request is waiting."""
    return {
        "BACKEND": "settings.cache.ForgivingCache",
        "LOCATION": cache_url(number),
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1.0},
    }


def _numbered(url: str, number: int) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
