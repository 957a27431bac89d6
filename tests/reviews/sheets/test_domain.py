"""The arithmetic of the score sheet: what may be taken off, what counts, which grade follows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.sheets.domain import FULL, Entry, Flaw, ItemRule, evaluate, points, read, tenths_of
from reviews.sheets.selectors import grades, items, items_of, result_of, sheet_for, sheets, stages_of

LINES = {"excellent": 90, "qualified": 80, "defective": 60, "unqualified": 0}
SHARES = {
    "trial": {
        "filing": 6,
        "preparation": 10,
        "hearing": 12,
        "limits": 8,
        "substance": 30,
        "deliberation": 8,
        "paper": 14,
        "openness": 8,
        "closing": 4,
    },
    "execution": {
        "exe_start": 10,
        "exe_search": 25,
        "exe_control": 30,
        "exe_money": 15,
        "exe_end": 15,
        "exe_file": 5,
    },
}
# item -> (most, least deduction, next larger deduction or None), in tenths of a point
TRIAL = {
    **{"Q1": (10, 10, None), "Q2": (10, 5, 10), "Q3": (10, 10, None), "Q4": (10, 5, 10)},
    **{"Q5": (10, 10, None), "Q6": (10, 10, None), "Q7": (20, 5, 10), "Q8": (20, 10, 20)},
    **{"Q9": (20, 10, 20), "Q10": (10, 10, None), "Q11": (20, 10, 20), "Q12": (10, 5, 10)},
    **{"Q13": (20, 20, None), "Q14": (30, 10, 20), "Q15": (30, 10, 20), "Q16": (20, 20, None)},
    **{"Q17": (20, 5, 10), "Q18": (30, 30, None), "Q19": (30, 10, 20), "Q20": (10, 10, None)},
    **{"Q21": (10, 10, None), "Q22": (80, 20, 25), "Q23": (60, 10, 15), "Q24": (40, 20, 40)},
    **{"Q25": (70, 10, 15), "Q26": (50, 10, 15), "Q27": (30, 10, 20), "Q28": (30, 10, 20)},
    **{"Q29": (20, 20, None), "Q30": (20, 5, 10), "Q31": (30, 5, 10), "Q32": (40, 10, 20)},
    **{"Q33": (30, 10, 20), "Q34": (20, 5, 10), "Q35": (50, 10, 20), "Q36": (30, 10, 20)},
    **{"Q37": (40, 10, 20)},
}
EXECUTION = {
    **{"E1": (40, 10, 20), "E2": (40, 10, 20), "E3": (20, 10, 20), "E4": (100, 20, 25)},
    **{"E5": (100, 20, 25), "E6": (50, 10, 20), "E7": (100, 20, 25), "E8": (120, 20, 25)},
    **{"E9": (80, 20, 25), "E10": (100, 20, 25), "E11": (50, 10, 20), "E12": (80, 20, 25)},
    **{"E13": (70, 20, 25), "E14": (50, 10, 20)},
}
VETOES = {"Q9", "Q10", "Q11", "Q13", "Q16", "Q18", "Q22", "Q25", "Q33", "Q34", "Q37", "E7", "E10", "E13"}


def item(code: str) -> ItemRule:
    return items().latest(code)


def entry(code: str, amount: int, **over: object) -> Entry:
    given = {"place": "判决书第 7 页", "reason": "未回应", **over}
    return Entry(code, amount, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("sheet", ["trial", "execution"])
def test_a_sheet_sums_up_to_a_hundred_points_in_its_stages(sheet: str) -> None:
    rows = items_of(sheet)
    assert sum(row.maximum for row in rows) == FULL
    shares = {
        stage.code: sum(row.maximum for row in rows if row.stage == stage.code) // 10
        for stage in stages_of(sheet)
    }
    assert shares == SHARES[sheet]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize(("code", "wanted"), [*TRIAL.items(), *EXECUTION.items()])
def test_what_an_item_allows(code: str, wanted: tuple[int, int, int | None]) -> None:
    rule, (most, least, following) = item(code), wanted
    assert rule.maximum == most and rule.allows(least) and rule.allows(most)
    assert not rule.allows(least - 5) and not rule.allows(most + 5)
    if following is not None:
        assert rule.allows(following) and not any(rule.allows(n) for n in range(least + 1, following))


def test_every_item_is_in_the_table_and_the_vetoes_are_those() -> None:
    assert {rule.code for rule in items()} == set(TRIAL) | set(EXECUTION)
    assert {rule.code for rule in items() if rule.vetoes} == VETOES


def test_the_sheet_follows_from_the_category() -> None:
    assert sheet_for("enforcement").code == "execution"
    assert {sheet_for(one).code for one in ("civil", "criminal", "administrative", "other")} == {"trial"}
    assert {rule.code for rule in sheets()} == {"trial", "execution"}


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("8", 80),
        ("6.5", 65),
        (" 96.5 ", 965),
        ("６．５", 65),
        ("0", 0),
        ("-1", None),
        ("1.25", None),
        ("x", None),
    ],
)
def test_points_as_they_are_typed(typed: str, tenths: int | None) -> None:
    assert tenths_of(typed) == tenths


def test_points_as_they_are_read() -> None:
    assert [points(n) for n in (965, 80, 5, -15, 0)] == ["96.5", "8", "0.5", "−1.5", "0"]


@pytest.mark.parametrize(
    ("row", "flaws"),
    [
        ({"score": "3", "place": "判决书第 7 页", "reason": "只列未答"}, ()),
        ({"score": "3", "place": "判决书第 7 页", "rule": "民事诉讼法第一百五十五条"}, ()),
        ({"score": "3", "reason": "只列未答"}, (Flaw.PLACE,)),
        ({"score": "3", "place": "判决书第 7 页"}, (Flaw.GROUND,)),
        ({"score": "3"}, (Flaw.PLACE, Flaw.GROUND)),
        ({"score": "three"}, (Flaw.NUMBER,)),
        ({"score": "3.5", "place": "第 7 页", "reason": "半分"}, (Flaw.AMOUNT,)),
        ({"score": "5", "place": "第 7 页", "reason": "多于满分"}, (Flaw.AMOUNT,)),
    ],
)
def test_what_is_wrong_with_an_entry(row: dict[str, str], flaws: tuple[Flaw, ...]) -> None:
    reading = read([item("Q32")], {"Q32": row})
    assert reading.flaws.get("Q32", ()) == flaws
    assert bool(reading.counted()) is (not flaws)


def test_full_points_and_a_blank_take_nothing_off() -> None:
    for typed in ({}, {"Q32": {}}, {"Q32": {"score": ""}}, {"Q32": {"score": "4", "place": "第 1 页"}}):
        assert read(items_of("trial"), typed).entries == ()


def test_a_veto_takes_all_points_of_its_item_and_is_nothing_elsewhere() -> None:
    row = {"score": "3", "veto": "on", "place": "合议庭组成告知书", "reason": "陪审员未随机抽取"}
    (found,) = read([item("Q9")], {"Q9": row}).entries
    assert (found.amount, found.veto) == (20, True)
    (plain,) = read([item("Q32")], {"Q32": {**row, "score": "3"}}).entries
    assert (plain.amount, plain.veto) == (10, False)


@pytest.mark.parametrize(
    ("entries", "total", "grade"),
    [
        ([], 1000, "excellent"),
        ([entry("Q32", 40), entry("Q35", 50)], 910, "excellent"),
        ([entry("Q22", 20)], 980, "qualified"),
        ([entry("Q35", 50), entry("Q31", 30), entry("Q14", 30)], 890, "qualified"),
        ([entry("Q22", 80), entry("Q25", 70), entry("Q23", 55)], 795, "defective"),
        ([entry("Q9", 20, veto=True)], 980, "unqualified"),
        ([entry(code, most) for code, (most, _least, _next) in list(TRIAL.items())[21:]], 360, "unqualified"),
    ],
)
def test_total_and_grade(entries: list[Entry], total: int, grade: str) -> None:
    found = result_of("trial", entries, LINES)
    assert (found.total, found.grade) == (total, grade)


def test_the_grades_the_best_first() -> None:
    assert [rule.code for rule in grades()] == ["excellent", "qualified", "defective", "unqualified"]


@given(
    amounts=st.dictionaries(st.sampled_from(sorted(TRIAL)), st.integers(1, 80), max_size=37),
    vetoes=st.sets(st.sampled_from(sorted(VETOES & set(TRIAL)))),
    lines=st.permutations([85, 70, 50]),
)
def test_the_result_follows_from_the_deductions_alone(
    amounts: dict[str, int], vetoes: set[str], lines: list[int]
) -> None:
    entries = [
        Entry(code, min(amount, TRIAL[code][0]), code in vetoes, "第 1 页", "", "理由")
        for code, amount in amounts.items()
    ]
    chosen = {"excellent": lines[0], "qualified": lines[1], "defective": lines[2], "unqualified": 0}
    found = result_of("trial", entries, chosen)
    assert found.total == 1000 - sum(one.amount for one in entries)
    again = result_of("trial", list(reversed(entries)), chosen)
    assert (again.total, again.grade) == (found.total, found.grade)
    if vetoes & set(amounts):
        assert found.grade == "unqualified"
    elif not entries:
        assert found.grade == "excellent"
    substance = {row.code for row in items_of("trial") if row.stage == "substance"}
    assert found.substance is bool(substance & set(amounts))
    if found.substance:
        assert found.grade != "excellent"


def test_grades_without_any_line_reached_give_the_last() -> None:
    found = evaluate([entry("Q1", 10)], substance=[], grades=list(grades()), lines=dict.fromkeys(LINES, 100))
    assert found.grade == "unqualified"


@pytest.mark.parametrize(("least", "step"), [(0, 10), (50, 10), (10, 0), (15, 10)])
def test_amounts_that_do_not_fit_are_no_item(least: int, step: int) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        ItemRule(
            code="X1",
            zh="项",
            en="item",
            valid_from=date(2019, 1, 1),
            sheet="trial",
            stage="filing",
            number=1,
            maximum=40,
            least=least,
            step=step,
        )
