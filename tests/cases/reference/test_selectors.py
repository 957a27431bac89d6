"""The tables of the law as they are looked up: by day, by word, each row with what belongs to it."""

from __future__ import annotations

from datetime import date

import pytest

from cases.causes.domain import CauseCategory
from cases.limits.selectors import law
from cases.numbers.selectors import case_types
from cases.reference import selectors

IN_2025, IN_2026 = date(2025, 12, 31), date(2026, 1, 1)


def test_every_list_is_counted_by_the_causes_a_case_may_bear_that_day() -> None:
    counts = dict(selectors.cause_lists(IN_2026))
    assert list(counts) == list(CauseCategory)
    assert (counts[CauseCategory.CIVIL], counts[CauseCategory.CRIMINAL]) == (1055, 483)
    assert dict(selectors.cause_lists(IN_2025))[CauseCategory.CIVIL] == 927


@pytest.mark.parametrize(
    ("category", "on", "first", "rows"),
    [
        (CauseCategory.CIVIL, IN_2026, "civ.1", 12 + 59),
        (CauseCategory.CIVIL, IN_2025, "civ.1", 11 + 54),
        (CauseCategory.CIVIL, date(2009, 5, 4), "civ.1", 11 + 54),
        (CauseCategory.CRIMINAL, IN_2026, "crim.c1", 10 + 17),
        (CauseCategory.ENFORCEMENT, IN_2026, "enf.1", 14),
    ],
)
def test_a_long_list_is_outlined_and_a_short_one_shown_whole(
    category: CauseCategory, on: date, first: str, rows: int
) -> None:
    found = selectors.outline(category, on)
    assert (found[0].cause.code, len(found)) == (first, rows)
    assert {row.depth for row in found} == {0, 1}


def test_a_branch_counts_what_stands_under_each_heading() -> None:
    rows = {row.cause.zh: row for row in selectors.branch("civ.4.10", IN_2026)}
    lending = rows["借款合同纠纷"]
    assert (lending.depth, lending.below) == (0, 6)
    assert rows["民间借贷纠纷"].depth == 1


def test_an_account_tells_what_a_cause_was_and_became() -> None:
    ended = selectors.account_of("civ.4.10.140", IN_2026)
    assert (ended.in_force, ended.ended) == (False, IN_2026)
    assert [cause.code for cause in ended.instead] == ["civ.4.10.139.n1", "civ.6.17.n208"]
    assert selectors.account_of("civ.4.10.140", IN_2025).in_force
    renamed = selectors.account_of("civ.8.21.273", IN_2026)
    assert (renamed.cause.zh, renamed.former_names) == ("设立人责任纠纷", ("发起人责任纠纷",))
    assert len(renamed.versions) == 2
    assert selectors.account_of("civ.8.21.273", IN_2025).cause.zh == "发起人责任纠纷"
    assert "民初" in {row.code for row in renamed.case_types}
    early = selectors.account_of("civ.n6.n17.n199", IN_2025)
    assert (early.in_force, early.ended) == (False, None)
    heading = selectors.account_of("crim.c5", IN_2026)
    assert (heading.case_types, len(heading.below)) == ((), 13)


def test_the_rules_made_for_a_cause_stand_with_it() -> None:
    found = selectors.account_of("civ.10.33.397", IN_2026).limit_rules
    assert [rule.code for rule in found] == ["CIV_SP_MISSING"]


@pytest.mark.parametrize(
    ("text", "ended", "codes"),
    [
        ("离退休人员返聘", False, ["civ.6.17.n208", "civ.4.10.139.n1"]),
        ("离退休人员返聘", True, ["civ.4.10.140", "civ.6.17.n208", "civ.4.10.139.n1"]),
        ("crim.264.1", False, ["crim.264.1"]),
        ("打架", True, []),
    ],
)
def test_former_names_find_what_took_their_place(text: str, ended: bool, codes: list[str]) -> None:
    found = [cause.code for cause in selectors.searched(text, None, IN_2026, ended=ended)]
    assert sorted(found) == sorted(codes)


def test_rules_are_found_by_code_name_and_article_of_a_day() -> None:
    assert [rule.code for rule in selectors.limit_rows(IN_2026, "civ1_sum")] == ["CIV1_SUM"]
    assert [rule.code for rule in selectors.limit_rows(IN_2026, "人身安全保护令")] == ["CIV_PROTECT"]
    assert "CRIM1_FAST" in {rule.code for rule in selectors.limit_rows(IN_2026, "第二百二十五条")}
    only = selectors.limit_rows(IN_2026, case_type="民督")
    assert [rule.code for rule in only] == ["CIV_PAYORDER"]
    assert selectors.limit_rows(date(1999, 1, 1)) == []
    assert len(selectors.limit_rows(date(1999, 1, 1), ended=True)) == len(law().rules)


def test_a_case_type_has_for_each_procedure_its_limits_and_endings() -> None:
    ordinary, *others = selectors.courses(case_types().latest("民初"), IN_2026)
    assert ordinary.procedure.code == "ordinary"
    assert "CIV1_ORD" in {rule.code for rule in ordinary.limits}
    assert {"judgment", "mediation"} <= {ending.rule.code for ending in ordinary.endings}
    assert {course.procedure.code for course in others} == {"ordinary_single", "summary", "small_claims"}


def test_every_case_type_shows_a_limit_or_why_there_is_none() -> None:
    today = date(2026, 11, 21)
    for row in selectors.case_type_rows(today):
        for course in selectors.courses(row, today):
            assert bool(course.limits) is (course.without is None), (row.code, course.procedure.code)
            assert course.endings, row.code


def test_disposals_stand_by_group_and_are_narrowed_by_family() -> None:
    rows = selectors.disposal_rows(IN_2026)
    assert rows[0].group == "judgment"
    groups = [row.group for row in rows]
    assert groups == sorted(groups, key=groups.index)
    appeal = {row.code for row in selectors.disposal_rows(IN_2026, family="civil_second")}
    assert {"affirmed", "changed", "remanded"} <= appeal and "judgment" not in appeal
    assert [row.code for row in selectors.disposal_rows(IN_2026, "发回重审")] == ["remanded"]
