"""Rows of the case-type table that the loader must not accept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.numbers.selectors import case_types


@pytest.mark.parametrize(
    "change",
    [
        {"levels": ()},
        {"procedures": ()},
        {"roles": ()},
        {"cause_categories": ()},
        {"code": "abc"},
        {"coefficient": 0},
    ],
    ids=str,
)
def test_a_bad_row_is_rejected(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(case_types().latest("民初"), **change)
