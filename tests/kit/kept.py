"""A set-up made once for a module of tests; each test finds it as it was made.

The rows are made in one open transaction of this process, so such a module has no
test with ``transaction=True`` and starts no threads that read the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from tests.kit.recalled import Path, stand_again, standing, written


@dataclass
class _Ground:
    """What every test of the module begins on, and how many rows were written until now by table."""

    path: Path | None
    written: dict[str, int]


_ground: list[_Ground] = []


def kept(make: Callable[[], Any]) -> Any:
    """A module's fixture with what ``make`` made; import ``each_afresh`` beside it."""

    @pytest.fixture(scope="module")
    def fixture(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            with transaction.atomic():
                made = make()
                _ground[:] = [_Ground(standing(), written())]
                yield made
                _ground.clear()
                transaction.set_rollback(True)
            connection.close()

    return fixture


@pytest.fixture(autouse=True)
def each_afresh(house: Any) -> Iterator[None]:
    """Undo what the test did, after the database has checked it.

    It is the house alone again on which the next test builds, unless something else was put beside it.
    """
    ground = _ground[0] if _ground else _Ground(None, {})
    if ground.path is not None and ground.written != written():
        ground.path = None
    if ground.path is not None:
        stand_again(ground.path)
    with transaction.atomic():
        yield
        if not connection.needs_rollback:
            connection.check_constraints()
        transaction.set_rollback(True)
    if ground.path is not None:
        ground.written = written()
