"""Pages of rows in memory."""

from __future__ import annotations

import pytest

from cases.reference.domain import Sheet, sheet


@pytest.mark.parametrize(
    ("rows", "wanted", "expected"),
    [
        ([], 1, Sheet((), 1, 0, 0, 0)),
        ([1, 2, 3], 1, Sheet((1, 2), 1, 3, 0, 2)),
        ([1, 2, 3], 2, Sheet((3,), 2, 3, 1, 0)),
        ([1, 2, 3], 9, Sheet((3,), 2, 3, 1, 0)),
        ([1, 2, 3], -4, Sheet((1, 2), 1, 3, 0, 2)),
        ([1, 2], 1, Sheet((1, 2), 1, 2, 0, 0)),
    ],
)
def test_a_page_that_does_not_exist_is_the_nearest(
    rows: list[int], wanted: int, expected: Sheet[int]
) -> None:
    assert sheet(rows, wanted, 2) == expected
