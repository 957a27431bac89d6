"""What the limit calculator is asked, read from JSON: what is wrong with it is said field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from cases.limits.domain import (
    FIRST_DAY,
    LAST_DAY,
    MOST_ENTRIES,
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    Unit,
)
from cases.limits.selectors.reading import law
from cases.limits.selectors.shapes import shape_words
from courts.actors.domain import COURT_TIME
from courts.refusals.domain import InvalidInput

KEYS = frozenset({"rule_code", "starts_on", "starts_at", "as_of", "detained", "ledger"})
ENTRY_KEYS = frozenset({"kind", "ground", "starts_on", "ends_on", "value", "unit", "step", "to_rule", "on"})
T = TypeVar("T")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST = 100
"""No code, date or number is written with more characters."""


@dataclass(frozen=True)
class Asked:
    """A question that can be read. ``rows`` are the entries as they were typed."""

    rule_code: str
    starts_on: date
    starts_at: datetime | None
    as_of: date
    detained: bool
    entries: tuple[LedgerEntry, ...]
    rows: tuple[Mapping[str, Any], ...]


def read_question(raw: object, today: date) -> Asked:
    """Raises InvalidInput naming every field that cannot be read, of entries as ``ledger[n].field``."""
    if not isinstance(raw, Mapping):
        raise InvalidInput({"body": _("请求体应为一个 JSON 对象。")})
    form = _Form(raw)
    form.only(KEYS)
    code = form.text("rule_code")
    if code not in law().rules:
        form.fail(
            "rule_code", _("没有审限规则「%(code)s」。") % {"code": code} if code else _("请给出审限规则。")
        )
    starts_at = form.instant("starts_at")
    starts_on = _base_day(form, starts_at)
    as_of = form.day("as_of") or today
    if not FIRST_DAY <= as_of <= LAST_DAY:
        span = {"first": FIRST_DAY, "last": LAST_DAY}
        form.fail("as_of", _("日期应在 %(first)s 至 %(last)s 之间。") % span)
    detained = form.flag("detained")
    entries, rows = _ledger(raw.get("ledger"), form)
    if form.errors or starts_on is None:
        raise InvalidInput(form.errors)
    return Asked(code, starts_on, starts_at, as_of, detained, tuple(entries), tuple(rows))


def _base_day(form: _Form, starts_at: datetime | None) -> date | None:
    starts_on = form.day("starts_on")
    if starts_at is None:
        if starts_on is None and not {"starts_on", "starts_at"} & form.errors.keys():
            form.fail("starts_on", _("请给出起算基准日（当日不计）。"))
        return starts_on
    if starts_on not in (None, starts_at.date()):
        form.fail("starts_on", _("与 starts_at 不是同一天。"))
    return starts_at.date()


def _ledger(raw: object, form: _Form) -> tuple[list[LedgerEntry], list[Mapping[str, Any]]]:
    if raw is None:
        return [], []
    if not isinstance(raw, list):
        form.fail("ledger", _("ledger 应为列表。"))
        return [], []
    if len(raw) > MOST_ENTRIES:
        form.fail("ledger", _("至多 %(n)d 项。") % {"n": MOST_ENTRIES})
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
    ground, to_rule = form.text("ground"), form.text("to_rule")
    if form.errors or kind is None:
        return None
    try:
        return LedgerEntry(
            kind=kind,
            ground=ground,
            to_rule=to_rule,
            unit=unit,
            step=step,
            value=value,
            **days,
        )
    except LedgerShapeError as error:
        form.fail(error.field, shape_words(error))
        return None


class _Form:
    """Reads one JSON object and gathers what is wrong with it."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.errors: dict[str, str] = {}

    def fail(self, field: str, message: str) -> None:
        self.errors.setdefault(field, message)

    def only(self, known: frozenset[str]) -> None:
        for name in sorted(set(map(str, self.raw)) - known):
            self.fail(name if name.isprintable() else ascii(name), _("未知的字段。"))

    def _read(self, field: str, reader: Callable[[Any], T | None], message: str) -> T | None:
        value = self.raw.get(field)
        if value is None or value == "":
            return None
        try:
            found = reader(value)
        except (ValueError, TypeError, OverflowError, InvalidOperation):
            found = None
        if found is None:
            self.fail(field, message)
        return found

    def day(self, field: str) -> date | None:
        def read(value: Any) -> date | None:
            return parse_date(value) if DAY.fullmatch(value) else None

        return self._read(field, read, _("须为 YYYY-MM-DD 形式的有效日期。"))

    def text(self, field: str) -> str:
        """A code; "" for none. What no code can hold never gets as far as a message or the trail."""

        def read(value: Any) -> str | None:
            fits = isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
            return value.strip() if fits else None

        return self._read(field, read, _("须为 %(n)d 字以内的文字。") % {"n": LONGEST}) or ""

    def instant(self, field: str) -> datetime | None:
        def read(value: str) -> datetime | None:
            found = parse_datetime(value)
            if found is None:
                return None
            return found.replace(tzinfo=COURT_TIME) if is_naive(found) else found.astimezone(COURT_TIME)

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
            text = str(value)
            found = Decimal(text) if len(text) <= LONGEST else Decimal("NaN")
            return found if found.is_finite() and found.adjusted() < LONGEST else None

        found = self._read(field, read, _("须为数字。"))
        if found is not None and found == found.to_integral_value():
            return int(found)
        return found
