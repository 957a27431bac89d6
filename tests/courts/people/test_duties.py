"""权责清单: every right is somebody's duty, and a post has the rights its duties name and no other."""

from __future__ import annotations

from datetime import date

import pytest

from courts.actors.domain import Right, Role
from courts.people.domain import Carried
from courts.people.selectors import right_rules, roles
from courts.people.selectors.delegations import duties, duties_of, role_rows, stages

DUTIES: dict[str, tuple[Role, Right | None]] = {
    "DUTY-CLERK-FILE": (Role.CLERK, Right.FILE),
    "DUTY-CLERK-FOUR": (Role.CLERK, None),
    "DUTY-CLERK-ACCEPT": (Role.CLERK, Right.ACCEPT),
    "DUTY-CLERK-DRAW": (Role.CLERK, Right.DRAW),
    "DUTY-CLERK-NODE": (Role.CLERK, Right.RECORD_NODE),
    "DUTY-CLERK-LEDGER": (Role.CLERK, Right.KEEP_LEDGER),
    "DUTY-JUDGE-LEDGER": (Role.JUDGE, Right.KEEP_LEDGER),
    "DUTY-JUDGE-EXTENSION": (Role.JUDGE, Right.ASK_EXTENSION),
    "DUTY-ASSISTANT-LEDGER": (Role.ASSISTANT, Right.KEEP_LEDGER),
    "DUTY-HEAD-LEDGER": (Role.DIVISION_HEAD, Right.CONFIRM_LEDGER),
    "DUTY-HEAD-EXTENSION": (Role.DIVISION_HEAD, Right.ADVISE_EXTENSION),
    "DUTY-PRESIDENT-LEDGER": (Role.PRESIDENT, Right.CONFIRM_LEDGER),
    "DUTY-PRESIDENT-ADVISE": (Role.PRESIDENT, Right.ADVISE_EXTENSION),
    "DUTY-PRESIDENT-EXTENSION": (Role.PRESIDENT, Right.DECIDE_EXTENSION),
    "DUTY-JUDGE-TRY": (Role.JUDGE, None),
    "DUTY-JUDGE-NODE": (Role.JUDGE, Right.RECORD_NODE),
    "DUTY-JUDGE-GRANT": (Role.JUDGE, Right.GRANT),
    "DUTY-JUDGE-FOUR": (Role.JUDGE, None),
    "DUTY-JUDGE-INTERFERENCE": (Role.JUDGE, None),
    "DUTY-JUDGE-CLOSE": (Role.JUDGE, Right.CLOSE),
    "DUTY-ASSISTANT-HELP": (Role.ASSISTANT, None),
    "DUTY-ASSISTANT-NODE": (Role.ASSISTANT, Right.RECORD_NODE),
    "DUTY-HEAD-TREND": (Role.DIVISION_HEAD, Right.DASHBOARD),
    "DUTY-HEAD-URGE": (Role.DIVISION_HEAD, Right.ACKNOWLEDGE),
    "DUTY-HEAD-FOUR": (Role.DIVISION_HEAD, None),
    "DUTY-HEAD-SIGN": (Role.DIVISION_HEAD, None),
    "DUTY-PRESIDENT-TREND": (Role.PRESIDENT, Right.DASHBOARD),
    "DUTY-PRESIDENT-URGE": (Role.PRESIDENT, Right.ACKNOWLEDGE),
    "DUTY-PRESIDENT-CHANGE": (Role.PRESIDENT, Right.DECIDE_CHANGE),
    "DUTY-PRESIDENT-SIGN": (Role.PRESIDENT, None),
    "DUTY-PRESIDENT-REVIEW": (Role.PRESIDENT, Right.REVIEW_OVERSEE),
    "DUTY-PRESIDENT-HISTORY": (Role.PRESIDENT, Right.READ_HISTORY),
    "DUTY-MANAGEMENT-TREND": (Role.TRIAL_MANAGEMENT, Right.DASHBOARD),
    "DUTY-MANAGEMENT-URGE": (Role.TRIAL_MANAGEMENT, Right.ACKNOWLEDGE),
    "DUTY-MANAGEMENT-IMPORT": (Role.TRIAL_MANAGEMENT, Right.CONFIRM_IMPORT),
    "DUTY-MANAGEMENT-CALENDAR": (Role.TRIAL_MANAGEMENT, Right.CONFIRM_CALENDAR),
    "DUTY-MANAGEMENT-REVIEW": (Role.TRIAL_MANAGEMENT, Right.REVIEW_PLAN),
    "DUTY-DISCIPLINE-READ": (Role.DISCIPLINE, None),
    "DUTY-DISCIPLINE-INTERFERENCE": (Role.DISCIPLINE, None),
    "DUTY-DISCIPLINE-REVIEW": (Role.DISCIPLINE, Right.REVIEW_OVERSEE),
    "DUTY-DISCIPLINE-HISTORY": (Role.DISCIPLINE, Right.READ_HISTORY),
    "DUTY-REVIEWER-REVIEW": (Role.REVIEWER, Right.REVIEW),
    "DUTY-ADMIN-PEOPLE": (Role.ADMINISTRATOR, Right.ADMINISTER),
    "DUTY-ADMIN-CALENDAR": (Role.ADMINISTRATOR, Right.CONFIRM_CALENDAR),
    "DUTY-ADMIN-HISTORY": (Role.ADMINISTRATOR, Right.READ_HISTORY),
    "DUTY-HEAD-EXPORT": (Role.DIVISION_HEAD, Right.EXPORT),
    "DUTY-PRESIDENT-EXPORT": (Role.PRESIDENT, Right.EXPORT),
    "DUTY-MANAGEMENT-EXPORT": (Role.TRIAL_MANAGEMENT, Right.EXPORT),
    "DUTY-MANAGEMENT-VIEWS": (Role.TRIAL_MANAGEMENT, Right.SHARE_VIEWS),
    "DUTY-CLERK-DESIGNATE": (Role.CLERK, Right.DESIGNATE),
    "DUTY-CLERK-ASSESSORS": (Role.CLERK, Right.KEEP_ASSESSORS),
    "DUTY-CLERK-COMMITTEE": (Role.CLERK, Right.ENTER_COMMITTEE),
    "DUTY-JUDGE-CHANGE": (Role.JUDGE, Right.ASK_CHANGE),
    "DUTY-JUDGE-RECUSAL": (Role.JUDGE, Right.DECIDE_RECUSAL),
    "DUTY-JUDGE-BODY": (Role.JUDGE, Right.FORM_BODY),
    "DUTY-HEAD-DESIGNATION": (Role.DIVISION_HEAD, Right.APPROVE_DESIGNATION),
    "DUTY-HEAD-ASK-CHANGE": (Role.DIVISION_HEAD, Right.ASK_CHANGE),
    "DUTY-HEAD-CHANGE": (Role.DIVISION_HEAD, Right.ADVISE_CHANGE),
    "DUTY-HEAD-BODY": (Role.DIVISION_HEAD, Right.FORM_BODY),
    "DUTY-PRESIDENT-DESIGNATION": (Role.PRESIDENT, Right.APPROVE_DESIGNATION),
    "DUTY-PRESIDENT-RECUSAL": (Role.PRESIDENT, Right.DECIDE_RECUSAL),
    "DUTY-PRESIDENT-VOID": (Role.PRESIDENT, Right.VOID_DRAW),
    "DUTY-PRESIDENT-MONITOR": (Role.PRESIDENT, Right.MONITOR_DRAWS),
    "DUTY-MANAGEMENT-CHANGE": (Role.TRIAL_MANAGEMENT, Right.ASK_CHANGE),
    "DUTY-MANAGEMENT-VOID": (Role.TRIAL_MANAGEMENT, Right.VOID_DRAW),
    "DUTY-MANAGEMENT-ASSESSORS": (Role.TRIAL_MANAGEMENT, Right.KEEP_ASSESSORS),
    "DUTY-MANAGEMENT-COMMITTEE": (Role.TRIAL_MANAGEMENT, Right.ENTER_COMMITTEE),
    "DUTY-MANAGEMENT-MONITOR": (Role.TRIAL_MANAGEMENT, Right.MONITOR_DRAWS),
    "DUTY-DISCIPLINE-CHANGE": (Role.DISCIPLINE, Right.CHECK_CHANGE),
    "DUTY-DISCIPLINE-MONITOR": (Role.DISCIPLINE, Right.MONITOR_DRAWS),
}


