"""A judge stands in a pool once at a time and is absent once at a time: by the day, and by the database."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assignment.pools.domain import Days, Stand, stands
from assignment.pools.models import Absence, Pool, PoolMember
from tests.builders import DAY, CourtHouse, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401

held = import_module("assignment.migrations.0010_overlaps_parted").held


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def days(first: int, last: int | None) -> Days:
    return Days(on(first), None if last is None else on(last))


@pytest.mark.parametrize(
    ("terms", "rows", "wanted"),
    [
        ([(0, None)], [], [(None, 0, None)]),
        ([(-9, None)], [], [(None, 0, None)]),
        ([(-9, None)], [(-9, None)], [(7, -9, None)]),
        ([], [(-9, None)], [(7, -9, 0)]),
        ([], [(3, None)], []),
        ([(-9, 5)], [(-9, None)], [(7, -9, 5)]),
        ([(-9, 5), (20, None)], [(-9, 5)], [(7, -9, 5), (7, 20, None)]),
        ([(-9, 5), (6, None)], [(-9, 5)], [(7, -9, None)]),
        ([(20, None)], [(-9, None)], [(7, -9, 0), (7, 20, None)]),
        ([(-9, None)], [(-9, 4), (5, None)], [(7, -9, 4), (8, 5, None)]),
        ([(-9, 2)], [(-9, 4), (5, None)], [(7, -9, 2)]),
        ([(-9, 8)], [(-9, 4), (5, None)], [(7, -9, 4), (8, 5, 8)]),
        ([(2, None)], [(9, None)], [(None, 2, 8), (7, 9, None)]),
    ],
)
def test_a_pool_follows_the_terms_in_its_team(terms: Any, rows: Any, wanted: Any) -> None:
    """Days from today; the memberships have the keys 7 and 8."""
    held_now = [(7 + place, days(*row)) for place, row in enumerate(rows)]
    found = stands([days(*term) for term in terms], held_now, DAY)
    assert found == [Stand(row, days(first, last)) for row, first, last in wanted]


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, None)], [(0, 0, None)]),
        ([(0, 9), (10, None)], [(0, 0, 9), (1, 10, None)]),
        ([(0, None), (5, None)], [(0, 0, 4), (1, 5, None)]),
        ([(0, None), (5, 7)], [(0, 0, 4), (1, 5, 7), (0, 8, None)]),
        ([(0, 9), (5, 7), (6, None)], [(0, 0, 4), (1, 5, 5), (2, 6, None)]),
    ],
)
def test_memberships_that_overlapped_are_parted_the_later_first(spans: Any, left: Any) -> None:
    parts = held([(days(*span).first, days(*span).last) for span in spans])
    assert parts == [(place, on(first), days(first, last).last) for place, first, last in left]


house = kept(lambda: court_with_people(judges=2, types=("民初",), calendar=False))


def test_the_database_refuses_what_overlaps(house: CourtHouse) -> None:
    pool, judge = house.pool, house.judge
    member = pool.members.get(judge=judge)
    PoolMember.objects.filter(pk=member.pk).update(to_on=on(10))
    leave = {"judge": judge, "court": house.court, "approved_by": "院长"}
    Absence.objects.create(kind="leave", from_on=on(1), to_on=on(5), **leave)
    for create, over, beside in (
        (PoolMember, {"pool": pool, "judge": judge, "from_on": on(10)}, {"from_on": on(11)}),
        (Absence, {"kind": "seconded", "from_on": on(5), "to_on": on(9), **leave}, {"from_on": on(6)}),
        (Pool, {"court": house.court, "name": pool.name}, {"name": f"{pool.name}二"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create.objects.create(**over)
        assert create.objects.create(**{**over, **beside}).pk
