"""Values and their units."""

from __future__ import annotations

import pytest

from oversight.indicators.domain import Direction, Measured, Unit
from oversight.indicators.selectors import catalogue


@pytest.mark.parametrize(
    ("measured", "unit", "value"),
    [
        (Measured(7), Unit.CASES, 7),
        (Measured(None, 0), Unit.DAYS, None),
        (Measured(31, 34), Unit.PERCENT, 91.18),
        (Measured(0, 0), Unit.PERCENT, None),
        (Measured(185, 3), Unit.RATIO, 61.6667),
        (Measured(2, 9), Unit.CASES, 2),
    ],
)
def test_a_value(measured: Measured, unit: Unit, value: float | None) -> None:
    assert measured.value(unit) == value


def test_every_rate_says_its_base() -> None:
    for rule in catalogue():
        if rule.unit in (Unit.PERCENT, Unit.RATIO):
            assert "／" in rule.formula_zh and "/" in rule.formula_en, rule.code
        assert rule.direction in Direction
