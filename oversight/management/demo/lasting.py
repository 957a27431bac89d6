"""What lasts in the demo courts: custody since its first day, and clocks that stand longer than they may."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from cases.custody.domain import Begins, Ends
from cases.custody.services import change_custody
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.services.entering import Entered, enter_item
from cases.nodes.domain import Node
from cases.nodes.services import record_node
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from oversight.management.demo.days import Days, instant
from oversight.management.demo.staff import Staffed

LONG_HELD_DAYS = (1140, 1215, 1890)
"""First custody of a few accused: past three years, and past five."""
RELEASED_SHARE = 0.15
STOPS = (
    (LedgerKind.SUSPENSION, "X06", 96, "中止诉讼裁定书", "须以另案的审理结果为依据", Node.HEARING, 20),
    (LedgerKind.EXCLUSION, "X01", 72, "公告送达登记表", "被告下落不明，公告送达", None, 0),
    (LedgerKind.EXCLUSION, "X10", 47, "延期审理决定书", "需要通知新的证人到庭", None, 0),
    (LedgerKind.EXCLUSION, "X02", 64, "司法鉴定委托书", "委托司法鉴定", None, 0),
)


def held_and_stopped(seed: int, staff: list[Staffed], days: Days) -> None:
    """Custody for the accused who are held, and a few open stops in each court."""
    for staffed in staff:
        chance = Random(f"{seed} lasting {staffed.court.code}")
        _hold(chance, staffed, days.working[-1])
        _stop(chance, staffed, days.working[-1])


def _open(staffed: Staffed) -> list[Case]:
    found = Case.objects.filter(court=staffed.court, status=Status.OPEN.value, sealed="none")
    found = found.filter(handling__handler__isnull=False).select_related("handling__handler")
    return list(found.order_by("filed_on", "number_serial"))


def _hold(chance: Random, staffed: Staffed, day: date) -> None:
    criminal = [case for case in _open(staffed) if case.category == "criminal"]
    held = [case for case in criminal if case.detained] or criminal[:1]
    for place, case in enumerate(held):
        if place < len(LONG_HELD_DAYS):
            since = day - timedelta(days=LONG_HELD_DAYS[place])
        else:
            since = case.received_on - timedelta(days=chance.randrange(20, 150))
        actor = _clerk(chance, staffed, instant(day, 15, chance.randrange(60)))
        begins = Begins(since=since, document=f"换押证〔{since.year}〕{chance.randrange(10, 400)}号")
        stay = change_custody(case_id=case.pk, change=begins, actor=actor)
        if place >= len(LONG_HELD_DAYS) and chance.random() < RELEASED_SHARE:
            document = f"取保候审决定书〔{day.year}〕{chance.randrange(10, 400)}号"
            ends = Ends(custody_id=stay.pk, on=day, ending="bail", document=document)
            change_custody(case_id=case.pk, change=ends, actor=actor)


def _stop(chance: Random, staffed: Staffed, day: date) -> None:
    """Each on the oldest case that came in time for it, whose limit had not ended then."""
    taken: set[object] = set()
    for kind, ground, ago, document, reason, node, later in STOPS:
        starts_on = day - timedelta(days=ago)
        case = next(
            (case for case in _open(staffed) if _fits(case, starts_on) and case.pk not in taken), None
        )
        if case is None or case.handling.handler is None:
            continue
        taken.add(case.pk)
        entry = LedgerEntry(kind=kind, ground=ground, starts_on=starts_on)
        number = f"{document}〔{starts_on.year}〕{chance.randrange(10, 300)}号"
        at = instant(starts_on, 16, chance.randrange(60))
        entered = Entered(entry=entry, document=number, reason=reason)
        enter_item(case_id=case.pk, entered=entered, actor=_judge(staffed, case.handling.handler, at))
        if node is not None:
            heard = starts_on + timedelta(days=later)
            actor = _judge(staffed, case.handling.handler, instant(heard, 17, chance.randrange(30)))
            detail = "公开开庭审理。"
            record_node(case_id=case.pk, node=node.value, occurred_on=heard, detail=detail, actor=actor)


def _fits(case: Case, starts_on: date) -> bool:
    clock = getattr(case, "clock", None)
    if case.category != "civil" or clock is None or clock.due_on is None or clock.base_on is None:
        return False
    assigned = case.handling.assigned_on
    if assigned is None or clock.stopped_since is not None:
        return False
    return bool(max(assigned, clock.base_on) < starts_on < clock.due_on)


def _judge(staffed: Staffed, person: Person, at: datetime) -> Actor:
    return _acting(staffed, person, Role.JUDGE, at)


def _clerk(chance: Random, staffed: Staffed, at: datetime) -> Actor:
    return _acting(staffed, chance.choice(staffed.people[Role.CLERK]), Role.CLERK, at)


def _acting(staffed: Staffed, person: Person, role: Role, at: datetime) -> Actor:
    """A person acting by the rights their posts give on the day."""
    signed = staffed.signed(person, role, at)
    viewer = viewer_of(person, at.date())
    return Actor(at=at, label=signed.label, person_id=signed.person_id, post=signed.post, viewer=viewer)
