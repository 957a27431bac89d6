"""Settings of a machine that nobody configured: embedded servers, keys made on the spot, loopback only.

``COURT_DEBUG=1`` turns on Django's debug pages; ``make run`` leaves them off.
"""

from __future__ import annotations

import os

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from settings import logging, services
from settings.base import *  # noqa: F403
from settings.embedded import Home
from settings.keys import kept_secret

COURT_HOME = Home.from_environment().path
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or kept_secret(
    COURT_HOME / "secrets", "django_key", get_random_secret_key
)
COURT_FIELD_KEY = (
    os.environ.get("COURT_FIELD_KEY")
    or kept_secret(COURT_HOME / "secrets", "field_key", lambda: Fernet.generate_key().decode())
).encode()

DEMO_PASSWORD = "demo-court-2026"
"""For the invented people of the demo only; production has no such setting and makes no demo."""

DOCUMENT_ROOT = COURT_HOME / "documents"
DEBUG = os.environ.get("COURT_DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]
DATABASES = {"default": services.database()}
CACHES = {"default": services.cache()}
CELERY_BROKER_URL = services.broker_url()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
LOGGING = logging.configure(json=False)
