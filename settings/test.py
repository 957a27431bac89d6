"""Settings of the tests: servers of their own, a database and a broker number for every test process.

The servers live in COURT_HOME/test when COURT_HOME is set, else in .court-test
beside the project, and give up safety at a power cut for speed. With
DATABASE_URL or REDIS_URL set those servers are used instead: databases named
test_… are made and dropped there (DATABASE_OWNER_URL needs CREATEDB), and the
broker's databases from 8 up are emptied.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from settings import logging, services
from settings.base import *  # noqa: F403
from settings.base import PROJECT
from settings.keys import kept_secret

if "COURT_TEST_HOME" not in os.environ:
    given = os.environ.get("COURT_HOME")
    os.environ["COURT_TEST_HOME"] = str(Path(given) / "test" if given else PROJECT / ".court-test")
os.environ["COURT_HOME"] = os.environ["COURT_TEST_HOME"]
os.environ["COURT_DURABLE"] = "0"

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
WORKER_NUMBER = int(WORKER.removeprefix("gw")) + 1 if WORKER.startswith("gw") else 0
TEST_DATABASE = os.environ.get("COURT_TEST_DATABASE") or f"test_court_{WORKER}"

COURT_HOME = Path(os.environ["COURT_HOME"])
SECRET_KEY = kept_secret(COURT_HOME / "secrets", "django_key", get_random_secret_key)
COURT_FIELD_KEY = kept_secret(
    COURT_HOME / "secrets", "field_key", lambda: Fernet.generate_key().decode()
).encode()

DOCUMENT_ROOT = COURT_HOME / "documents"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {
    "default": {
        **services.database(),
        "NAME": TEST_DATABASE,
        "TEST": {"NAME": TEST_DATABASE},
    },
}
CACHES = {"default": services.cache(9 + 2 * WORKER_NUMBER)}
CELERY_BROKER_URL = services.broker_url(8 + 2 * WORKER_NUMBER)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING = logging.configure(json=False, level="WARNING")