@pytest.mark.parametrize("code", DUTIES)
def test_each_duty_is_of_its_post_and_needs_its_right(code: str) -> None:
    duty = duties().latest(code)
    assert (duty.role, duty.act) == DUTIES[code]
    assert duty.article and duty.node in stages()
    assert code.startswith("DUTY-") and duty.zh and duty.en


def test_every_right_is_in_some_duty() -> None:
    assert {duty.act for duty in duties()} - {None} == set(Right)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_post_has_the_rights_its_duties_name(role: Role) -> None:
    named = {duty.act for duty in duties() if duty.role is role and duty.act is not None}
    assert set(roles().latest(role.value).rights) == named


def test_the_list_stands_in_the_order_of_the_stages() -> None:
    order = [stage.code for stage in stages()]
    assert order == [
        "filing",
        "assignment",
        "trial",
        "closing",
        "supervision",
        "discipline",
        "review",
        "administration",
    ]
    for rule in role_rows(date(2026, 3, 10)):
        found = duties_of(Role(rule.code), date(2026, 3, 10))
        places = [order.index(row["duty"].node) for row in found]
        assert found and places == sorted(places)


def test_a_day_before_the_list_has_none() -> None:
    assert duties_of(Role.JUDGE, date(2018, 12, 31)) == []


