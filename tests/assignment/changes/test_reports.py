"""Interference that a judge records: whom it concerns reads it, nobody else learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from assignment.changes.models import InterferenceReport
from assignment.changes.selectors import read_report, text_of
from assignment.changes.services import report_interference
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.assignment.changes.asked import by, handler
from tests.builders import DAY, CourtHouse, court_with_people, drawn_case, person_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)
TEXT = "某局负责人来电要求关照被告。"


def recorded_one(house: CourtHouse, **over: Any) -> InterferenceReport:
    case = drawn_case(house)
    facts = {"kind": "leader", "happened_on": DAY, "text": TEXT, **over}
    return report_interference(case_id=case.pk, actor=by(handler(case)), **facts)


def test_judge_discipline_and_president_read_it_and_nobody_else(house: CourtHouse) -> None:
    report = recorded_one(house)
    upper_office = person_of(house.upper, Role.DISCIPLINE)
    for person in (report.judge, house.discipline, house.president, house.upper_president, upper_office):
        assert text_of(read_report(by(person).viewer, report.pk)) == TEXT
    others = [judge for judge in house.judges if judge.pk != report.judge_id]
    for person in (house.head, house.clerk, house.trial_management, house.upper_clerk, *others):
        with pytest.raises(NotVisible):
            read_report(by(person).viewer, report.pk)


def test_the_text_is_stored_encrypted_and_the_case_keeps_nothing_of_it(house: CourtHouse) -> None:
    report = recorded_one(house)
    assert TEXT.encode() not in bytes(report.text_cipher)
    event = TrailEvent.objects.get(verb="interference_reported")
    assert event.case_id is None and TEXT not in event.payload.body


def test_a_record_is_neither_changed_nor_removed(house: CourtHouse) -> None:
    rows = InterferenceReport.objects.filter(pk=recorded_one(house).pk)
    for act in (lambda: rows.update(kind="other"), rows.delete):
        with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
            act()
    assert rows.get().kind == "leader"


def test_only_the_handler_records_and_truly(house: CourtHouse) -> None:
    case = drawn_case(house)
    facts = {"case_id": case.pk, "kind": "leader", "happened_on": DAY, "text": TEXT}
    with pytest.raises(Refused) as found:
        report_interference(**facts, actor=by(house.head))
    assert found.value.code == "INTERFERENCE-HANDLER"
    for wrong in ({"kind": "x"}, {"text": " "}, {"happened_on": DAY.replace(year=2030)}):
        with pytest.raises(InvalidInput):
            report_interference(**{**facts, **wrong}, actor=by(handler(case)))


def test_the_pages(house: CourtHouse) -> None:
    case = drawn_case(house, on=today())
    judge, head, office = Client(), Client(), Client()
    judge.force_login(handler(case))
    head.force_login(house.head)
    office.force_login(house.discipline)
    address = f"/cases/{case.pk}/interference/"
    assert head.get(address).status_code == 404
    assert "365" in judge.get(address).content.decode()
    wrong = judge.post(address, {"kind": "leader", "happened_on": "", "text": "写了很久"})
    assert wrong.status_code == 400 and "写了很久" in wrong.content.decode()
    done = judge.post(address, {"kind": "leader", "happened_on": str(today()), "text": TEXT})
    assert done.status_code == 302
    one = done["Location"]
    assert TEXT in office.get(one).content.decode() and one in office.get("/interference/").content.decode()
    assert head.get(one).status_code == 404 and head.get("/interference/").status_code == 404
    assert TEXT not in head.get(f"/cases/{case.pk}/trail/").content.decode()
