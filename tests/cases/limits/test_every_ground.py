"""Grounds for leaving days out that belong to one category or one rule: they count there, and only there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases.limits.domain import LedgerEntry, LedgerKind, LimitResult
from courts.refusals.domain import Refused

Compute = Callable[..., LimitResult]
# ground: a rule it fits, base day, due day with nothing left out, due day with ten days left out
EXAMPLES = {
    "X14": ("ADM1_ORD", "2025-05-20", "2025-11-20", "2025-11-30"),
    "X15": ("EXEC_FIRST", "2025-06-10", "2025-12-10", "2025-12-20"),
    "X16": ("EXEC_FIRST", "2025-06-10", "2025-12-10", "2025-12-20"),
    "X18": ("EXEC_FIRST", "2025-06-10", "2025-12-10", "2025-12-20"),
    "X19": ("COMP_SELF", "2025-06-10", "2025-08-10", "2025-08-20"),
    "X20": ("CRIM_CONFISC", "2025-06-10", "2025-08-10", "2025-08-20"),
}


def ten_days(ground: str) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.EXCLUSION,
        ground=ground,
        starts_on=date(2025, 7, 1),
        ends_on=date(2025, 7, 11),
    )


@pytest.mark.parametrize("ground", EXAMPLES)
def test_the_days_are_left_out_where_the_ground_fits(limit: Compute, ground: str) -> None:
    code, base, plain, moved = EXAMPLES[ground]
    assert limit(code, base).due_on == date.fromisoformat(plain)
    result = limit(code, base, ten_days(ground))
    assert (result.due_on, result.days_excluded) == (date.fromisoformat(moved), 10)


@pytest.mark.parametrize("ground", EXAMPLES)
def test_elsewhere_it_is_refused(limit: Compute, ground: str) -> None:
    with pytest.raises(Refused) as told:
        limit("CIV1_ORD", "2025-06-10", ten_days(ground))
    assert told.value.code == "LIM-X-CATEGORY"
