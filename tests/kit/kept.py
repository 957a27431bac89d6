"""A set-up made once for a module of tests; each test finds it as it was made.

The rows are made in one open transaction of this process, so such a module has no
test with ``transaction=True`` and starts no threads that read the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction


def kept(make: Callable[[], Any]) -> Any:
    """A module's fixture with what ``make`` made; import ``each_afresh`` beside it."""

    @pytest.fixture(scope="module")
    def fixture(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            with transaction.atomic():
                yield make()
                transaction.set_rollback(True)
            connection.close()

    return fixture


@pytest.fixture(autouse=True)
def each_afresh(house: Any) -> Iterator[None]:
    """Undo what the test did, after the database has checked it."""
    with transaction.atomic():
        yield
        if not connection.needs_rollback:
            connection.check_constraints()
        transaction.set_rollback(True)
