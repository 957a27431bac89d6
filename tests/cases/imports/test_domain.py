"""What is checked of a row before the database is asked."""

from __future__ import annotations

from datetime import date

import pytest

from cases.imports.domain import BadRow, ImportRow, is_body, read_date, read_row, split_names
from cases.imports.selectors import messages, say, tables
from tests.cases.imports.conftest import row

TODAY = date(2026, 3, 10)


def read(**over: str) -> ImportRow:
    return read_row(2, row(**over), tables=tables(), today=TODAY)


def bad(**over: str) -> list[tuple[str, str]]:
    with pytest.raises(BadRow) as error:
        read(**over)
    return [(remark.code, remark.column) for remark in error.value.remarks]


def test_a_good_row() -> None:
    found = read()
    assert found.number is not None
    assert (found.number.court_code, found.number.serial) == ("吉0621", 12)
    assert (found.procedure, found.filed_on) == ("ordinary", date(2019, 3, 14))
    assert found.defendants == ("赵某", "钱某某")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("published_number", "", "ROW-MISSING"),
        ("defendants", " ； ", "ROW-MISSING"),
        ("filed_on", "", "ROW-MISSING"),
        ("cause", "盗\x00窃罪", "ROW-CONTROL"),
        ("cause", "罪" * 121, "ROW-LONG"),
        ("published_number", "（2019）吉0621刑初012号", "ROW-NUMBER"),
        ("published_number", "（2019）吉0621刑终12号", "ROW-NUMBER"),
        ("published_number", "（2019）吉0621刑初12号之一", "ROW-NUMBER-PAPER"),
        ("court_code", "吉621", "ROW-COURT-CODE"),
        ("case_type_code", "刑出", "ROW-TYPE"),
        ("procedure", "快审", "ROW-PROCEDURE"),
        ("procedure", "小额", "ROW-PROCEDURE-UNFIT"),
        ("filed_on", "2019-02-30", "ROW-DATE"),
        ("filed_on", "去年", "ROW-DATE"),
        ("filed_on", "2026-03-11", "ROW-DATE-FUTURE"),
    ],
)
def test_what_is_wrong_is_said_of_its_column(column: str, value: str, code: str) -> None:
    assert (code, column) in bad(**{column: value})


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("court_code", "吉0622", "ROW-NUMBER-COURT"),
        ("case_type_code", "民初", "ROW-NUMBER-TYPE"),
        ("year", "2018", "ROW-NUMBER-YEAR"),
    ],
)
def test_the_number_must_agree_with_the_columns(column: str, value: str, code: str) -> None:
    assert bad(**{column: value}) == [(code, column)]


def test_everything_wrong_is_said_at_once() -> None:
    found = bad(filed_on="x", procedure="y", cause="")
    assert {column for _code, column in found} == {"filed_on", "procedure", "cause"}


def test_a_case_without_defendants_cannot_stand_in_such_a_table() -> None:
    given = {"case_type_code": "民特", "published_number": "（2019）吉0621民特1号"}
    assert ("ROW-TYPE-PARTIES", "case_type_code") in bad(**given)


@pytest.mark.parametrize(
    ("word", "procedure"),
    [("普通", "ordinary"), ("速裁", "expedited"), ("简易程序", "summary"), ("summary", "summary")],
)
def test_words_for_procedures(word: str, procedure: str) -> None:
    assert read(procedure=word).procedure == procedure


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"court_name": "号抚松县人民法院"}, "NOTE-COURT-NAME"),
        ({"filed_on": "2018-12-29"}, "NOTE-YEAR"),
        ({"prosecutor": ""}, "NOTE-PROSECUTOR"),
        ({"published_number": "（2014）抚刑初字第12号", "year": "2014"}, "NOTE-OLD-NUMBER"),
    ],
)
def test_what_is_odd_is_kept_with_a_warning(over: dict[str, str], code: str) -> None:
    assert [remark.code for remark in read(**over).warnings] == [code]


def test_an_old_number_is_kept_as_it_stands() -> None:
    found = read(published_number="（2014）抚刑初字第12号", year="2014", filed_on="2014-03-03")
    assert (found.number, found.number_text) == (None, "（2014）抚刑初字第12号")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-10-22", date(2018, 10, 22)),
        ("2018/1/2", date(2018, 1, 2)),
        ("2018年1月2日", date(2018, 1, 2)),
        ("1900-01-01", None),
        ("20181022", None),
    ],
)
def test_dates_as_tables_write_them(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_names_and_bodies() -> None:
    assert split_names("赵某;钱某；；") == ("赵某", "钱某")
    assert is_body("抚松长白木业有限公司") and not is_body("钱某某")


def test_every_message_reads_in_both_languages() -> None:
    remark = read(prosecutor="").warnings[0]
    assert say(remark, "zh") == "没有公诉机关，未录入该方当事人。"
    assert say(remark, "en").startswith("No prosecutor")
    for rule in messages():
        assert rule.zh and rule.en
