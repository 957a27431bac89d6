"""Leaders against their target: counted from closed cases, reminded, never put out of the quota."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignment.leaders.models import ExitProposal, LeaderPrompt, LeaderTerm
from assignment.leaders.selectors import leave_leaders_out, nominal, own_acts, standings
from assignment.leaders.services import answer_exit, end_leader, enter_leader, prompt_behind, propose_exit
from cases.docket.models import Case, CaseHandling
from cases.documents.models import Document
from cases.nodes.models import NodeEvent
from courts.options.services import set_option
from courts.outbox.models import OutboxMessage
from courts.people.models import Person, Post, QuotaTerm
from courts.people.services import admit_to_quota
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.builders import DAY, CourtHouse, accepted_case, actor_of, instant, machine
from tests.kit.kept import each_afresh  # noqa: F401

CLOSED = date(2026, 3, 9)
TODAY = date(2026, 11, 20)


def _closed(
    house: CourtHouse, judge: Person, number: int = 1, *, on: date = CLOSED, **over: object
) -> list[Case]:
    made = []
    for _n in range(number):
        case = accepted_case(house, on=date(2026, 1, 12), **over)
        CaseHandling.objects.filter(pk=case.pk).update(handler=judge, assigned_on=case.filed_on)
        Case.objects.filter(pk=case.pk).update(status="closed", closed_on=on, disposal="判决")
        made.append(case)
    return made


def _of(house: CourtHouse, person: Person, on: date = DAY) -> Any:
    found = [one for one in standings(house.court, 2026, on) if one.leader.person_id == person.pk]
    assert len(found) == 1
    return found[0]


def test_a_head_against_the_judges_of_the_division(house: CourtHouse) -> None:
    for judge in house.judges:
        _closed(house, judge, 2)
    _closed(house, house.head, 1)
    one = _of(house, house.head)
    assert one.tally.base_cases == 8
    assert one.tally.cases == 1
    assert one.tally.rate == 5000
    assert not one.behind
    assert [tally.cases for tally in one.months] == [0, 0, 1]


def test_institutional_order_and_who_is_measured(house: CourtHouse) -> None:
    _closed(house, house.judge, 3)
    rows = standings(house.court, 2026, DAY)
    assert [row.leader.post for row in rows] == ["president", "division_head"]
    assert rows[0].target is None  # the president is not within the quota
    assert rows[1].behind
    assert standings(house.court, 2027, DAY) == []


def test_leaders_out_of_the_average_or_in_it(house: CourtHouse) -> None:
    for judge in house.judges:
        _closed(house, judge, 1)
    _closed(house, house.head, 4)
    assert _of(house, house.head).tally.base_cases == 4
    actor = actor_of(house.administrator)
    set_option(court_id=house.court.pk, code="LEADER-BASE-PLAIN", value=False, reason="试行", actor=actor)
    set_option(court_id=house.court.pk, code="LEADER-TARGET-HEAD", value=70, reason="本院标准", actor=actor)
    assert _of(house, house.head).target_bp == 7000
    enter_leader(
        court_id=house.court.pk,
        person=house.judge,
        title="副院长",
        from_on=date(2026, 1, 1),
        reason="抚人发〔2026〕1号",
        actor=actor,
    )
    vice = _of(house, house.judge)
    assert vice.target is not None
    assert vice.target.code == "OTHER-BASIC"
    assert vice.tally.base_cases == 8
    with pytest.raises(InvalidInput):
        enter_leader(
            court_id=house.court.pk, person=house.judge, title="专委", from_on=DAY, reason="重复", actor=actor
        )
    term = house.judge.leader_terms.get()
    with pytest.raises(NotVisible):
        end_leader(term_id=term.pk, to_on=DAY, reason="免职", actor=actor_of(house.president))
    end_leader(term_id=term.pk, to_on=DAY, reason="抚人发〔2026〕9号", actor=actor)


def test_only_the_days_in_post_within_the_quota_count(house: CourtHouse) -> None:
    """A head from 1 February, on 10 March: 38 days; what was closed before is nobody's target.

    Four judges of the division closed 8 in 69 days each: 0.029 a day; the head 1 in 38 days: 0.026 a day.
    """
    for judge in house.judges:
        _closed(house, judge, 2)
    _closed(house, house.head, 3, on=date(2026, 1, 20))
    _closed(house, house.head, 1)
    QuotaTerm.objects.filter(person=house.head).update(from_on=date(2026, 2, 1))
    tally = _of(house, house.head).tally
    assert (tally.cases, tally.days) == (1, 38)
    assert (tally.base_cases, tally.base_days) == (8, 4 * 69)
    assert tally.rate == 1 * 276 * 10_000 // (38 * 8) == 9078


def test_a_judge_of_the_base_counts_on_the_days_he_belongs_to_it(house: CourtHouse) -> None:
    """One of four left the division on 31 January and became vice president on 1 March."""
    moving, *staying = house.judges
    _closed(house, moving, 2, on=date(2026, 1, 20))
    _closed(house, moving, 5)
    for judge in staying:
        _closed(house, judge, 1)
    Post.objects.filter(person=moving, role="judge").update(to_on=date(2026, 1, 31))
    head = _of(house, house.head)
    assert (head.tally.base_cases, head.tally.base_days) == (2 + 3, 31 + 3 * 69)
    assert [month.base_cases for month in head.months] == [2, 0, 3]
    LeaderTerm.objects.create(court=house.court, person=moving, title="副院长", from_on=date(2026, 3, 1))
    vice = _of(house, moving)
    assert (vice.tally.cases, vice.tally.days) == (5, 10)
    assert (vice.tally.base_cases, vice.tally.base_days) == (2 + 3, 59 + 3 * 69)
    assert [month.days for month in vice.months] == [0, 0, 10]


def test_only_simple_and_series_cases_leave_leaders_out(house: CourtHouse) -> None:
    ids = [house.head.pk, house.judge.pk]
    for over in ({"procedure": "summary"}, {"series_key": "物业2026"}):
        case = accepted_case(house, **over)
        assert {pk: one.code for pk, one in leave_leaders_out(case, ids, DAY).items()} == {
            house.head.pk: "LEADER_SIMPLE"
        }
    assert leave_leaders_out(accepted_case(house), ids, DAY) == {}


def _event(case: Case, node: str, by: Person) -> None:
    NodeEvent.objects.create(
        case=case,
        court=case.court,
        node=node,
        occurred_on=CLOSED,
        detail="记录",
        entered_at=instant(),
        entered_by=by.name,
        entered_by_person=by,
    )


def _paper(case: Case, title: str, by: Person) -> None:
    Document.objects.create(
        case=case,
        court=case.court,
        subject_kind="case",
        subject=case.pk,
        title=title,
        name="a.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=instant(),
        uploaded_by=by.name,
        uploaded_by_person=by,
    )


def test_cases_in_name_only_are_flagged(house: CourtHouse) -> None:
    heard, deliberated, drafted, pronounced, attached, assisted = _closed(house, house.head, 6)
    assert [act.code for act in own_acts()] == ["hearing", "deliberation", "drafting"]
    _event(heard, "hearing", house.head)
    _event(deliberated, "deliberation", house.head)
    _paper(drafted, "民事判决书（签发稿）", house.head)
    _event(pronounced, "pronouncement", house.head)
    _paper(attached, "延期申请附件", house.head)
    _event(assisted, "hearing", house.assistant)
    empty = {pronounced.pk, attached.pk, assisted.pk}
    assert set(nominal(Case.objects.all(), DAY).values_list("pk", flat=True)) == empty
    assert set(_of(house, house.head).nominal) == empty


def test_reminded_once_a_month_from_october(house: CourtHouse) -> None:
    _closed(house, house.judge, 2)
    assert prompt_behind(date(2026, 9, 30), instant(date(2026, 9, 30))) == 0
    assert prompt_behind(TODAY, instant(TODAY)) == 1
    assert prompt_behind(TODAY + timedelta(days=1), instant(TODAY)) == 0
    assert LeaderPrompt.objects.get().person_id == house.head.pk
    told = OutboxMessage.objects.get(topic="leader_behind")
    assert UUID(told.body["person"]) == house.head.pk
    assert prompt_behind(date(2026, 12, 1), instant(date(2026, 12, 1))) == 1


def test_what_a_court_may_set(house: CourtHouse) -> None:
    admit_to_quota(person=house.president, court=house.court, from_on=date(2019, 1, 1), actor=machine())
    _closed(house, house.judge, 2)
    actor = actor_of(house.administrator)
    for code, value in (
        ("LEADER-TARGET-PRESIDENT", 8),
        ("LEADER-TARGET-OTHER", 40),
        ("LEADER-PROMPT-MONTH", 12),
    ):
        set_option(court_id=house.court.pk, code=code, value=value, reason="本院标准", actor=actor)
    assert _of(house, house.president).target_bp == 800
    assert prompt_behind(TODAY, instant(TODAY)) == 0
    assert prompt_behind(date(2026, 12, 1), instant(date(2026, 12, 1))) == 2


def test_an_exit_is_only_proposed(house: CourtHouse) -> None:
    _closed(house, house.judge, 4)
    court, head, after = house.court.pk, house.head, date(2027, 1, 15)
    asked = {"court_id": court, "person_id": head.pk, "year": 2026, "reason": "全年未办结案件"}
    with pytest.raises(Refused, match="LEADER-EXIT-EARLY"):
        propose_exit(**asked, actor=actor_of(house.trial_management, TODAY))
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        propose_exit(**asked, actor=actor_of(house.clerk, after))
    made = propose_exit(**asked, actor=actor_of(house.trial_management, after))
    assert QuotaTerm.objects.filter(person=head, to_on=None).exists()
    with pytest.raises(Refused, match="LEADER-EXIT-TWICE"):
        propose_exit(**asked, actor=actor_of(house.president, after))
    with pytest.raises(Refused, match="LEADER-EXIT-SELF"):
        answer_exit(proposal_id=made.pk, answer="核实", actor=actor_of(house.trial_management, after))
    with pytest.raises(InvalidInput):
        answer_exit(proposal_id=made.pk, answer=" ", actor=actor_of(house.president, after))
    answer_exit(proposal_id=made.pk, answer="政治部门已约谈", actor=actor_of(house.president, after))
    assert ExitProposal.objects.get().answered_by == house.president.name
    with pytest.raises(Refused, match="LEADER-EXIT-ANSWERED"):
        answer_exit(proposal_id=made.pk, answer="再次", actor=actor_of(house.president, after))
    with pytest.raises(NotVisible):
        answer_exit(proposal_id=made.pk, answer="核实", actor=actor_of(house.clerk, after))
    assert QuotaTerm.objects.filter(person=head, to_on=None).exists()


def test_no_exit_is_proposed_where_the_target_is_met(house: CourtHouse) -> None:
    _closed(house, house.judge, 1)
    _closed(house, house.head, 3)
    with pytest.raises(Refused, match="LEADER-EXIT-MET"):
        propose_exit(
            court_id=house.court.pk,
            person_id=house.head.pk,
            year=2026,
            reason="核对",
            actor=actor_of(house.trial_management, date(2027, 1, 15)),
        )
    with pytest.raises(NotVisible):
        propose_exit(
            court_id=house.court.pk,
            person_id=house.judge.pk,
            year=2026,
            reason="核对",
            actor=actor_of(house.trial_management, date(2027, 1, 15)),
        )


def test_it_costs_the_same_for_many_cases_and_leaders(house: CourtHouse) -> None:
    _closed(house, house.judge, 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        standings(house.court, 2026, DAY)
    _closed(house, house.judges[1], 3)
    for judge in house.judges[2:]:
        LeaderTerm.objects.create(court=house.court, person=judge, title="副院长", from_on=date(2026, 1, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(standings(house.court, 2026, DAY)) == 4
    assert len(few) == len(many) <= 10
