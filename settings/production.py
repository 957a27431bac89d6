"""Settings of a court's own servers: all that is secret or local comes from the environment.

Needed: ``DJANGO_SECRET_KEY``, ``COURT_FIELD_KEY`` (a Fernet key), ``ALLOWED_HOSTS``
(comma-separated), ``DATABASE_URL``, ``REDIS_URL``; for migrations also
``DATABASE_OWNER_URL``. Behind a proxy that ends TLS. May be given: ``SECOND_FACTOR``
(``required``, else ``offered``), ``SESSION_IDLE_MINUTES``, ``TRUSTED_PROXIES`` (addresses or
networks whose X-Forwarded-For is believed, ``unix`` for a local socket).
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from settings import logging, services
from settings.base import *  # noqa: F403
from settings.base import PROJECT
from settings.embedded import Home


def _needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 / environment variable not set: {name}")
    return value


def _one_of(name: str, *allowed: str) -> str:
    """A setting with few values; the first is the default."""
    value = os.environ.get(name) or allowed[0]
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}: {' | '.join(allowed)}, not {value!r}")
    return value


def _number(name: str, default: int, least: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}: {least}-{most}, not {value!r}")
    return int(value)


for _name in ("DATABASE_URL", "REDIS_URL"):
    _needed(_name)

COURT_HOME = Home.from_environment().path
SECRET_KEY = _needed("DJANGO_SECRET_KEY")
COURT_FIELD_KEY = _needed("COURT_FIELD_KEY").encode()
DOCUMENT_ROOT = os.environ.get("DOCUMENT_ROOT") or str(COURT_HOME / "documents")
DEBUG = False
_hosts = [host.strip() for host in _needed("ALLOWED_HOSTS").split(",")]
ALLOWED_HOSTS = [*_hosts, "localhost"]  # the container asks itself whether it is ready
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _hosts if host != "*"]
DATABASES = {"default": services.database()}
CACHES = {"default": services.cache()}
CELERY_BROKER_URL = services.broker_url()
STATIC_ROOT = os.environ.get("STATIC_ROOT", str(PROJECT / "staticfiles"))
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "settings.static.HashedFiles"}}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = os.environ.get("COURT_PLAIN_HTTP") != "1"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
# Names below this host are not ours to promise for, and a court's own host is not on the browsers' list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
AUTH_PASSWORD_VALIDATORS = [
    *(row for row in AUTH_PASSWORD_VALIDATORS if not row["NAME"].endswith(".MinimumLengthValidator")),
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
]
SECOND_FACTOR = _one_of("SECOND_FACTOR", "required", "offered")
SESSION_IDLE_MINUTES = _number("SESSION_IDLE_MINUTES", 30, 1, 12 * 60)
TRUSTED_PROXIES = [part.strip() for part in os.environ.get("TRUSTED_PROXIES", "").split(",") if part.strip()]
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
LOGGING = logging.configure(json=True, level=os.environ.get("LOG_LEVEL", "INFO"))
