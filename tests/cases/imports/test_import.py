"""Rows become open cases with their published numbers, once, and nothing about them raises an alert."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError

from cases.docket.models import Case
from cases.docket.services import confirm_open
from cases.imports.domain import MalformedFile
from cases.imports.selectors import say
from cases.imports.services import ImportReport, running
from cases.imports.services.saving import Saver
from cases.limits.models import CaseClock
from cases.numbers.services import allocate, counter_value
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail, check_chain
from tests.builders import actor_of, court_with_people, machine
from tests.cases.imports.conftest import numbered, row, table, told

Run = Callable[..., ImportReport]


def test_a_row_becomes_a_case(run: Run) -> None:
    report = run(row())
    assert (report.read, report.imported, report.already_in, report.bad_rows) == (1, 1, 0, 0)
    case = Case.objects.get()
    assert case.number == "（2019）吉0621刑初12号"
    assert (case.number_year, case.number_serial, case.type_code) == (2019, 12, "刑初")
    assert (case.status, case.channel, case.imported, case.open_confirmed) == ("open", "import", True, False)
    assert case.filed_on == case.received_on == date(2019, 3, 14)
    assert (case.cause_code, case.cause_name) == ("crim.264.1", "盗窃罪")
    assert case.external_number == "T-1"
    assert case.text.facts.startswith("经审理查明")
    assert list(case.parties.values_list("role", "kind", "name")) == [
        ("prosecutor", "agency", "抚松县人民检察院"),
        ("accused", "person", "赵某"),
        ("accused", "person", "钱某某"),
    ]
    assert [event.node for event in case.node_events.all()] == ["filing"]


def test_its_limit_runs_by_the_law_of_the_day_and_nobody_is_warned(run: Run) -> None:
    run(row())
    clock = CaseClock.objects.get()
    assert (clock.rule_code, clock.base_on, clock.due_on) == (
        "CRIM1_PUB",
        date(2019, 3, 14),
        date(2019, 5, 14),
    )
    assert (clock.watched, clock.rule_before_earliest) == (False, False)


def test_before_the_earliest_version_the_earliest_is_used_and_marked(run: Run) -> None:
    old = row(published_number="（2009）抚刑初字第3号", year="2009", filed_on="2009-05-04")
    report = run(old)
    assert {code for _line, code, _column in told(report.warnings)} == {
        "NOTE-OLD-NUMBER",
        "NOTE-RULE-EARLIEST",
    }
    assert CaseClock.objects.get().rule_before_earliest
    assert Case.objects.get().number == "（2009）抚刑初字第3号"


def test_confirmed_as_open_it_is_watched(run: Run) -> None:
    house = court_with_people("吉0621")
    run(row())
    case = Case.objects.get()
    confirm_open(case_id=case.pk, actor=actor_of(house.trial_management))
    assert CaseClock.objects.get().watched


def test_missing_courts_are_made_with_those_above(run: Run) -> None:
    sichuan = {"court_code": "川0116", "court_name": "号四川省成都市双流区人民法院"}
    report = run(row(published_number="（2019）川0116刑初12号", **sichuan))
    court = Case.objects.get().court
    assert (court.code, court.name) == ("510116", "四川省成都市双流区人民法院")
    assert court.parent is not None and court.parent.name == "川01中级人民法院（名称待核）"
    assert report.courts_made == 4
    assert told(report.courts) == [(2, "NOTE-COURT-MADE", "court_code")]
    assert told(report.warnings) == [(2, "NOTE-COURT-NAME", "court_name")]


def test_the_superior_of_a_municipal_court_not_listed_is_presumed_and_said(run: Run) -> None:
    report = run(row(court_code="津0199", court_name="", published_number="（2019）津0199刑初12号"))
    assert {code for _line, code, _column in told(report.warnings)} == {
        "NOTE-COURT-NAMELESS",
        "NOTE-COURT-ABOVE",
    }
    assert not Case.objects.get().court.name_confirmed


def test_a_second_run_changes_nothing(run: Run) -> None:
    rows = [numbered(serial) for serial in range(1, 4)]
    run(*rows)
    before = list(TrailEvent.objects.order_by("id").values_list("hash", flat=True))
    again = run(*rows, numbered(9))
    assert (again.read, again.imported, again.already_in) == (4, 1, 3)
    assert again.warnings == again.bad == []
    assert Case.objects.count() == 4
    assert list(TrailEvent.objects.order_by("id").values_list("hash", flat=True))[: len(before)] == before


def test_the_same_number_twice_in_a_file_is_imported_once(run: Run) -> None:
    report = run(numbered(5), numbered(5))
    assert (report.imported, report.already_in) == (1, 1)
    assert told(report.warnings) == [(3, "NOTE-TWICE", "published_number")]


def test_the_series_goes_on_after_the_imported_numbers(run: Run) -> None:
    run(numbered(7), numbered(3))
    court = Court.objects.get(number_code="吉0621")
    assert counter_value(court, year=2019, type_code="刑初") == 7
    assert allocate(court, year=2019, type_code="刑初").serial == 8
    run(numbered(2))
    assert counter_value(court, year=2019, type_code="刑初") == 8


def test_bad_rows_are_named_and_good_ones_kept(run: Run) -> None:
    content = table([numbered(1), numbered(2, filed_on="2019-13-01"), numbered(3)]) + b"a,b,c\r\n"
    report = run(file=content)
    assert (report.read, report.imported, report.bad_rows) == (4, 2, 2)
    assert told(report.bad) == [(3, "ROW-DATE", "filed_on"), (5, "ROW-FIELDS", "")]
    assert sorted(Case.objects.values_list("number_serial", flat=True)) == [1, 3]


def test_an_unknown_cause_is_kept_as_text(run: Run) -> None:
    report = run(row(cause="偷鸡摸狗罪"))
    assert told(report.warnings) == [(2, "NOTE-CAUSE", "cause")]
    case = Case.objects.get()
    assert (case.cause_code, case.cause_name) == ("", "偷鸡摸狗罪")


def test_a_cause_of_another_field_of_law_does_not_fit(run: Run) -> None:
    assert told(run(row(cause="离婚纠纷")).bad) == [(2, "ROW-CAUSE-UNFIT", "cause")]
    assert not Case.objects.exists()


def dated(day: str, cause: str, **over: str) -> dict[str, str]:
    """A good row filed on another day under another cause."""
    kind = over.get("case_type_code", "刑初")
    number = f"（{day[:4]}）吉0621{kind}12号"
    return row(filed_on=day, year=day[:4], published_number=number, cause=cause, **over)


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (dated("2021-03-02", "侮辱国歌罪"), "ROW-CAUSE-ENDED", "改用：侮辱国旗、国徽、国歌罪"),
        (
            dated("2026-01-05", "网络侵权责任纠纷", case_type_code="民初", procedure="简易", prosecutor="甲"),
            "ROW-CAUSE-GONE",
            "自 2026-01-01 起废止",
        ),
    ],
)
def test_a_cause_that_has_ended_is_refused_and_told_what_took_its_place(
    run: Run, given: dict[str, str], code: str, said: str
) -> None:
    report = run(given)
    assert told(report.bad) == [(2, code, "cause")]
    assert said in say(report.bad[0], "zh")
    assert not Case.objects.exists()


def test_a_cause_has_the_name_of_its_day(run: Run) -> None:
    later = dated("2020-03-16", "妨害药品管理罪", source_id="T-2")
    report = run(dated("2019-03-14", "危害珍贵、濒危野生动物罪"), later)
    assert told(report.warnings) == [(3, "NOTE-CAUSE-LATER", "cause")]
    assert list(Case.objects.order_by("filed_on").values_list("cause_name", flat=True)) == [
        "非法猎捕、杀害珍贵、濒危野生动物罪",
        "妨害药品管理罪",
    ]


def test_a_case_of_special_courts_is_kept_with_its_number_and_said(run: Run) -> None:
    civil = {"case_type_code": "民初", "prosecutor": "", "published_number": "（2022）吉0621民初12号"}
    ship = row(**civil, cause="船舶碰撞损害责任纠纷", year="2022", filed_on="2022-03-14")
    report = run(ship)
    assert told(report.warnings) == [(2, "NOTE-RESERVED", "court_code")]
    assert "海事、海商案件由海事法院管辖" in say(report.warnings[0], "zh")
    case = Case.objects.get()
    assert (case.number, case.limit_rule) == ("（2022）吉0621民初12号", "MAR_COLLISION")


def test_a_missing_prosecutor_is_left_out(run: Run) -> None:
    report = run(row(prosecutor="", defendants="抚松某木业有限公司"))
    assert told(report.warnings) == [(2, "NOTE-PROSECUTOR", "prosecutor")]
    assert list(Case.objects.get().parties.values_list("role", "kind")) == [("accused", "organisation")]


def test_a_closed_court_accepts_nothing_after_its_closing(run: Run) -> None:
    court = ensure_court(number_code="吉0621", actor=machine()).court
    Court.objects.filter(pk=court.pk).update(closed_on=date(2019, 1, 1))
    assert told(run(row()).bad) == [(2, "ROW-COURT-CLOSED", "court_code")]


def test_a_source_id_belongs_to_one_case_of_a_court(run: Run) -> None:
    report = run(numbered(1), {**numbered(2), "source_id": "T-1"})
    assert told(report.bad) == [(3, "ROW-SOURCE-TAKEN", "source_id")]
    assert report.imported == 1


def test_every_case_leaves_its_trail(run: Run) -> None:
    run(numbered(1), numbered(2))
    court = Court.objects.get(number_code="吉0621")
    assert check_chain(court.pk, court.code).intact
    case = Case.objects.get(number_serial=1)
    events = case_trail(case.pk)
    assert [event["verb"] for event in events] == ["case_imported", "clock_started"]
    assert events[0]["data"]["source"] == "T-1" and events[0]["data"]["line"] == 2


def test_a_malformed_file_imports_nothing(run: Run) -> None:
    with pytest.raises(MalformedFile):
        run(file=table([numbered(1), numbered(2)]) + b'"never closed')
    assert not Case.objects.exists() and not Court.objects.exists()


def test_what_the_database_rejects_costs_only_its_row(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole batch is tried first, then row by row; the second row is made to fail in the database."""
    whole = Saver._insert

    def failing(self: Saver, ready: list[object]) -> None:
        whole(self, ready)  # type: ignore[arg-type]
        if Case.objects.filter(number_serial=2).exists():
            raise DatabaseError("made to fail")

    monkeypatch.setattr(Saver, "_insert", failing)
    report = run(numbered(1), numbered(2), numbered(3))
    assert (report.imported, report.bad_rows) == (2, 1)
    assert told(report.bad) == [(3, "ROW-STORE", "")]
    assert sorted(Case.objects.values_list("number_serial", flat=True)) == [1, 3]


def test_long_files_go_in_by_batches(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    report = run(*(numbered(serial) for serial in range(1, 8)))
    assert report.imported == Case.objects.count() == 7
