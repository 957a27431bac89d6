"""Confirming the working calendar of a year, from the rule file or by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right
from courts.calendar.domain import SATURDAY, CalendarYearRule, HolidaySpan
from courts.calendar.models import CalendarDay, CalendarYear
from courts.calendar.registry import year_confirmed
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.rulebook.selectors import load
from courts.trail.services import record, recorded

NOUN = "courts/calendar"
BY_NOTICE = "国务院办公厅通知（随系统提供）"
EARLIEST_YEAR = 1949


def seed_calendar(*, actor: Actor) -> tuple[int, ...]:
    """Enter the years of the rule file, and the year after them as not confirmed. Idempotent.

    A year that somebody confirmed by hand is left as it stands. Returns the years
    whose days are new, so that whoever asks may say so.
    """
    rules = {rule.year: rule for rule in load(NOUN, "years", CalendarYearRule)}
    days = _days_of_the_file()
    with recorded():
        rows = {row.year: row for row in CalendarYear.objects.select_for_update()}
        changed = tuple(
            year for year in sorted(rules) if _seed_year(rules[year], days.get(year, []), rows.get(year))
        )
        CalendarYear.objects.bulk_create([CalendarYear(year=max(rules) + 1)], ignore_conflicts=True)
        for year in changed:
            _tell("calendar_seeded", year, days.get(year, []), actor, source=rules[year].article)
    return changed


def _seed_year(rule: CalendarYearRule, days: Sequence[CalendarDay], row: CalendarYear | None) -> bool:
    if row is not None and row.confirmed_on is not None and row.confirmed_by != BY_NOTICE:
        return False
    have = set(CalendarDay.objects.filter(year_id=rule.year).values_list("day", "kind"))
    if row is not None and row.confirmed_on and {(day.day, day.kind) for day in days} <= have:
        return False
    CalendarYear.objects.update_or_create(
        year=rule.year,
        defaults={"source": rule.article, "confirmed_on": rule.notice_on, "confirmed_by": BY_NOTICE},
    )
    CalendarDay.objects.bulk_create(days, ignore_conflicts=True)
    return True


def _days_of_the_file() -> dict[int, list[CalendarDay]]:
    """The special days by the year they lie in: a holiday that begins on 30 December has days in two."""
    found: dict[int, list[CalendarDay]] = {}
    for span in load(NOUN, "days", HolidaySpan):
        name = span.zh.split("年", 1)[-1] or span.zh
        for day in span.days_off:
            found.setdefault(day.year, []).append(_row(day, CalendarDay.Kind.HOLIDAY, name))
        for day in span.workdays:
            found.setdefault(day.year, []).append(_row(day, CalendarDay.Kind.MAKEUP_WORKDAY, name))
    return found


def _row(day: date, kind: str, name: str) -> CalendarDay:
    return CalendarDay(day=day, year_id=day.year, kind=kind, name=name)


def confirm_year(
    *,
    year: int,
    days: Iterable[Mapping[str, Any]],
    source: str,
    actor: Actor,
    earlier: Iterable[Mapping[str, Any]] = (),
    reason: str = "",
) -> CalendarYear:
    """Confirm a year by its notice; every limit that turns on it is computed anew at once.

    ``days`` are {day, kind: holiday | makeup_workday, name}, all special days that
    lie in the year; ``earlier`` those of its notice that lie in December before and are added to that
    year. A confirmed year may be corrected the same way, with a reason. Raises InvalidInput (``year``,
    ``source``, ``days``, ``days[n].field``, ``earlier…``, ``reason``), Refused PEOPLE-RIGHT, CALENDAR-REASON.
    """
    if not actor.viewer.may_anywhere(Right.CONFIRM_CALENDAR):
        raise Refused("PEOPLE-RIGHT", act=_("确认工作日历"))
    rows = _read(year, days, source, actor.today)
    spilt = _read_days(earlier, year - 1, "earlier")
    if reason.strip() and (errors := wrong_reason(reason)):
        raise InvalidInput(errors)
    with recorded():
        CalendarYear.objects.bulk_create([CalendarYear(year=year)], ignore_conflicts=True)
        row = CalendarYear.objects.select_for_update().get(year=year)
        before = [_plain(day) for day in row.days.all()]
        _add_earlier(spilt, year - 1, source, reason, actor)
        if row.confirmed_on and row.source == source.strip() and before == [_plain(day) for day in rows]:
            return row
        if row.confirmed_on and not reason.strip():
            raise Refused("CALENDAR-REASON", year=year)
        verb = "calendar_corrected" if row.confirmed_on else "calendar_confirmed"
        sources = {"before": {"source": row.source}, "after": {"source": source.strip()}}
        row.source, row.confirmed_on, row.confirmed_by = source.strip(), actor.today, actor.label[:60]
        row.save()
        row.days.all().delete()
        CalendarDay.objects.bulk_create(rows)
        _tell(verb, year, rows, actor, changed=changes(before, rows), reason=reason, **sources)
    return row


def _plain(day: CalendarDay) -> tuple[date, str, str]:
    return day.day, str(day.kind), day.name


def changes(before: Iterable[tuple[date, str, str]], rows: Iterable[CalendarDay]) -> list[list[Any]]:
    """Every day that becomes something else: [day, kind before or None, kind after or None]."""
    old = {day: kind for day, kind, _name in before}
    new = {row.day: str(row.kind) for row in rows}
    turned = sorted(day for day in old.keys() | new.keys() if old.get(day) != new.get(day))
    return [[day, old.get(day), new.get(day)] for day in turned]


def _add_earlier(rows: list[CalendarDay], year: int, source: str, reason: str, actor: Actor) -> None:
    """Add to the year before what a notice says about its last days; what stands there already stays."""
    CalendarYear.objects.bulk_create([CalendarYear(year=year)] if rows else [], ignore_conflicts=True)
    have = dict(CalendarDay.objects.filter(year_id=year).values_list("day", "kind"))
    fresh = [row for row in rows if row.day not in have]
    if fresh:
        CalendarDay.objects.bulk_create(fresh)
        changed = [[row.day, None, str(row.kind)] for row in fresh]
        _tell("calendar_corrected", year, fresh, actor, changed=changed, source=source.strip(), reason=reason)


def _read(year: int, days: Iterable[Mapping[str, Any]], source: str, today: date) -> list[CalendarDay]:
    errors: dict[str, str] = {}
    if not EARLIEST_YEAR <= year <= today.year + 1:
        errors["year"] = _("只能确认至明年（%(year)d 年）的日历。") % {"year": today.year + 1}
    if not source.strip():
        errors["source"] = _("请写明依据（国务院办公厅通知的文号）。")
    elif len(source.strip()) > 120:
        errors["source"] = _("依据不得超过 120 字。")
    rows: list[CalendarDay] = []
    try:
        rows = _read_days(days, year, "days")
    except InvalidInput as invalid:
        errors |= {name: found[0] for name, found in invalid.errors.items()}
    if not rows and not errors:
        errors["days"] = _("请列出该年的放假日和调休上班日。")
    if errors:
        raise InvalidInput(errors)
    return rows


def _read_days(days: Iterable[Mapping[str, Any]], year: int, field: str) -> list[CalendarDay]:
    errors: dict[str, str] = {}
    rows: dict[date, CalendarDay] = {}
    for number, raw in enumerate(days):
        row = _read_day(raw, year, f"{field}[{number}]", errors)
        if row is not None and row.day in rows:
            errors[f"{field}[{number}].day"] = _("%(day)s 列了两次。") % {"day": row.day}
        elif row is not None:
            rows[row.day] = row
    if errors:
        raise InvalidInput(errors)
    return [rows[day] for day in sorted(rows)]


def _read_day(raw: Mapping[str, Any], year: int, field: str, errors: dict[str, str]) -> CalendarDay | None:
    value, kind, name = raw.get("day"), str(raw.get("kind") or ""), str(raw.get("name") or "").strip()
    try:
        day = value if isinstance(value, date) else parse_date(str(value or ""))
    except ValueError:
        day = None
    if day is None or day.year != year:
        errors[f"{field}.day"] = _("须为 %(year)d 年内的日期（YYYY-MM-DD）。") % {"year": year}
    elif kind not in CalendarDay.Kind.values:
        errors[f"{field}.kind"] = _("类别须为 holiday（放假）或 makeup_workday（调休上班）。")
    elif kind == CalendarDay.Kind.MAKEUP_WORKDAY and day.weekday() < SATURDAY:
        errors[f"{field}.day"] = _("%(day)s 不是周末，不会是调休上班日。") % {"day": day}
    elif not 0 < len(name) <= 40:
        errors[f"{field}.name"] = _("请写明节日名称（40 字以内）。")
    else:
        return _row(day, kind, name)
    return None


def _tell(verb: str, year: int, days: Iterable[CalendarDay], actor: Actor, **data: Any) -> None:
    """A person's act stands on the trail of the courts of their post, the system's on the highest court's."""
    highest = Court.objects.filter(parent=None).order_by("code").values_list("pk", flat=True)[:1]
    person = actor.person_id is not None
    for court_id in sorted(actor.viewer.courts_with(Right.CONFIRM_CALENDAR) if person else highest):
        record(
            verb,
            court_id=court_id,
            actor=actor,
            noun="calendar",
            object_id=year,
            data={"year": year, "days": [[day.day, day.kind, day.name] for day in days], **data},
        )
    year_confirmed(year, actor)