def test_every_right_has_a_name_and_a_source() -> None:
    for rule in right_rules():
        assert rule.zh and rule.en and rule.article


DELEGABLE: dict[str, str] = {
    "file": "nothing",
    "accept": "court",
    "draw": "court",
    "record_node": "nothing",
    "acknowledge": "court",
    "dashboard": "whole",
    "confirm_import": "court",
    "confirm_calendar": "nothing",
    "read_history": "nothing",
    "review_plan": "court",
    "review_oversee": "nothing",
    "keep_ledger": "nothing",
    "confirm_ledger": "court",
    "advise_extension": "court",
    "decide_extension": "court",
    "export": "nothing",
    "share_views": "nothing",
    "designate": "court",
    "approve_designation": "court",
    "ask_change": "court",
    "advise_change": "court",
    "decide_change": "court",
    "check_change": "court",
    "void_draw": "court",
    "keep_assessors": "court",
    "enter_committee": "nothing",
    "monitor_draws": "nothing",
}


@pytest.mark.parametrize("code", DELEGABLE)
def test_what_may_be_delegated_carries_no_more_than_it_needs(code: str) -> None:
    assert right_rules().latest(code).carries.value == DELEGABLE[code]
    assert right_rules().latest(code).delegable and right_rules().latest(code).to


@pytest.mark.parametrize(
    "code", ["ask_extension", "close", "grant", "administer", "review", "decide_recusal", "form_body"]
)
def test_what_is_not_delegated_carries_nothing(code: str) -> None:
    rule = right_rules().latest(code)
    assert not rule.delegable and not rule.to and rule.carries is Carried.NOTHING


def test_every_right_says_whether_it_is_delegated_and_to_whom() -> None:
    """Worked example: filing goes to clerks, assistants and trial management; drawing never to assistants."""
    assert {rule.code for rule in right_rules()} == {right.value for right in Right}
    for rule in right_rules():
        assert bool(rule.to) is rule.delegable, rule.code
        assert rule.carries is Carried.NOTHING or rule.delegable
    assert right_rules().latest("file").to == (Role.CLERK, Role.ASSISTANT, Role.TRIAL_MANAGEMENT)
    assert Role.ASSISTANT not in right_rules().latest("draw").to
