"""Rows that another noun's rules turn down: its own words stand in the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from cases.imports.domain import BadRow
from cases.imports.services import ImportReport
from cases.imports.services.saving import Saver
from cases.numbers.selectors import case_types
from tests.cases.imports.conftest import numbered, row, told

Run = Callable[..., ImportReport]


def test_a_party_that_cannot_be_entered(run: Run) -> None:
    report = run(row(defendants="赵" * 121), numbered(13))
    assert told(report.bad) == [(2, "ROW-PARTY", "defendants")]
    assert report.bad[0].params == {"reason": "姓名或名称不得超过 120 字。"}
    assert report.imported == 1


def test_a_case_whose_limit_rule_nobody_chose() -> None:
    """An appeal is against a judgment or a ruling, and the table does not say which."""
    appeal: Any = SimpleNamespace(
        line=2,
        case_type=case_types().latest("民终"),
        procedure="second_instance",
        filed_on=date(2019, 3, 14),
        court_code="吉06",
    )
    with pytest.raises(BadRow) as told_why:
        Saver.__new__(Saver)._limit(appeal, "", [])
    (remark,) = told_why.value.remarks
    assert (remark.line, remark.code, remark.column) == (2, "ROW-LIMIT", "procedure")
    assert "民事二审（判决上诉）、民事二审（裁定上诉）" in str(remark.params["reason"])
