"""Marks of the pages: never colour alone, numbers with their base, words in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation

from courts.refusals.domain import Level, Sentence
from courts.rulebook.domain import Rule


def render(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load i18n ui %}" + source).render(context)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("normal", "正常"),
        ("blue", "已过2/3"),
        ("yellow", "临近"),
        ("orange", "申请截止"),
        ("red", "3日内"),
        ("black", "超审限"),
        ("stopped", "停表"),
        ("none", "无审限"),
        (None, "无审限"),
    ],
)
def test_a_lamp_has_word_shape_and_colour(value: str | None, word: str) -> None:
    code = value or "none"
    drawn = render("{% lamp value %}", value=value)
    assert word in drawn
    assert f"#lamp-{code}" in drawn
    assert f"lamp-{code}" in drawn.split("<svg")[0]


def test_every_lamp_has_a_shape_of_its_own() -> None:
    sprite = (engines["django"].dirs[0].parent / "static/img/icons.svg").read_text(encoding="utf-8")
    shapes = re.findall(r'<symbol id="lamp-\w+"[^>]*>(.*?)</symbol>', sprite)
    assert len(shapes) == 8
    assert len(set(shapes)) == 8


def test_the_large_lamp_says_days_and_date() -> None:
    drawn = render('{% lamp "blue" 34 due size="lg" %}', due=date(2026, 12, 24))
    assert "<em>剩 34 日，2026-12-24 届满</em>" in drawn
    assert "lamp-lg" in drawn
    assert "逾期 7 日" in render('{% lamp "black" -7 %}')


@pytest.mark.parametrize(
    ("days", "code", "word"),
    [
        (-1, "black", "逾期 1 日"),
        (0, "red", "今日"),
        (1, "orange", "剩 1 日"),
        (3, "orange", "剩 3 日"),
        (4, "normal", "剩 4 日"),
    ],
)
def test_a_deadline_says_how_long(days: int, code: str, word: str) -> None:
    drawn = render("{% deadline days %}", days=days)
    assert f"lamp-{code}" in drawn
    assert word in drawn


def test_no_deadline_is_said_too() -> None:
    assert "无法定期限" in render("{% deadline days %}", days=None)


def test_english_words() -> None:
    with translation.override("en"):
        assert "1 day overdue" in render("{% deadline -1 %}")
        assert "34 days left, due 2026-12-24" in render('{% lamp "blue" 34 due %}', due=date(2026, 12, 24))
        assert render("{{ day|fulldate }}", day=date(2026, 11, 20)) == "2026-11-20 Friday"


def test_numbers() -> None:
    assert render("{% money 126840000 %}") == "1,268,400.00"
    assert render("{% money nothing %}", nothing=None) == "—"
    assert render("{{ fen|cn_amount }}", fen=35860000) == "人民币叁拾伍万捌仟陆佰元整"
    assert render("{% share 51 1412 %}") == "<b>51</b> / 1,412 = 3.61%"
    assert render("{% share 0 0 %}") == "0 / 0"
    assert render("{% count 1412 url %}", url="/cases/?a=1&b=2") == '<a href="/cases/?a=1&amp;b=2">1,412</a>'
    assert render('{% count 0 "/cases/" %}') == '<span class="muted">0</span>'


def test_dates_are_the_court_s() -> None:
    assert render("{{ day|fulldate }}", day=date(2026, 11, 20)) == "2026-11-20 星期五"
    assert render("{{ at|fulldate }}", at=datetime(2026, 11, 19, 16, 30, tzinfo=UTC)) == "2026-11-20 星期五"


def test_rule_names_follow_the_language() -> None:
    rule = Rule(code="X", zh="普通程序", en="ordinary procedure", valid_from=date(2022, 1, 1))
    assert render("{{ rule|said }}", rule=rule) == "普通程序"
    with translation.override("en"):
        assert render("{{ rule|said }}", rule=rule) == "ordinary procedure"
        assert render("{{ row|said }}", row={"zh": "立案", "en": "filed"}) == "filed"


def test_a_panel_escapes_what_it_is_given_and_keeps_its_content() -> None:
    drawn = render(
        '{% panel title link="/x/" link_label="全部" name="todo" %}<i>{{ evil }}</i>{% endpanel %}',
        title="<b>待办</b>",
        evil="<script>",
    )
    assert "&lt;b&gt;待办" in drawn
    assert "<i>&lt;script&gt;</i>" in drawn
    assert 'aria-labelledby="todo-title"' in drawn and 'href="/x/"' in drawn


def test_a_refusal_says_what_rule_article_kept_and_next() -> None:
    refusal = Sentence(
        code="LIM-X",
        title="扣除事由限于列举清单",
        detail="内部请示不在清单内。",
        article="法释〔2000〕29号第九条",
        next_step="申请延长。",
        level=Level.REFUSE,
    )
    drawn = render('{% include "components/refusal.html" with number="R-7" %}', refusal=refusal)
    for words in ("违规操作已拦截", "LIM-X", "法释〔2000〕29号第九条", "数据没有改变", "申请延长。", "R-7"):
        assert words in drawn


def test_the_ruler_is_drawn_with_words_for_those_who_do_not_see_it() -> None:
    start, end, today = date(2026, 5, 15), date(2026, 12, 24), date(2026, 11, 20)
    drawn = render(
        "{% ruler start end today marks spans %}",
        start=start,
        end=end,
        today=today,
        marks=[(start, "05-15 立案", "start"), (end, "12-24 届满", "end")],
        spans=[(date(2026, 7, 20), date(2026, 8, 28), "鉴定扣除 39 日")],
    )
    assert 'aria-label="审限标尺：05-15 立案，12-24 届满，鉴定扣除 39 日"' in drawn
    assert 'x="224.2"' in drawn


def test_the_explanation_shows_the_running_due_date_else_the_day_of_the_event() -> None:
    steps = [
        {"zh": "立案", "en": "filed", "on": date(2026, 5, 15), "due_on": None, "article": "第一百六十四条"},
        {"zh": "扣除", "en": "excluded", "on": date(2026, 8, 28), "due_on": date(2026, 9, 23), "article": ""},
    ]
    drawn = render('{% include "components/why.html" %}', steps=[type("Step", (), step) for step in steps])
    assert re.findall(r"\d{4}-\d\d-\d\d", drawn) == ["2026-05-15", "2026-09-23"]
    assert "第一百六十四条" in drawn
