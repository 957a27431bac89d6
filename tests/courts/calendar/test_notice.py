"""The notice is read as it is printed, and checked against itself."""

from __future__ import annotations

from datetime import date

import pytest

from courts.calendar.domain import HOLIDAY, MAKEUP, CalendarYearRule, HolidaySpan, paragraphs, read_notice
from courts.calendar.forms import FAULTS, fault_words
from courts.rulebook.selectors import load

NOTICE_2026 = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，祥和平安度过节日假期。
国务院办公厅
2025年11月4日
"""
NOTICE_2024 = """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""


def in_the_file(year: int) -> tuple[set[date], set[date]]:
    """Days off that are no weekend days, and make-up days, as the rule file has them."""
    spans = list(load("courts/calendar", "days", HolidaySpan))
    off = {day for span in spans for day in span.days_off if day.year == year and day.weekday() < 5}
    return off, {day for span in spans for day in span.workdays if day.year == year}


@pytest.mark.parametrize(("text", "year"), [(NOTICE_2026, 2026), (NOTICE_2024, 2024)])
def test_the_printed_notice_gives_the_days_of_the_rule_file(text: str, year: int) -> None:
    notice = read_notice(text, year)
    assert notice.faults == () and notice.missing == ()
    off = {day.day for day in notice.days if day.kind == HOLIDAY and day.day.weekday() < 5}
    assert (off, {day.day for day in notice.days if day.kind == MAKEUP}) == in_the_file(year)


def test_year_and_number_stand_in_the_title() -> None:
    notice = read_notice(NOTICE_2026, 2026)
    rule = load("courts/calendar", "years", CalendarYearRule).latest("2026")
    assert (notice.titled_year, notice.number) == (2026, rule.article)
    names = {day.name for day in notice.days}
    assert names == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def test_a_holiday_that_begins_the_year_before_has_days_in_two() -> None:
    notice = read_notice("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert notice.faults == ()
    assert [day.day for day in notice.of_year(2022)] == [date(2022, 12, 31)]
    assert [day.day for day in notice.of_year(2023)] == [date(2023, 1, 1), date(2023, 1, 2)]


def test_two_holidays_in_one_span_and_full_width_digits() -> None:
    notice = read_notice(
        "国庆节、中秋节：１０月１日（周三）至８日（周三）放假调休，共８天。９月２８日（周日）上班。", 2025
    )
    assert notice.faults == () and len(notice.of_year(2025)) == 9
    assert notice.missing == ("元旦", "春节", "清明节", "劳动节", "端午节")


def test_one_day_a_line_is_read_too() -> None:
    notice = read_notice("2027-02-06 放假 春节\n2027-02-20, 班, 春节\n\n2027-1-1 holiday New Year", 2027)
    assert notice.faults == ()
    assert [(day.kind, day.name) for day in notice.days] == [
        (HOLIDAY, "New Year"),
        (HOLIDAY, "春节"),
        (MAKEUP, "春节"),
    ]


FAULTY = [
    ("other_year", "关于2025年部分节假日安排的通知\n元旦：1月1日放假。"),
    ("nothing", "各地区、各部门要妥善安排好值班。"),
    ("no_name", "5月1日放假。"),
    ("unreadable", "2026-05-01 玩 劳动节"),
    ("unreadable", "2026-05-01"),
    ("no_such_day", "春节：2月30日放假。"),
    ("no_such_day", "2026-02-30 放假 春节"),
    ("no_day", "端午节：6月20日（周六）上班。"),
    ("count", "劳动节：5月1日（周五）至5日（周二）放假调休，共4天。"),
    ("weekday", "元旦：1月1日（周五）放假。"),
    ("span", "国庆节：10月7日至1日放假。"),
    ("outside", "元旦：2028年1月1日放假。"),
    ("not_weekend", "元旦：1月1日放假。1月5日（周一）上班。"),
    ("twice", "元旦：1月1日放假。\n春节：1月1日放假。"),
]


@pytest.mark.parametrize(("kind", "text"), FAULTY)
def test_what_does_not_hold_is_said_with_its_line(kind: str, text: str) -> None:
    faults = read_notice(text, 2026).faults
    assert kind in {fault.kind for fault in faults}, faults
    for fault in faults:
        assert f"第 {fault.line} 行" in fault_words(fault)


def test_every_fault_has_its_words_and_its_example() -> None:
    assert {kind for kind, _text in FAULTY} == set(FAULTS)


def test_the_line_is_counted_from_one() -> None:
    text = NOTICE_2026.replace("共9天", "共8天")
    (fault,) = read_notice(text, 2026).faults
    assert (fault.line, fault.kind, fault.params["said"], fault.params["found"]) == (7, "count", 8, 9)


def said(text: str) -> list[tuple[date, str, str]]:
    read = read_notice(text, 2026)
    assert not read.faults
    return [(day.day, day.kind, day.name) for day in read.days]


def test_lines_broken_anywhere_are_put_together_again() -> None:
    whole = "".join(NOTICE_2026.split())
    for width in range(5, 40):
        broken = "\n".join(whole[start : start + width] for start in range(0, len(whole), width))
        assert said(paragraphs(broken)) == said(NOTICE_2026), f"at {width}"
    listed = "2027-01-01 放假 元旦\n2027-01-02 放假 元旦"
    assert paragraphs(listed) == listed
