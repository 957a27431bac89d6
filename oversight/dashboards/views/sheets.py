"""The tables of a dashboard as workbooks: the same rows that the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courts.exports.domain import Cell, Column, Table
from oversight.dashboards.registry import Desk


def tables_of(context: dict[str, Any]) -> dict[str, Table]:
    """The tables of a page by code, those that have rows."""
    found = {
        "months": _months(context.get("months", ())),
        "measures": _measures(context.get("measures", ())),
        "lamps": _lamps(context),
        "ages": _ages(context),
        "times": _times(context),
        "judges": _judges(context.get("judges", ())),
        "dispatch": _dispatch(context.get("dispatch", ())),
        "below": _below(context.get("below", ())),
    }
    return {code: table for code, table in found.items() if table.rows}


def words(desk: Desk) -> str:
    """Court, division and period, as they are stamped on the file."""
    where = desk.court.name + (f"·{desk.division.name}" if desk.division else "")
    return _("%(where)s，%(first)s 至 %(last)s") % {
        "where": where,
        "first": desk.frame.first,
        "last": desk.frame.last,
    }


def _table(title: str, first: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Table:
    columns = [Column(first, 24), *(Column(str(head), 14, number=True) for head in heads)]
    return Table(title, columns, [[_cell(value) for value in row] for row in rows])


def _cell(value: Any) -> Cell:
    return value if isinstance(value, int | float) or value is None else str(value)


def _months(months: Iterable[dict[str, Any]]) -> Table:
    heads = [_("新收"), _("结案"), _("去年新收"), _("未结"), _("去年未结"), _("非随机件数"), _("已分案")]
    rows = []
    for month in months:
        row = month["figures"]
        now, last = row.now, row.last
        counts = [now.filed, now.closed, last.filed, row.pending, row.pending_last, now.given, now.assigned]
        rows.append([row.month.strftime("%Y-%m"), *counts])
    return _table(_("收结案按月"), _("月份"), heads, rows)


def _measures(measures: Iterable[dict[str, Any]]) -> Table:
    heads = [_("比率"), _("分子"), _("分母"), _("去年同期"), _("去年分子 / 分母")]
    rows = [
        [row["label"], row["rate"], row["part"], row["whole"], row["last"], row["last_base"]]
        for row in measures
    ]
    return _table(_("办案指标"), _("指标"), heads, rows)


def _lamps(context: dict[str, Any]) -> Table:
    heads = [*(head["word"] for head in context.get("lamp_heads", ())), _("未结")]
    rows = [
        [row["name"], *(cell["n"] for cell in row["cells"]), row["total"]]
        for row in context.get("lamp_rows", ())
    ]
    return _table(_("审限灯表"), _("名称"), heads, rows)


def _ages(context: dict[str, Any]) -> Table:
    rows = [*context.get("ages", ()), *([context["age_sum"]] if "age_sum" in context else [])]
    return _table(
        _("未结案件存续时间"),
        _("自立案起"),
        [_("本期末"), _("去年同日"), _("增减"), _("占未结")],
        [[row["name"], row["now"], row["last"], row["change"], row["rate"]] for row in rows],
    )


def _times(context: dict[str, Any]) -> Table:
    rows = [
        *context.get("time_types", ()),
        *([context["time_all"] | {"name": _("合计")}] if "time_all" in context else []),
    ]
    return _table(
        _("办理天数"),
        _("案件类型"),
        [_("结案"), _("中位数（日）"), _("第90百分位（日）")],
        [[row["name"], row["n"], row["median"], row["p90"]] for row in rows],
    )


def _judges(judges: Iterable[dict[str, Any]]) -> Table:
    rows = [
        [row["name"], row["filed"]["n"], row["closed"]["n"], row["open"]["n"], row["median"], row["p90"]]
        for row in judges
    ]
    heads = [_("新收"), _("结案"), _("未结"), _("办理天数中位数"), _("第90百分位")]
    return _table(_("本庭法官办案"), _("法官"), heads, rows)


def _dispatch(divisions: Iterable[dict[str, Any]]) -> Table:
    parts = ("over", "soon", "near", "stopped", "total")
    heads = [_("超审限"), _("七日内届满"), _("临近审限"), _("停表"), _("未结")]
    rows = [[row["name"], *(row[part]["n"] for part in parts)] for row in divisions]
    return _table(_("周调度"), _("部门"), heads, rows)


def _below(courts: Iterable[dict[str, Any]]) -> Table:
    english = (get_language() or "zh").startswith("en")
    heads = [_("新收"), _("结案"), _("未结"), _("审限内结案"), _("有审限的结案"), _("超审限"), _("临近审限")]
    heads += [_("非随机分案"), _("已分案")]
    rows = []
    for row in courts:
        court = row["court"]
        name = court.name_en if english and court.name_en else court.name
        counts = [row[part]["n"] for part in ("filed", "closed", "pending", "in_time")]
        counts += [row["in_time"]["of"], row["over"]["n"], row["near"]["n"], row["given"]["n"]]
        rows.append([name, *counts, row["given"]["of"]])
    return _table(_("下级法院"), _("法院"), heads, rows)
