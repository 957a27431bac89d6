"""What every test may ask for: the database and its template, a Celery worker, a browser."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

from settings.embedded import Home, release
from settings.translations import compile_catalogues
from tests.kit import template

TESTS = Path(__file__).resolve().parent

pytest_plugins = ["tests.kit.database", "tests.kit.celery_worker", "tests.kit.pages", "tests.kit.demo"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    # How fast examples are drawn says how busy the machine is, and nothing of the system.
    hypothesis.settings.register_profile("any", suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.load_profile("any")
    if not hasattr(config, "workerinput"):
        compile_catalogues()
        if config.getoption("numprocesses", None) and not config.option.collectonly:
            maker = template.begin()
            config.add_cleanup(lambda: template.end(maker))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """A file's tests stay together, so that what they share is made once.

    A file may say otherwise with groups of its own. What needs no database stands first, while the
    database is made; then, in the order of pytest-django, slow files first: nobody waits at the end
    for a file begun late.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(TESTS).as_posix()))
    yield
    items.sort(key=_needs_database)


def _needs_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


def pytest_collection_finish() -> None:
    """What collecting made stays for good: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def embedded_servers_end_with_the_tests() -> Iterator[None]:
    """Whatever servers the tests brought up are down when the last test process is done."""
    yield
    release(Home.from_environment(), wait=True)


@pytest.fixture(autouse=True)
def every_test_begins_in_chinese() -> None:
    """A request in English leaves its language behind in the thread; the next test must not inherit it."""
    translation.deactivate()
