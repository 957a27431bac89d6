"""A migrated template database, a clone of it for every test process, and its renewal after each open test.

The running role of the tests is that of the web, so permissions are the real ones. It may not empty
tables, and tables that only grow refuse it anyway: a test with ``transaction=True`` is
therefore followed by a fresh clone, where Django would TRUNCATE.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from psycopg2 import sql

from settings.embedded import PARTS, Home
from settings.embedded.servers import ADMIN, OWNER, WEB, grant_web_role
from settings.services import bring_up, cache_url, embedded_parts
from tests.kit.recalled import forget

PROJECT = Path(__file__).resolve().parents[2]


def migrations_hash() -> str:
    """Names the state of all tables: our migrations, the installed packages, who may do what."""
    digest = hashlib.sha256()
    for path in sorted([*PROJECT.glob("*/migrations/*.py"), PROJECT / "settings/embedded/servers.py"]):
        digest.update(path.read_bytes())
    digest.update(repr(sorted((d.name, d.version) for d in distributions())).encode())
    return digest.hexdigest()[:12]


def template_name() -> str:
    return f"test_template_{migrations_hash()}"


def admin_session(database: str = "postgres") -> psycopg2.extensions.connection:
    """An autocommit session that may create databases: the embedded superuser, or the owner of the URL."""
    if "postgres" in embedded_parts():
        session = psycopg2.connect(host=settings.DATABASES["default"]["HOST"], user=ADMIN, dbname=database)
    else:
        url = os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
        session = psycopg2.connect(url, dbname=database)
    session.autocommit = True
    return session


def _run(session: psycopg2.extensions.connection, statement: str, **names: str) -> list[tuple[Any, ...]]:
    with session.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**{key: sql.Identifier(v) for key, v in names.items()}))
        return cursor.fetchall() if cursor.description else []


def _drop(session: psycopg2.extensions.connection, name: str) -> None:
    _run(session, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


def make_template() -> str:
    """The migrated template for the present migrations, made when there is none. One process at a time."""
    name, building = template_name(), "test_template_building"
    lock = Home.from_environment().lock("template")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        session = admin_session()
        present = [row[0] for row in _run(session, "SELECT datname FROM pg_database")]
        if name not in present:
            for old in present:
                if old.startswith("test_template_"):
                    _drop(session, old)
            owner, web = _roles(session)
            _run(session, "CREATE DATABASE {building} OWNER {owner}", building=building, owner=owner)
            inside = admin_session(building)
            if owner != web:
                grant_web_role(inside, owner, web)
            inside.close()
            _migrate(building)
            _run(session, "ALTER DATABASE {building} RENAME TO {name}", building=building, name=name)
        session.close()
    return name


def _roles(session: psycopg2.extensions.connection) -> tuple[str, str]:
    if "postgres" in embedded_parts():
        return OWNER, WEB
    return session.info.user, str(settings.DATABASES["default"]["USER"])


def _migrate(database: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings.test",
        "COURT_TEST_DATABASE": database,
    }
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.exit(f"the migrations fail:\n{done.stderr.decode()[-4000:]}", returncode=3)


def renew_database(template: str) -> None:
    """Make this process's database anew from the template. Open sessions to it are ended."""
    connections.close_all()
    forget()
    name = settings.DATABASES["default"]["NAME"]
    session = admin_session()
    _drop(session, name)
    owner = _roles(session)[0]
    create = "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} STRATEGY FILE_COPY"
    _run(session, create, name=name, owner=owner, template=template)
    session.close()


def copied(name: str) -> None:
    """Make a database like this process's is now, for ``renew_database``."""
    connections.close_all()
    session = admin_session()
    _drop(session, name)
    owner, present = _roles(session)[0], settings.DATABASES["default"]["NAME"]
    create = "CREATE DATABASE {name} OWNER {owner} TEMPLATE {present} STRATEGY FILE_COPY"
    _run(session, create, name=name, owner=owner, present=present)
    session.close()


def dropped(name: str) -> None:
    session = admin_session()
    _drop(session, name)
    session.close()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[str]:
    """pytest-django's own set-up replaced: clone the template, which is given back, instead of migrating."""
    bring_up()
    with django_db_blocker.unblock():
        template = make_template()
        renew_database(template)
        empty_broker()

        def renew(case: TransactionTestCase) -> None:
            if not _held:
                renew_database(template)

        patch = pytest.MonkeyPatch()
        patch.setattr(TransactionTestCase, "_fixture_teardown", renew)
        yield template
        patch.undo()
        connections.close_all()
        dropped(settings.DATABASES["default"]["NAME"])


_held: list[str] = []
"""The modules whose tests share one state of this process's database."""


@pytest.fixture(scope="module")
def held_database(django_db_setup: str, django_db_blocker: Any, request: Any) -> Iterator[None]:
    """Nothing is renewed between the tests of the module, which only look; afterwards everything is."""
    _held.append(request.node.nodeid)
    yield
    _held.remove(request.node.nodeid)
    with django_db_blocker.unblock():
        renew_database(django_db_setup)


def empty_broker() -> None:
    """Empty this process's two numbers in Valkey: its tasks and its cache."""
    for number in (8 + 2 * settings.WORKER_NUMBER, 9 + 2 * settings.WORKER_NUMBER):
        client = redis.Redis.from_url(cache_url(number))
        client.flushdb()
        client.close()


@pytest.fixture
def clean_broker(django_db_setup: None) -> Iterator[None]:
    """No tasks waiting and nothing cached, before and after."""
    empty_broker()
    yield
    empty_broker()


@pytest.fixture
def owner_session(transactional_db: None) -> Iterator[psycopg2.extensions.connection]:
    """A session of the role that owns the tables, in this process's database."""
    session = admin_session(settings.DATABASES["default"]["NAME"])
    owner, web = _roles(session)
    if owner != web:
        _run(session, "SET ROLE {owner}", owner=owner)
    yield session
    session.close()


@pytest.fixture(scope="session")
def embedded() -> Home:
    """The home of the servers the tests use, brought up. Skips when the environment names other servers."""
    if embedded_parts() != PARTS:
        pytest.skip("DATABASE_URL or REDIS_URL names other servers")
    bring_up()
    return Home.from_environment()
