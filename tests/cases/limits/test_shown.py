"""Limits as they are shown: lamps that agree in page, filter and list, and the answer about one case."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from cases.docket.models import Case
from cases.limits.domain import Lamp
from cases.limits.models import CaseClock
from cases.limits.selectors import LAMP_COLUMNS, lamp_is, lamp_of, lamp_of_row, limit_answer, limit_of
from cases.limits.selectors.answers import NO_LIMIT, case_limit
from tests.builders import DAY, accepted_case, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def clocks_of_all_kinds(house: Any, number: int = 240) -> list[CaseClock]:
    """Clocks with every mixture of marks, present or missing, in the order of the ladder or out of it."""
    dice, first = random.Random(20260310), accepted_case(house)
    values = {f.attname: getattr(first, f.attname) for f in Case._meta.concrete_fields if f.attname != "id"}
    values |= {"status": "received", "number": None, "number_serial": None, "filed_on": None}
    cases = Case.objects.bulk_create(Case(**values) for _ in range(number))
    columns = ("warn_on", "near_on", "ask_on", "red_on", "over_on")
    clocks = []
    for case in cases[: number - 10]:
        marks = sorted(DAY + timedelta(days=dice.randrange(-6, 7)) for _ in columns)
        if dice.random() < 0.3:
            dice.shuffle(marks)
        dates = {
            name: mark if dice.random() < 0.8 else None for name, mark in zip(columns, marks, strict=True)
        }
        clocks.append(
            CaseClock(
                case=case,
                court_id=case.court_id,
                rule_code="CIV1_ORD",
                rule_version=DAY,
                watched=dice.random() < 0.85,
                stopped_since=DAY if dice.random() < 0.15 else None,
                due_on=DAY if dice.random() < 0.85 else None,
                **dates,
            )
        )
    return CaseClock.objects.bulk_create(clocks)


def test_the_lamp_of_a_case_of_a_row_and_a_filter_always_agree(house: Any) -> None:
    clocks = clocks_of_all_kinds(house)
    everything = set(Case.objects.values_list("pk", flat=True))
    without = everything - {clock.case_id for clock in CaseClock.objects.all()}
    assert len(without) == 10
    seen = set()
    for offset in range(-7, 9):
        today = DAY + timedelta(days=offset)
        single = {clock.case_id: lamp_of(clock, today) for clock in CaseClock.objects.all()}
        single |= dict.fromkeys(without, Lamp.NONE)
        rows = Case.objects.values("pk", **{name: F(f"clock__{name}") for name in LAMP_COLUMNS})
        assert single == {row["pk"]: lamp_of_row(row, today) for row in rows}
        for lamp in Lamp:
            listed = list(Case.objects.filter(lamp_is(lamp, today)).values_list("pk", flat=True))
            assert len(listed) == len(set(listed))
            assert set(listed) == {pk for pk, found in single.items() if found is lamp}
            on_clocks = CaseClock.objects.filter(lamp_is(lamp, today, clock=""))
            assert set(on_clocks.values_list("pk", flat=True)) == set(listed) - without
        seen |= set(single.values())
    assert seen == set(Lamp) and len(clocks) == 230


@pytest.mark.parametrize("on", ["2025-03-14", "2025-08-18", "2026-12-09"])
def test_the_stored_clock_is_what_the_account_says_on_every_day(house: Any, on: str) -> None:
    filed = date.fromisoformat(on)
    case = accepted_case(house, on=filed)
    for offset in range(0, 200, 7):
        today = filed + timedelta(days=offset)
        answer = case_limit(case, today, "zh-hans")
        assert answer is not None
        assert answer["lamp"] == lamp_of(case.clock, today).value
        for name in ("due_on", "warn_on", "near_on", "latest_lawful_on", "last_request_on", "days_total"):
            assert answer[name] == getattr(case.clock, name)
        assert answer["days_used"] == offset
        assert answer["days_used"] + answer["days_left"] == answer["days_total"]


def test_an_answer_has_all_its_keys_in_both_languages(house: Any) -> None:
    case = accepted_case(house, on=date(2025, 3, 14))
    found = limit_of(case, date(2025, 9, 20))
    assert found is not None and found.result is not None
    zh, en = (limit_answer(found.result, date(2025, 9, 20), tongue) for tongue in ("zh-hans", "en"))
    assert set(zh) == set(en) == set(NO_LIMIT) - {"waiting_for", "ledger"}
    assert (zh["lamp"], zh["days_left"], zh["clock"]) == ("black", -6, "running")
    assert (zh["starts_on"], zh["due_on"]) == (date(2025, 3, 14), date(2025, 9, 14))
    assert len(zh["explanation"]) == len(en["explanation"]) >= 2
    for step_zh, step_en in zip(zh["explanation"], en["explanation"], strict=True):
        assert step_zh["text"] != step_en["text"]
        assert step_zh["due_on"] == step_en["due_on"]
