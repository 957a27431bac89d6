"""Stops, extensions, conversions and restarts beyond the worked examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from cases.limits.domain import (
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    LimitLaw,
    LimitResult,
    Unit,
    check_ground,
    late_request,
)
from courts.calendar.domain import WorkCalendar

Compute = Callable[..., LimitResult]
K = LedgerKind


def day(text: str) -> date:
    return date.fromisoformat(text)


def out(ground: str, starts: str, ends: str | None = None) -> LedgerEntry:
    return LedgerEntry(
        kind=K.EXCLUSION, ground=ground, starts_on=day(starts), ends_on=day(ends) if ends else None
    )


def extend(on: str = "", value: int | None = None, unit: Unit | None = None) -> LedgerEntry:
    return LedgerEntry(kind=K.EXTENSION, on=day(on) if on else None, value=value, unit=unit)


def to(rule: str, on: str) -> LedgerEntry:
    return LedgerEntry(kind=K.CONVERSION, to_rule=rule, on=day(on))


def test_a_stop_that_begins_in_the_extended_time_stretches_that(limit: Compute) -> None:
    """Due 14 September, six months more to 14 March 2026; ten days of October fall between."""
    result = limit("CIV1_ORD", "2025-03-14", extend(), out("X02", "2025-10-10", "2025-10-20"))
    assert result.due_on == day("2026-03-24")


def test_stops_before_the_first_due_date_come_before_the_extension(limit: Compute) -> None:
    """31 January + 6 months + 30 days = 30 August; + 6 months = 28 February, not 2 March."""
    result = limit("CIV1_ORD", "2025-01-31", extend(), out("X02", "2025-03-01", "2025-03-31"))
    assert result.due_on == day("2026-02-28")


def test_a_stop_that_begins_on_the_due_date_still_counts_that_day(limit: Compute) -> None:
    result = limit("CIV1_SUM", "2025-01-06", out("X01", "2025-04-06", "2025-05-06"))
    assert result.due_on == day("2025-05-06")
    assert result.days_used(day("2025-04-06")) == result.days_used(day("2025-05-06")) == 90


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (("2025-04-01", "2025-04-21"), ("2025-05-01", "2025-05-11"), 30),
        (("2025-04-01", "2025-04-21"), ("2025-04-21", "2025-05-01"), 30),
        (("2025-04-01", "2025-04-21"), ("2025-04-11", "2025-05-01"), 30),
        (("2025-04-01", "2025-05-01"), ("2025-04-11", "2025-04-21"), 30),
        (("2025-04-01", "2025-05-01"), ("2025-04-01", "2025-05-01"), 30),
        (("2025-04-01", "2025-04-01"), ("2025-04-01", "2025-04-01"), 0),
    ],
)
def test_days_shared_by_two_stops_are_taken_once(
    limit: Compute, first: tuple[str, str], second: tuple[str, str], days: int
) -> None:
    result = limit("CIV1_ORD", "2025-03-14", out("X02", *first), out("X04", *second))
    assert result.days_excluded == days
    assert result.due_on is not None
    assert (result.due_on - day("2025-09-14")).days == days


def test_stops_inside_an_open_one_add_nothing(limit: Compute) -> None:
    result = limit("CIV1_ORD", "2025-03-14", out("X06", "2025-04-01"), out("X02", "2026-05-01", "2026-06-01"))
    assert (result.stopped_since, result.days_excluded) == (day("2025-04-01"), 0)
    assert result.days_left(day("2026-07-01")) == 184 - 18


def test_an_extension_may_be_granted_while_the_clock_is_stopped(limit: Compute) -> None:
    result = limit("CIV1_ORD", "2025-03-14", out("X06", "2025-04-01"), extend("2026-01-10"))
    assert (result.due_on, result.days_total, result.next_step) == (None, 365, 2)


def test_supplementary_investigation_stops_until_the_return(limit: Compute) -> None:
    away = limit("CRIM1_PUB", "2025-03-10", out("X12", "2025-04-22"), detained=True)
    assert (away.due_on, away.stopped_since) == (None, day("2025-04-22"))
    back = LedgerEntry(kind=K.RESTART, ground="X12", on=day("2025-05-22"))
    result = limit("CRIM1_PUB", "2025-03-10", out("X12", "2025-04-22"), back, detained=True)
    assert (result.due_on, result.starts_on) == (day("2025-07-22"), day("2025-05-22"))
    assert (result.stopped_since, result.days_excluded) == (None, 0)


def test_a_stop_across_a_criminal_restart_is_cut_at_the_new_base_day(limit: Compute) -> None:
    """Decision of 11 June; the examination of 5-21 June leaves out only 11-21 June of the new limit."""
    stop = out("X03", "2025-06-05", "2025-06-21")
    result = limit("CRIM1_FAST", "2025-06-03", stop, to("CRIM1_PUB", "2025-06-11"), detained=True)
    assert (result.due_on, result.days_excluded) == (day("2025-08-21"), 10)


def test_days_left_out_before_a_civil_conversion_stay_so(limit: Compute) -> None:
    stop = out("X02", "2025-05-01", "2025-05-11")
    result = limit("CIV1_SUM", "2025-04-01", stop, to("CIV1_ORD", "2025-06-24"))
    assert (result.due_on, result.days_excluded, result.rule_code) == (day("2025-10-11"), 10, "CIV1_ORD")


def test_the_extension_of_the_summary_limit_falls_away_with_it(limit: Compute) -> None:
    """Due 1 July, a month more to 1 August; converted on 20 July to six months from filing, then six more."""
    entries = [extend("2025-06-20"), to("CIV1_ORD", "2025-07-20")]
    assert limit("CIV1_SUM", "2025-04-01", *entries).due_on == day("2025-10-01")
    more = limit("CIV1_SUM", "2025-04-01", *entries, extend("2025-09-20"))
    assert (more.due_on, more.next_step) == (day("2026-04-01"), 2)


def test_from_sole_judge_to_panel_nothing_about_time_changes(limit: Compute) -> None:
    entries = [extend("2025-09-01"), to("CIV1_ORD", "2025-12-01")]
    result = limit("CIV1_ORD_SINGLE", "2025-03-14", *entries)
    assert (result.due_on, result.next_step) == (day("2026-03-14"), 2)


def test_a_conversion_on_the_lawful_last_day_is_in_time(limit: Compute) -> None:
    """Summary limit due Sunday 6 April 2025 (Qingming), lawful until Monday."""
    assert limit("CIV1_SUM", "2025-01-06", to("CIV1_ORD", "2025-04-07")).due_on == day("2025-07-06")


def test_expedited_to_summary_restarts_under_the_summary_limit(limit: Compute) -> None:
    result = limit("CRIM1_FAST", "2025-06-03", to("CRIM1_SUM", "2025-06-11"), detained=True)
    assert (result.due_on, result.starts_on) == (day("2025-07-01"), day("2025-06-11"))


def test_the_heavier_total_keeps_days_left_out_before(limit: Compute) -> None:
    """20 days to 5 October, 5 left out; the total becomes a month and 15 days, to 30 October, and 5 more."""
    result = limit("CRIM1_SUM", "2025-09-15", out("X03", "2025-09-20", "2025-09-25"), extend(), detained=True)
    assert result.due_on == day("2025-11-04")


@pytest.mark.parametrize(
    ("rule", "starts", "ends", "days"),
    [
        ("CIV1_ORD", "2025-03-20", "2025-04-20", 16),
        ("CIV1_ORD", "2025-03-20", "2025-04-04", 0),
        ("CIV1_ORD", "2025-03-20", "2025-03-25", 0),
        ("CIV1_SUM", "2025-03-20", "2025-04-20", 24),
        ("CIV1_SMALL", "2025-03-20", "2025-04-20", 24),
    ],
)
def test_the_first_days_of_mediation_count(
    limit: Compute, rule: str, starts: str, ends: str, days: int
) -> None:
    assert limit(rule, "2025-03-14", out("X08", starts, ends)).days_excluded == days


def test_stops_of_a_limit_in_working_days_are_working_days(limit: Compute) -> None:
    """Seven from Friday 14 March; stopped Monday 17 to Thursday 20: 18, 19, 20 do not count."""
    result = limit("NLA_7", "2025-03-14", out("X06", "2025-03-17", "2025-03-20"))
    assert (result.due_on, result.days_excluded, result.days_total) == (day("2025-03-28"), 3, 7)


class TestCalendarNotConfirmed:
    def test_due_and_warning_stand_and_due_decides_over(self, limit: Compute) -> None:
        result = limit("CIV1_ORD", "2026-10-02")
        assert (result.due_on, result.latest_lawful_on) == (day("2027-04-02"), None)
        assert not result.calendar_confirmed
        assert result.warn_on == day("2027-02-01")
        assert result.over_on == day("2027-04-03")

    def test_the_last_days_of_a_confirmed_year_can_turn_on_the_next(
        self, limit_law: LimitLaw, calendar: WorkCalendar, limit: Compute
    ) -> None:
        """Due Thursday 31 December 2026: a working day, known. Due 1 January 2027: not known."""
        assert limit("CIV1_SUM", "2026-09-30").latest_lawful_on == day("2026-12-30")
        assert limit("CIV2_RULE", "2026-12-01").latest_lawful_on == day("2026-12-31")
        assert limit("CIV2_RULE", "2026-12-02").latest_lawful_on is None

    def test_in_custody_no_calendar_is_needed(self, limit: Compute) -> None:
        result = limit("CRIM1_PUB", "2026-12-01", detained=True)
        assert (result.latest_lawful_on, result.calendar_confirmed) == (day("2027-02-01"), True)
        assert not limit("CRIM1_PUB", "2026-12-01", detained=False).calendar_confirmed

    def test_working_days_are_provisional(self, limit: Compute) -> None:
        """From 30 December 2026: 31 December, then weekdays of a year nobody has confirmed."""
        result = limit("NLA_7", "2026-12-30")
        assert (result.due_on, result.latest_lawful_on) == (day("2027-01-08"), None)
        assert not result.calendar_confirmed


def test_a_limit_older_than_the_rule_file_is_marked(limit: Compute) -> None:
    result = limit("CRIM1_FAST", "2018-01-02", detained=True)
    assert result.before_earliest
    assert "最早版本" in result.explanation[-1].zh


def test_a_late_request_is_a_warning(limit: Compute) -> None:
    result = limit("CIV1_ORD", "2025-03-14")
    assert late_request(result, day("2025-08-30")) is None
    late = late_request(result, day("2025-08-31"))
    assert late is not None
    assert (late.code, late.params["last_on"]) == ("LIM-EXT-REQUEST-LATE", day("2025-08-30"))
    assert late_request(limit("ADM1_SUM", "2025-03-14"), day("2025-08-31")) is None


def test_cautions(limit: Compute, limit_law: LimitLaw) -> None:
    nameless = LedgerEntry(kind=K.EXCLUSION, starts_on=day("2025-04-01"), ends_on=day("2025-04-11"))
    result = limit("CIV1_ORD", "2025-03-14", nameless, out("X01", "2025-05-01", "2025-06-30"))
    assert [caution.code for caution in result.cautions] == ["LIM-X-NO-GROUND", "LIM-X-UNUSUAL"]
    assert result.days_excluded == 70
    rule = limit_law.rules.latest("CIV1_ORD")
    ground = check_ground(out("X02", "2025-04-01"), rule, limit_law)
    assert ground is not None
    assert ground.zh == "鉴定"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": K.EXCLUSION}, "starts_on"),
        ({"kind": K.SUSPENSION, "starts_on": day("2025-04-02"), "ends_on": day("2025-04-01")}, "ends_on"),
        ({"kind": K.CONVERSION, "on": day("2025-04-02")}, "to_rule"),
        ({"kind": K.CONVERSION, "to_rule": "CIV1_ORD"}, "on"),
        ({"kind": K.RESTART}, "on"),
        ({"kind": K.EXTENSION, "value": 0}, "value"),
        ({"kind": K.EXTENSION, "value": 10**9}, "value"),
        ({"kind": K.EXTENSION, "step": 0}, "step"),
    ],
)
def test_an_entry_that_cannot_be_read_names_its_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(LedgerShapeError) as caught:
        LedgerEntry(**fields)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")


def test_what_the_calendar_cannot_carry_is_a_field_error(limit: Compute) -> None:
    for base, entries, field in (
        ("0001-01-01", [], "starts_on"),
        ("9999-12-31", [], "starts_on"),
        ("2025-03-14", [out("X02", "2025-04-01", "9999-12-31")], "ends_on"),
        ("2025-03-14", [extend()] * 501, "ledger"),
        ("2025-03-14", [LedgerEntry(kind=K.EXTENSION, value=Decimal("1.25"), unit=Unit.MONTHS)], "value"),
    ):
        with pytest.raises(LedgerShapeError) as caught:
            limit("CIV1_ORD", base, *entries)
        assert caught.value.field == field
