"""Every day of a limit is explained, in both languages, with its article and running date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases.limits.domain import LedgerEntry, LedgerKind, LimitLaw, LimitResult

Compute = Callable[..., LimitResult]
K = LedgerKind


def test_the_account_of_a_converted_case(limit: Compute) -> None:
    result = limit(
        "CIV1_SUM",
        "2025-04-01",
        LedgerEntry(kind=K.EXCLUSION, ground="X02", starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 11)),
        LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=date(2025, 6, 24)),
        LedgerEntry(kind=K.EXTENSION, on=date(2025, 9, 1)),
        as_of=date(2025, 10, 1),
    )
    assert [step.zh for step in result.explanation] == [
        "2025-04-01 立案，当日不计，自次日 2025-04-02 起算。",
        "民事一审简易程序，审限3个月，至 2025-07-01 届满。",
        "鉴定（X02）：2025-05-01 至 2025-05-11，扣除 10 日。",
        "2025-06-24 转为民事一审普通程序（合议），仍自 2025-04-01 连续计算。",
        "民事一审普通程序（合议），审限6个月，至 2025-10-01 届满。",
        "此前已扣除的 10 日继续有效。",
        "第 1 次延长（本院院长批准）6个月，自原届满日起算，至 2026-04-11 届满。",
        "2025-12-11 起已计天数超过 365 日的三分之二。",
        "需要延长的，最迟 2026-03-27 提出（届满 15 日前）。",
        "2026-04-11（星期六）为休息日，依法最迟至 2026-04-13；预警仍按 2026-04-11。",
        "截至 2025-10-01 已计 173 日，共 365 日，剩余 192 日。",
    ]
    assert [str(step.due_on or "") for step in result.explanation[1:7]] == [
        "2025-07-01",
        "2025-07-11",
        "",
        "2025-10-01",
        "2025-10-11",
        "2026-04-11",
    ]


@pytest.mark.parametrize(
    ("code", "base", "entries", "words"),
    [
        ("CRIM1_PUB", "2025-03-10", [], "被告人在押，届满日 2025-05-10 遇节假日不顺延。"),
        ("CIV1_ORD", "2026-10-02", [], "假日表尚未确认"),
        ("CIV2_JUDG", "2025-01-10", [], "2025-04-10 为工作日，不涉及顺延。"),
        ("CIV1_FOREIGN", "2025-03-10", [], "法律未定审限"),
        ("CIV_SP_VOTER", "2025-03-10", [], "审限由此倒算"),
        ("NLA_7", "2025-12-24", [], "超过 7 个工作日的三分之二"),
        (
            "CRIM1_SUM",
            "2025-01-20",
            [LedgerEntry(kind=K.EXTENSION)],
            "依法，总审限改为1.5个月，至 2025-03-07 届满。",
        ),
        (
            "CRIM1_FAST",
            "2025-06-03",
            [LedgerEntry(kind=K.CONVERSION, to_rule="CRIM1_PUB", on=date(2025, 6, 11))],
            "自决定之日重新计算",
        ),
        (
            "CRIM1_PUB",
            "2025-03-10",
            [LedgerEntry(kind=K.RESTART, ground="X12", on=date(2025, 5, 22))],
            "补充侦查（X12），2025-05-22 起重新计算审限，当日不计。",
        ),
        (
            "CRIM1_PUB",
            "2025-03-10",
            [LedgerEntry(kind=K.RESTART, on=date(2025, 5, 22))],
            "2025-05-22 起重新计算审限，当日不计。",
        ),
        (
            "CIV1_ORD",
            "2025-03-10",
            [LedgerEntry(kind=K.SUSPENSION, starts_on=date(2025, 5, 22))],
            "中止（X06）：自 2025-05-22 起停表",
        ),
        (
            "CIV1_ORD",
            "2025-03-10",
            [
                LedgerEntry(
                    kind=K.EXCLUSION, ground="X08", starts_on=date(2025, 3, 20), ends_on=date(2025, 4, 20)
                )
            ],
            "2025-03-20 至 2025-04-20，前 15 日仍计入，扣除 16 日。",
        ),
        (
            "CIV1_ORD",
            "2025-01-10",
            [
                LedgerEntry(kind=K.EXCLUSION, ground=ground, starts_on=starts, ends_on=ends)
                for ground, starts, ends in (
                    ("X02", date(2025, 2, 17), date(2025, 5, 6)),
                    ("X07", date(2025, 4, 20), date(2025, 5, 20)),
                )
            ],
            "与前项重叠的不重复扣除，扣除 14 日。",
        ),
        (
            "CIV1_ORD_SINGLE",
            "2025-03-14",
            [
                LedgerEntry(kind=K.EXTENSION, on=date(2025, 9, 1)),
                LedgerEntry(kind=K.CONVERSION, to_rule="CIV1_ORD", on=date(2025, 12, 1)),
            ],
            "此前第 1 次延长6个月继续有效，至 2026-03-14 届满。",
        ),
    ],
)
def test_sentence(limit: Compute, code: str, base: str, entries: list[LedgerEntry], words: str) -> None:
    result = limit(code, base, *entries, detained=True)
    assert any(words in step.zh for step in result.explanation)


def test_past_and_stopped_days_are_said(limit: Compute) -> None:
    over = limit("CIV1_SUM", "2025-01-06", as_of=date(2025, 4, 16))
    assert over.explanation[-1].zh == "截至 2025-04-16 已计 100 日，共 90 日，已逾 10 日。"
    stop = LedgerEntry(kind=K.SUSPENSION, starts_on=date(2025, 1, 16))
    still = limit("CIV1_SUM", "2025-01-06", stop, as_of=date(2025, 4, 16))
    assert still.explanation[-1].zh == "截至 2025-04-16 已计 10 日，共 90 日，剩余 80 日。"


def test_every_rule_is_explained_in_both_languages(limit: Compute, limit_law: LimitLaw) -> None:
    for rule in limit_law.rules:
        steps = limit(rule.code, "2025-03-14", as_of=date(2025, 3, 20)).explanation
        assert len(steps) >= 2
        for step in steps:
            assert step.zh.endswith("。"), step
            assert step.en.endswith("."), step
            assert "None" not in step.zh + step.en
        assert steps[0].article
        assert steps[1].article == rule.article


@pytest.mark.parametrize(
    ("code", "base", "article"),
    [
        ("CIV1_ORD", "2025-08-31", "民法典第二百零二条"),
        ("CRIM1_PUB", "2025-02-28", "法释〔2021〕1号第二百零二条第一款"),
    ],
)
def test_a_month_end_cites_its_article(limit: Compute, code: str, base: str, article: str) -> None:
    assert limit(code, base).explanation[1].article.endswith(article)
    assert not limit(code, "2025-03-14").explanation[1].article.endswith(article)
