"""A small judiciary for every test of oversight."""

from __future__ import annotations

import pytest

from courts.places.models import Court
from tests.oversight.bench import Bench
from tests.oversight.known import known, that_day

__all__ = ["known", "that_day"]


@pytest.fixture
def bench(db: None) -> Bench:
    return Bench()


@pytest.fixture
def court(bench: Bench) -> Court:
    return bench.court()
