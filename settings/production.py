"""Settings of a court's own servers: all that is secret or local comes from the environment.

Needed: ``DJANGO_SECRET_KEY``, ``COURT_FIELD_KEY`` (a Fernet key), ``ALLOWED_HOSTS``
(comma-separated), ``DATABASE_URL``, ``REDIS_URL``; for migrations also
``DATABASE_OWNER_URL``. Behind a proxy that ends TLS.
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


for _name in ("DATABASE_URL", "REDIS_URL"):
    _needed(_name)

COURT_HOME = Home.from_environment().path
SECRET_KEY = _needed("DJANGO_SECRET_KEY")
COURT_FIELD_KEY = _needed("COURT_FIELD_KEY").encode()
DEBUG = False
_hosts = [host.strip() for host in _needed("ALLOWED_HOSTS").split(",")]
ALLOWED_HOSTS = [*_hosts, "localhost"]  # the container asks itself whether it is ready
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _hosts if host != "*"]
DATABASES = {"default": services.database()}
CACHES = {"default": services.cache()}
CELERY_BROKER_URL = services.broker_url()
STATIC_ROOT = os.environ.get("STATIC_ROOT", str(PROJECT / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = os.environ.get("COURT_PLAIN_HTTP") != "1"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
LOGGING = logging.configure(json=True, level=os.environ.get("LOG_LEVEL", "INFO"))
