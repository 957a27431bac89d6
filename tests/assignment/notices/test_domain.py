"""Which notice a case gets, and days in Chinese."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.notices.domain import formal_date, kind_of, plain_date
from assignment.notices.selectors import notices


@pytest.mark.parametrize(
    ("category", "procedure", "roles", "code"),
    [
        ("civil", "ordinary", {"plaintiff", "defendant"}, "CIVIL"),
        ("administrative", "ordinary", {"plaintiff", "defendant"}, "ADMINISTRATIVE"),
        ("criminal", "summary", {"prosecutor", "accused"}, "CRIMINAL_PUBLIC"),
        ("criminal", "ordinary", {"plaintiff", "defendant"}, "CRIMINAL_PRIVATE"),
        ("enforcement", "enforcement", {"applicant", "respondent"}, "ENFORCEMENT"),
        ("enforcement", "review", {"applicant", "respondent"}, "APPLICATION"),
        ("civil", "second_instance", {"appellant", "appellee"}, "APPEAL"),
        ("criminal", "second_instance", {"appellant", "prosecutor"}, "APPEAL"),
        ("civil", "payment_order", {"creditor", "debtor"}, "APPLICATION"),
        ("bankruptcy", "other", {"applicant"}, "APPLICATION"),
    ],
)
def test_the_kind_follows_category_procedure_and_parties(
    category: str, procedure: str, roles: set[str], code: str
) -> None:
    assert kind_of(category, procedure, roles) == code


def test_every_wording_fills_its_blanks_and_says_its_source() -> None:
    said = {"others": "乙", "cause": "民间借贷纠纷", "received": "甲日", "filed": "乙日"}
    for rule in notices():
        opening = rule.opening.format(**said)
        assert "乙日" in opening and "{" not in opening and opening.endswith("：")
        assert rule.article and rule.points and rule.zh.endswith("通知书")


@pytest.mark.parametrize(
    ("day", "plain", "formal"),
    [
        (date(2026, 3, 10), "2026年3月10日", "二〇二六年三月十日"),
        (date(2030, 11, 21), "2030年11月21日", "二〇三〇年十一月二十一日"),
        (date(2024, 12, 31), "2024年12月31日", "二〇二四年十二月三十一日"),
        (date(2025, 10, 20), "2025年10月20日", "二〇二五年十月二十日"),
    ],
)
def test_days_in_chinese(day: date, plain: str, formal: str) -> None:
    assert (plain_date(day), formal_date(day)) == (plain, formal)
