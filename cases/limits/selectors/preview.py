"""The limit calculator (审限计算器): no case needed, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.limits.domain import LedgerEntry, LedgerKind, LedgerShapeError, LimitResult, Unit, compute
from cases.limits.selectors.reading import law, limit_answer
from courts.actors.domain import COURT_TIME
from courts.calendar.selectors import work_calendar
from courts.refusals.domain import InvalidInput

KEYS = frozenset({"rule_code", "starts_on", "starts_at", "as_of", "detained", "ledger"})
ENTRY_KEYS = frozenset({"kind", "ground", "starts_on", "ends_on", "value", "unit", "step", "to_rule", "on"})
T = TypeVar("T")


def preview(raw: object, *, today: date, language: str) -> dict[str, Any]:
    """The answer of the calculator for ``{rule_code, starts_on, as_of?, detained?, ledger[]}``.

    ``starts_on`` is the uncounted base day, ``starts_at`` the instant for limits
    in hours. Raises InvalidInput for input that cannot be read (entries are named
    ``ledger[n].field``), Refused with a LIM code for what the law does not allow.
    """
    result, as_of, ledger = _compute(raw, today)
    answer = limit_answer(result, as_of, language)
    answer["ledger"] = [dict(entry) for entry in ledger]
    return answer


def _compute(raw: object, today: date) -> tuple[LimitResult, date, list[Mapping[str, Any]]]:
    if not isinstance(raw, Mapping):
        raise InvalidInput({"body": _("请求体应为一个 JSON 对象。")})
    form = _Form(raw)
    form.only(KEYS)
    code = str(raw.get("rule_code") or "")
    if code not in law().rules:
        form.fail(
            "rule_code", _("没有审限规则「%(code)s」。") % {"code": code} if code else _("请给出审限规则。")
        )
    starts_at = form.instant("starts_at")
    starts_on = starts_at.astimezone(COURT_TIME).date() if starts_at else form.day("starts_on")
    if starts_on is None and "starts_on" not in form.errors and "starts_at" not in form.errors:
        form.fail("starts_on", _("请给出起算基准日（当日不计）。"))
    as_of = form.day("as_of") or today
    detained = form.flag("detained")
    entries, rows = _ledger(raw.get("ledger"), form)
    if form.errors or starts_on is None:
        raise InvalidInput(form.errors)
    rule, _earliest = law().rule(code, starts_on)
    try:
        result = compute(
            rule,
            starts_on,
            entries,
            work_calendar(),
            law=law(),
            detained=detained,
            as_of=as_of,
            base_at=starts_at,
        )
    except LedgerShapeError as error:
        raise InvalidInput({f"ledger.{error.field}": _said(error)}) from error
    return result, as_of, rows


def _ledger(raw: object, form: _Form) -> tuple[list[LedgerEntry], list[Mapping[str, Any]]]:
    if raw is None:
        return [], []
    if not isinstance(raw, list):
        form.fail("ledger", _("ledger 应为列表。"))
        return [], []
    entries: list[LedgerEntry] = []
    for number, row in enumerate(raw):
        where = f"ledger[{number}]"
        if not isinstance(row, Mapping):
            form.fail(where, _("应为一个对象。"))
            continue
        part = _Form(row)
        entry = _entry(part)
        form.errors |= {f"{where}.{name}": message for name, message in part.errors.items()}
        if entry is not None:
            entries.append(entry)
    return entries, [row for row in raw if isinstance(row, Mapping)]


def _entry(form: _Form) -> LedgerEntry | None:
    form.only(ENTRY_KEYS)
    kind = form.word("kind", LedgerKind, required=True)
    unit = form.word("unit", Unit, required=False)
    days = {name: form.day(name) for name in ("starts_on", "ends_on", "on")}
    step, value = form.whole("step"), form.number("value")
    if form.errors or kind is None:
        return None
    try:
        return LedgerEntry(
            kind=kind,
            ground=str(form.raw.get("ground") or ""),
            to_rule=str(form.raw.get("to_rule") or ""),
            unit=unit,
            step=step,
            value=value,
            **days,
        )
    except LedgerShapeError as error:
        form.fail(error.field, _said(error))
        return None


def _said(error: LedgerShapeError) -> str:
    return error.en if (get_language() or "zh").startswith("en") else error.zh


class _Form:
    """Reads one JSON object and gathers what is wrong with it."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.errors: dict[str, str] = {}

    def fail(self, field: str, message: str) -> None:
        self.errors.setdefault(field, message)

    def only(self, known: frozenset[str]) -> None:
        for name in sorted(set(map(str, self.raw)) - known):
            self.fail(name, _("未知的字段。"))

    def _read(self, field: str, reader: Callable[[Any], T | None], message: str) -> T | None:
        value = self.raw.get(field)
        if value is None or value == "":
            return None
        try:
            found = reader(value)
        except (ValueError, TypeError, InvalidOperation):
            found = None
        if found is None:
            self.fail(field, message)
        return found

    def day(self, field: str) -> date | None:
        return self._read(field, lambda value: parse_date(value), _("须为 YYYY-MM-DD 形式的有效日期。"))

    def instant(self, field: str) -> datetime | None:
        def read(value: str) -> datetime | None:
            found = parse_datetime(value)
            return found.replace(tzinfo=COURT_TIME) if found and is_naive(found) else found

        return self._read(field, read, _("须为 ISO 8601 时间。"))

    def flag(self, field: str) -> bool:
        value = self.raw.get(field, False)
        if not isinstance(value, bool):
            self.fail(field, _("须为 true 或 false。"))
            return False
        return value

    def word(self, field: str, words: Any, *, required: bool) -> Any:
        value = self.raw.get(field)
        if value in (None, "") and not required:
            return None
        try:
            return words(value)
        except ValueError:
            allowed = "、".join(member.value for member in words)
            self.fail(field, _("须为下列之一：%(allowed)s。") % {"allowed": allowed})
            return None

    def whole(self, field: str) -> int | None:
        def read(value: Any) -> int | None:
            return value if isinstance(value, int) and not isinstance(value, bool) else None

        return self._read(field, read, _("须为整数。"))

    def number(self, field: str) -> Decimal | int | None:
        def read(value: Any) -> Decimal | None:
            if isinstance(value, bool) or not isinstance(value, (int, float, str)):
                return None
            found = Decimal(str(value))
            return found if found.is_finite() else None

        found = self._read(field, read, _("须为数字。"))
        if found is not None and found == found.to_integral_value():
            return int(found)
        return found
