"""What a court may set about its limits: how far back people may enter, and when each lamp is lit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock
from cases.limits.selectors import readings_of
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.actors.domain import Right
from courts.options.services import set_option
from courts.people.selectors import roles
from courts.people.selectors.delegations import duties
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1))
day = date.fromisoformat


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """Filed on 14 March 2025: due on 14 September, an extension asked for by 30 August."""
    return drawn_case(house, on=day("2025-03-14"), procedure="ordinary")


def choose(house: CourtHouse, code: str, value: int) -> None:
    actor = actor_of(house.administrator, day("2025-04-01"))
    set_option(court_id=house.court.pk, code=code, value=value, reason="院务会纪要第7号", actor=actor)


@pytest.mark.parametrize(
    ("code", "value", "column", "usual", "then"),
    [
        ("LIMIT-NEAR-DAYS", 60, "near_on", "2025-08-15", "2025-07-16"),
        ("LIMIT-ASK-LEAD-DAYS", 10, "ask_on", "2025-08-30", "2025-08-20"),
        ("LIMIT-RED-DAYS", 7, "red_on", "2025-09-11", "2025-09-07"),
    ],
)
def test_a_threshold_moves_its_lamp_at_once(
    house: CourtHouse, case: Case, code: str, value: int, column: str, usual: str, then: str
) -> None:
    assert getattr(CaseClock.objects.get(case=case), column) == day(usual)
    choose(house, code, value)
    clock = CaseClock.objects.get(case=case)
    assert getattr(clock, column) == day(then) and clock.due_on == day("2025-09-14")


def test_short_and_brief_limits_have_their_own(house: CourtHouse) -> None:
    """A limit of 30 days is near at a sixth, 5 days; one of 15 days at 5 days."""

    def near(total: int) -> int:
        return readings_of(house.court.pk).ladder.near_for(total)

    assert (near(30), near(15)) == (5, 5)
    choose(house, "LIMIT-NEAR-SHARE", 3)
    choose(house, "LIMIT-NEAR-BRIEF-DAYS", 2)
    assert (near(30), near(15), near(184)) == (10, 2, 30)


@pytest.mark.parametrize(("days", "state"), [(0, "proposed"), (10, "in_force")])
def test_how_far_back_people_enter_on_their_own(house: CourtHouse, case: Case, days: int, state: str) -> None:
    choose(house, "LIMIT-BACKDATE-DAYS", days)
    began = day("2025-04-20")
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=began)
    entered = Entered(entry=entry, document="委托鉴定书", reason="申请鉴定")
    assert case.handling.handler is not None
    handler = actor_of(case.handling.handler, began + timedelta(days=10))
    assert enter_item(case_id=case.pk, entered=entered, actor=handler).state == state


@pytest.mark.parametrize(
    ("role", "right", "duty"),
    [
        ("clerk", "keep_ledger", "DUTY-CLERK-LEDGER"),
        ("judge", "keep_ledger", "DUTY-JUDGE-LEDGER"),
        ("assistant", "keep_ledger", "DUTY-ASSISTANT-LEDGER"),
        ("division_head", "confirm_ledger", "DUTY-HEAD-LEDGER"),
        ("president", "confirm_ledger", "DUTY-PRESIDENT-LEDGER"),
    ],
)
def test_who_keeps_the_ledger_and_who_confirms_it(role: str, right: str, duty: str) -> None:
    """Nobody holds both: what one enters another confirms (吉高法〔2019〕2号)."""
    held = set(roles().latest(role).rights)
    assert Right(right) in held and len(held & {Right.KEEP_LEDGER, Right.CONFIRM_LEDGER}) == 1
    row = duties().latest(duty)
    assert (row.role.value, row.act.value) == (role, right)
