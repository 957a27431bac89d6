"""Who may not act for a party: former staff, and family of the court's people."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.conflicts.domain import AgentKind, two_years_after
from assignment.conflicts.models import CaseAgent
from assignment.conflicts.selectors import agent_warning, relations
from assignment.conflicts.services import (
    confirm_end,
    declare_relative,
    end_relative,
    enter_agent,
    enter_former,
)
from cases.parties.services import digest
from tests.builders import DAY, ID_CARD, CourtHouse, accepted_case, actor_of, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
FIRM = "吉林长白律师事务所"


house = kept(lambda: court_with_people(judges=1))


def left(house: CourtHouse, name: str, years: int, *, elsewhere: bool = False, number: str = ID_CARD) -> None:
    day, office = DAY.replace(year=DAY.year - years), actor_of(house.administrator)
    row = enter_former(court=house.court, name=name, id_number=number, left_on=day, actor=office)
    if elsewhere:
        type(row).objects.filter(pk=row.pk).update(court=house.upper)


def acting(house: CourtHouse, name: str, **more: Any) -> dict[str, Any]:
    case = accepted_case(house)
    return {"case_id": case.pk, "name": name, "id_number": ID_CARD, "actor": actor_of(house.clerk), **more}


def test_former_staff_do_not_act_in_their_court(house: CourtHouse) -> None:
    left(house, "钱某", 5)
    agent = acting(house, "钱某", kind="lawyer", firm=FIRM)
    check_refused(lambda: enter_agent(**agent), "CONFLICT-FORMER-STAFF")
    nameless = {**agent, "id_number": ""}
    check_refused(lambda: enter_agent(**nameless), "CONFLICT-AGENT-NAME")
    entered = enter_agent(reason="核对身份证，不是同一人。", **nameless)
    assert (entered.warned, entered.warned_reason) == ("CONFLICT-AGENT-NAME", "核对身份证，不是同一人。")
    guardian = enter_agent(**{**agent, "kind": "guardian", "firm": ""})
    assert guardian.warned == "", "a guardian may act (法释〔2011〕12号第八条)"


def test_two_years_as_a_lawyer_nowhere(house: CourtHouse) -> None:
    left(house, "孙某", 1, elsewhere=True)
    agent = acting(house, "孙某")
    check_refused(lambda: enter_agent(kind="lawyer", firm=FIRM, **agent), "CONFLICT-TWO-YEARS")
    assert enter_agent(kind="other", **agent).kind == AgentKind.OTHER.value
    assert two_years_after(DAY.replace(year=2024, month=2, day=29)).isoformat() == "2026-02-28"


def test_a_name_warns_only_of_whom_the_number_would_refuse(house: CourtHouse) -> None:
    """Who left another court long ago may act here; a legal worker from there may at once."""
    left(house, "孙某", 5, elsewhere=True, number="")
    left(house, "钱某", 1, elsewhere=True, number="")
    case = accepted_case(house)

    def told(name: str, kind: str) -> str:
        found = agent_warning(case, name=name, digest="", kind=AgentKind(kind), on=DAY)
        return found.code if found else ""

    assert (told("孙某", "lawyer"), told("钱某", "legal_worker")) == ("", "")
    assert told("钱某", "lawyer") == "CONFLICT-AGENT-NAME"


def test_family_of_the_court_does_not_act_there(house: CourtHouse) -> None:
    """Spouses, parents and children of those who serve in the court now (法释〔2011〕12号第九条)."""
    agent, me = acting(house, "周某", kind="other"), house.assistant
    case = CaseAgent(case_id=agent["case_id"]).case

    def found(number: str) -> str:
        told = agent_warning(case, name="周某", digest=number, kind=AgentKind.OTHER, on=DAY)
        return told.code if told else ""

    for relation in ("spouse", "parent", "child", "direct_line", "collateral", "in_law"):
        row = declare_relative(
            person_id=me.pk, relation=relation, name="周某", id_number=ID_CARD, actor=actor_of(me)
        )
        near = relation in ("spouse", "parent", "child")
        assert relations().latest(relation).family is near
        assert found(digest(ID_CARD)) == ("CONFLICT-FAMILY-AGENT" if near else "")
        assert found("") == ("CONFLICT-AGENT-NAME" if near else "")
        if relation != "in_law":
            end_relative(relative_id=row.pk, reason="改登记", actor=actor_of(me))
            confirm_end(relative_id=row.pk, agreed=True, actor=actor_of(house.discipline))
    declare_relative(person_id=me.pk, relation="child", name="周某", id_number=ID_CARD, actor=actor_of(me))
    check_refused(lambda: enter_agent(**agent), "CONFLICT-FAMILY-AGENT")
    assert not CaseAgent.objects.exists()
    me.posts.update(to_on=DAY.replace(day=1))
    assert found("") == "", "moved away: no longer family of this court's people"
