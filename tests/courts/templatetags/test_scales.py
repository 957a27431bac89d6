"""The ruler of a trial limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courts.templatetags.scales import LEFT, RIGHT, WIDTH, Mark, Span, lay_out

START, END, TODAY = date(2026, 5, 15), date(2026, 12, 24), date(2026, 11, 20)
MARKS = [
    Mark(START, "05-15 立案", "start"),
    Mark(date(2026, 9, 15), "09-15 转普通程序"),
    Mark(date(2026, 10, 24), "10-24 过 2/3", "warn"),
    Mark(TODAY, "今日 已计 150 日", "now"),
    Mark(date(2026, 12, 9), "12-09 申请截止", "request"),
    Mark(END, "12-24 届满", "end"),
]
SPANS = [Span(date(2026, 7, 20), date(2026, 8, 28), "鉴定扣除 39 日")]


def test_days_are_placed_in_proportion() -> None:
    ruler = lay_out(start=START, end=END, today=TODAY, marks=MARKS, spans=SPANS)
    assert (ruler.run.x, ruler.run.width) == (17.0, 593.3)
    assert (ruler.ahead.x, ruler.ahead.width) == (610.3, 106.7)
    assert ruler.late.width == 0
    assert (ruler.spans[0].x, ruler.spans[0].width, ruler.spans[0].middle) == (224.2, 122.4, 285.4)


def test_words_stand_above_or_below_and_all_find_room() -> None:
    points = {
        point.kind: point
        for point in lay_out(start=START, end=END, today=TODAY, marks=MARKS, spans=SPANS).points
    }
    assert [point.label for point in points.values()] == [mark.label for mark in MARKS]
    assert all(point.row for point in points.values())
    assert points["now"].row == points["end"].row != points["request"].row
    assert points["end"].anchor == "end" and points["end"].text_x == WIDTH
    assert points["start"].anchor == "start" and points["start"].text_x == LEFT


def test_words_without_room_leave_their_tick() -> None:
    crowd = [Mark(TODAY + timedelta(days=n), "同一处的说明文字") for n in range(3)]
    rows = [point.row for point in lay_out(start=START, end=END, today=TODAY, marks=crowd, spans=[]).points]
    assert sorted(rows) == [0, 18, 64]


def test_past_its_end_the_line_goes_on_to_today() -> None:
    ruler = lay_out(start=START, end=date(2026, 11, 13), today=TODAY, marks=[], spans=[])
    assert ruler.ahead.width == 0
    assert ruler.late.width > 0
    assert round(ruler.late.x + ruler.late.width, 1) == WIDTH - RIGHT


def test_a_limit_of_one_day_and_a_backward_limit() -> None:
    assert lay_out(start=START, end=START, today=START, marks=[], spans=[]).run.width == 0
    with pytest.raises(ValueError, match="before it starts"):
        lay_out(start=END, end=START, today=TODAY, marks=[], spans=[])


@given(st.integers(0, 900), st.integers(0, 900), st.lists(st.integers(-30, 1000), max_size=12))
def test_nothing_leaves_the_drawing(length: int, passed: int, days: list[int]) -> None:
    marks = [Mark(START + timedelta(days=day), f"{day} 日") for day in days]
    end, today = START + timedelta(days=length), START + timedelta(days=passed)
    ruler = lay_out(start=START, end=end, today=today, marks=marks, spans=[])
    assert len(ruler.points) == len(days)
    assert all(LEFT <= point.x <= WIDTH - RIGHT for point in ruler.points)
    assert ruler.run.width + ruler.ahead.width + ruler.late.width <= WIDTH - LEFT - RIGHT + 0.2
