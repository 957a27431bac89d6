"""The cause of a filing is the one in force on the day the papers came in, under the name of that day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from cases.docket.models import Case
from cases.intake.services.filing import file_case
from courts.refusals.domain import InvalidInput
from tests.builders import actor_of, court_with_people, raw_filing
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> Any:
    return SimpleNamespace(clerk=actor_of(court_with_people().clerk))


house = kept(make)


@pytest.mark.parametrize(
    ("cause", "received_on", "said"),
    [
        (
            "离退休人员返聘合同纠纷",
            "2026-01-05",
            "案由「离退休人员返聘合同纠纷」自 2026-01-01 起废止，2026-01-05 收案的改用"
            "「超龄劳动者劳务合同纠纷」「超龄劳动者用工纠纷」。",
        ),
        (
            "网络侵权责任纠纷",
            "2026-01-05",
            "案由「网络侵权责任纠纷」自 2026-01-01 起废止，没有直接对应的案由，请从列表另选。",
        ),
        (
            "数据合同纠纷",
            "2025-12-31",
            "案由「数据合同纠纷」自 2026-01-01 起使用，2025-12-31 收案的不能用，请从列表另选。",
        ),
    ],
)
def test_a_cause_not_in_force_that_day_is_refused_and_told_what_is(
    house: Any, cause: str, received_on: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as told:
        file_case(raw_filing(cause=cause, received_on=received_on), actor=house.clerk)
    assert told.value.errors == {"cause": [said]}
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("received_on", "name"), [("2025-12-31", "发起人责任纠纷"), ("2026-01-01", "设立人责任纠纷")]
)
def test_a_renamed_cause_is_stored_as_it_is_called_that_day(house: Any, received_on: str, name: str) -> None:
    for written in ("发起人责任纠纷", "设立人责任纠纷"):
        case = file_case(raw_filing(cause=written, received_on=received_on), actor=house.clerk)
        assert (case.cause_code, case.cause_name) == ("civ.8.21.273", name)
