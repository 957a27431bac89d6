"""Each rule of intake, docket, nodes and numbers that says no, met through its service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cases.docket.services import (
    answer_four_category,
    close_case,
    confirm_open,
    grant_reading,
)
from cases.intake.services.drafts import start_draft
from cases.intake.services.review import accept_case, refuse_case
from cases.nodes.services import record_node
from courts.places.models import Court
from courts.refusals.selectors import explain
from tests.builders import (
    DAY,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
)
from tests.kit.refusing import check_refused

Act = Callable[[], Any]
Prepare = Callable[[CourtHouse], Act]
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def accept_twice(house: CourtHouse) -> Act:
    case = accepted_case(house)
    return lambda: accept_case(case_id=case.pk, accepted_on=DAY, actor=actor_of(house.clerk))


def refuse_an_accepted_case(house: CourtHouse) -> Act:
    case = accepted_case(house)
    return lambda: refuse_case(
        case_id=case.pk, ground="other_court", reason="x", refused_on=DAY, actor=actor_of(house.clerk)
    )


def close_an_unaccepted_case(house: CourtHouse) -> Act:
    return _close(house, filed_case(house).pk, house.clerk)


def reopen_a_closed_case(house: CourtHouse) -> Act:
    case = drawn_case(house)
    _close(house, case.pk, case.handling.handler)()
    return lambda: confirm_open(case_id=case.pk, actor=actor_of(house.trial_management))


def close_before_the_draw(house: CourtHouse) -> Act:
    return _close(house, accepted_case(house).pk, house.clerk)


def close_as_somebody_else(house: CourtHouse) -> Act:
    return _close(house, drawn_case(house).pk, house.president)


def close_by_a_disposal_of_enforcement(house: CourtHouse) -> Act:
    case = drawn_case(house)
    return _close(house, case.pk, case.handling.handler, disposal="performed")


def _close(house: CourtHouse, case_id: Any, by: Any, disposal: str = "judgment") -> Act:
    return lambda: close_case(case_id=case_id, closed_on=DAY, disposal=disposal, actor=actor_of(by))


def grant_as_the_clerk(house: CourtHouse) -> Act:
    case = filed_case(house, sealed="privacy")
    return lambda: grant_reading(
        case_id=case.pk, person_id=house.president.pk, reason="x", actor=actor_of(house.clerk)
    )


def answer_twice(house: CourtHouse) -> Act:
    case = filed_case(house)
    answer = {"case_id": case.pk, "answer": False, "basis": "", "actor": actor_of(house.clerk)}
    answer_four_category(**answer)
    return lambda: answer_four_category(**answer)


def file_with_a_closed_court(house: CourtHouse) -> Act:
    Court.objects.filter(pk=house.court.pk).update(closed_on=date(2026, 1, 1))
    return lambda: filed_case(house)


def file_in_a_procedure_of_criminal_cases(house: CourtHouse) -> Act:
    return lambda: filed_case(house, procedure="expedited")


def file_a_second_instance_with_a_basic_court(house: CourtHouse) -> Act:
    return lambda: filed_case(house, case_type="民终", procedure="second_instance")


def refuse_on_a_ground_of_prosecutions(house: CourtHouse) -> Act:
    case = filed_case(house)
    return lambda: refuse_case(
        case_id=case.pk,
        ground="returned_to_prosecutor",
        reason="x",
        refused_on=DAY,
        actor=actor_of(house.clerk),
    )


def type_in_a_closing(house: CourtHouse) -> Act:
    return _node(house, accepted_case(house).pk, "closing")


def type_in_a_hearing_before_acceptance(house: CourtHouse) -> Act:
    return _node(house, filed_case(house).pk, "hearing")


def _node(house: CourtHouse, case_id: Any, node: str) -> Act:
    return lambda: record_node(
        case_id=case_id, node=node, occurred_on=DAY, detail="x", actor=actor_of(house.clerk)
    )


def file_as_the_president(house: CourtHouse) -> Act:
    return lambda: filed_case(house, by=house.president)


def file_as_the_upper_clerk(house: CourtHouse) -> Act:
    return lambda: filed_case(house, by=house.upper_clerk)


def accept_as_the_president(house: CourtHouse) -> Act:
    case = filed_case(house)
    return lambda: accept_case(case_id=case.pk, accepted_on=DAY, actor=actor_of(house.president))


def start_a_draft_the_day_after_the_post_ended(house: CourtHouse) -> Act:
    house.clerk.posts.update(to_on=DAY)
    assert start_draft(court=house.court, actor=actor_of(house.clerk, DAY)).pk
    return lambda: start_draft(court=house.court, actor=actor_of(house.clerk, NEXT))


def record_a_node_as_the_president(house: CourtHouse) -> Act:
    case = accepted_case(house)
    return lambda: record_node(
        case_id=case.pk, node="hearing", occurred_on=DAY, detail="x", actor=actor_of(house.president)
    )


def confirm_as_the_clerk(house: CourtHouse) -> Act:
    case = accepted_case(house)
    return lambda: confirm_open(case_id=case.pk, actor=actor_of(house.clerk))


REFUSED: list[tuple[str, Prepare]] = [
    ("CASE-STEP", accept_twice),
    ("CASE-STEP", refuse_an_accepted_case),
    ("CASE-STEP", close_an_unaccepted_case),
    ("CASE-STEP", reopen_a_closed_case),
    ("CASE-CLOSE-UNASSIGNED", close_before_the_draw),
    ("CASE-CLOSE-NOT-HANDLER", close_as_somebody_else),
    ("CASE-DISPOSAL", close_by_a_disposal_of_enforcement),
    ("CASE-GRANT-NOT-BODY", grant_as_the_clerk),
    ("CASE-FOUR-ANSWERED", answer_twice),
    ("INTAKE-COURT-CLOSED", file_with_a_closed_court),
    ("INTAKE-PROCEDURE", file_in_a_procedure_of_criminal_cases),
    ("INTAKE-GROUND", refuse_on_a_ground_of_prosecutions),
    ("NUM-LEVEL", file_a_second_instance_with_a_basic_court),
    ("NODE-BY-SYSTEM", type_in_a_closing),
    ("NODE-NOT-OPEN", type_in_a_hearing_before_acceptance),
    ("PEOPLE-RIGHT", file_as_the_president),
    ("PEOPLE-RIGHT", file_as_the_upper_clerk),
    ("PEOPLE-RIGHT", accept_as_the_president),
    ("PEOPLE-RIGHT", start_a_draft_the_day_after_the_post_ended),
    ("PEOPLE-RIGHT", record_a_node_as_the_president),
    ("PEOPLE-RIGHT", confirm_as_the_clerk),
]


@pytest.mark.parametrize(("code", "prepare"), REFUSED, ids=lambda value: getattr(value, "__name__", value))
def test_the_rule_says_no_and_changes_nothing(house: CourtHouse, code: str, prepare: Prepare) -> None:
    check_refused(prepare(house), code)


WORDS: list[tuple[str, Prepare, str, str]] = [
    (
        "CASE-STEP",
        accept_twice,
        "案件现为「审理中」，不能转为「审理中」。",
        "The case is “open” now and cannot become “open”.",
    ),
    (
        "INTAKE-PROCEDURE",
        file_in_a_procedure_of_criminal_cases,
        "民初案件不适用「速裁程序」。",
        "expedited procedure does not apply to 民初 cases.",
    ),
    (
        "INTAKE-GROUND",
        refuse_on_a_ground_of_prosecutions,
        "「退回人民检察院」不是“民初”案件不予立案的法定事由。",
        "“returned to the procuratorate” is no lawful ground for refusing a 民初 filing.",
    ),
    (
        "NODE-BY-SYSTEM",
        type_in_a_closing,
        "「结案」节点随立案、分案、结案自动生成，不得手工录入。",
        "“closing” follows from acceptance, the draw or closing and may not be typed in.",
    ),
]


@pytest.mark.parametrize(("code", "prepare", "chinese", "english"), WORDS, ids=[row[0] for row in WORDS])
def test_the_words_people_read(
    house: CourtHouse, code: str, prepare: Prepare, chinese: str, english: str
) -> None:
    refused = check_refused(prepare(house), code)
    assert explain(refused, "zh-hans").detail == chinese
    assert explain(refused, "en").detail == english
