"""What stands in the ledgers of the demo courts: examinations, suspensions, conversions, one that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.services import answer_item, cancel_item, end_item, enter_item, tell_parties
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import roles, viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

OLD_ENOUGH = 70
"""Days a case has been tried before its ledger is looked at."""
TOLD = "书面告知双方，电子送达回执在卷"


def ledgers_kept(staffed: Staffed, day: date) -> None:
    """The ledgers of some open civil cases, each entered on the days on which it happened."""
    chosen = _running(staffed, day, procedure="ordinary")
    for story in (_examined, _suspended, _noticed_late, _disputed, _declined, _examined, _taken_back):
        if (case := next(chosen, None)) is not None:
            story(staffed, case, day)
    for case in _running(staffed, day, procedure="summary", within=30):
        _converted(staffed, case, day)
        break


def _running(staffed: Staffed, day: date, *, procedure: str, within: int = 0) -> Iterator[Case]:
    """Open civil cases whose limit has a while to go (or ends ``within`` days), the oldest first."""
    found = Case.objects.filter(
        court=staffed.court,
        status=Status.OPEN.value,
        sealed=Seal.NONE.value,
        type_code="民初",
        procedure=procedure,
        handling__assigned_on__lte=day - timedelta(days=OLD_ENOUGH - 10),
        clock__now_rule_code__in=["CIV1_ORD", "CIV1_SUM"],
        clock__due_on__gt=day + timedelta(days=2 if within else 25),
    )
    if within:
        found = found.filter(clock__due_on__lte=day + timedelta(days=within))
    yield from found.select_related("handling__handler").order_by("filed_on", "number_serial")[:12]


def _acting(staffed: Staffed, person: Person | None, role: Role, day: date, hour: int) -> Actor:
    """A person acting on a day by the rights their posts gave then."""
    assert person is not None
    post = f"{staffed.court.name} {roles().latest(role.value).zh}"
    at = instant(day, hour)
    return Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer_of(person, day))


def _judge(staffed: Staffed, case: Case, day: date, hour: int = 10) -> Actor:
    return _acting(staffed, case.handling.handler, Role.JUDGE, day, hour)


def _head(staffed: Staffed, case: Case, day: date, hour: int = 15) -> Actor:
    """The head of the division that has the case; the president where it has none."""
    for head in staffed.people.get(Role.DIVISION_HEAD, []):
        division = staffed.division_of[head]
        if division is not None and division.pk == case.handling.division_id:
            return _acting(staffed, head, Role.DIVISION_HEAD, day, hour)
    return _acting(staffed, staffed.people[Role.PRESIDENT][0], Role.PRESIDENT, day, hour)


def _stop(case: Case, actor: Actor, ground: str, on: date, document: str, reason: str) -> LedgerItem:
    kind = LedgerKind.SUSPENSION if ground == "X06" else LedgerKind.EXCLUSION
    entry = LedgerEntry(kind=kind, ground=ground, starts_on=on)
    return enter_item(
        case_id=case.pk, entered=Entered(entry=entry, document=document, reason=reason), actor=actor
    )


def _papers(case: Case, name: str) -> str:
    return f"{case.number}{name}"


def _examined(staffed: Staffed, case: Case, day: date) -> None:
    """An expert examination, over and told: entered at once, ended with the report."""
    began, ended = day - timedelta(days=52), day - timedelta(days=20)
    act: Callable[[date], Actor] = partial(_judge, staffed, case)
    item = _stop(case, act(began), "X02", began, _papers(case, "委托鉴定书"), "被告申请对工程质量进行鉴定")
    tell_parties(item_id=item.pk, told_on=began, told_how=TOLD, actor=act(began))
    end_item(item_id=item.pk, ends_on=ended, document="司法鉴定意见书", actor=act(ended))


def _suspended(staffed: Staffed, case: Case, day: date) -> None:
    """A suspension that stands open: the clock does not run."""
    began = day - timedelta(days=38)
    why = "本案须以另一案的审理结果为依据，另一案尚未审结"
    item = _stop(case, _judge(staffed, case, began), "X06", began, _papers(case, "中止诉讼裁定书"), why)
    later = began + timedelta(days=1)
    tell_parties(item_id=item.pk, told_on=later, told_how=TOLD, actor=_judge(staffed, case, later))


def _noticed_late(staffed: Staffed, case: Case, day: date) -> None:
    """A public notice entered long after it was published: it waits for the head."""
    began = day - timedelta(days=34)
    entry = LedgerEntry(
        kind=LedgerKind.EXCLUSION, ground="X01", starts_on=began, ends_on=began + timedelta(days=30)
    )
    paper = Entered(entry=entry, document="人民法院公告网公告", reason="被告下落不明，公告送达起诉状副本")
    enter_item(case_id=case.pk, entered=paper, actor=_judge(staffed, case, day, 16))


def _disputed(staffed: Staffed, case: Case, day: date) -> None:
    """An objection to jurisdiction just raised; the parties were not told yet."""
    began = day - timedelta(days=3)
    why = "被告对管辖权提出异议"
    _stop(case, _judge(staffed, case, began, 11), "X04", began, _papers(case, "管辖权异议申请书"), why)


def _declined(staffed: Staffed, case: Case, day: date) -> None:
    """An item entered late without its paper, which the head declined."""
    began, entered = day - timedelta(days=30), day - timedelta(days=8)
    why = "双方口头表示正在协商"
    item = _stop(case, _judge(staffed, case, entered), "X07", began, "当事人口头陈述", why)
    answer_item(
        item_id=item.pk, agreed=False, answer="没有双方的书面申请", actor=_head(staffed, case, entered)
    )


def _taken_back(staffed: Staffed, case: Case, day: date) -> None:
    """An item entered on the wrong case, taken back by the head the same day."""
    on = day - timedelta(days=12)
    item = _stop(case, _judge(staffed, case, on), "X05", on, "委托评估函", "委托评估房屋价值")
    cancel_item(item_id=item.pk, reason="登记错案，应登记在关联案件", actor=_head(staffed, case, on))


def _converted(staffed: Staffed, case: Case, day: date) -> None:
    """Summary to ordinary procedure by a ruling, counted from filing."""
    on = day - timedelta(days=2)
    entry = LedgerEntry(kind=LedgerKind.CONVERSION, to_rule="CIV1_ORD", on=on)
    paper = Entered(
        entry=entry, document=_papers(case, "转换程序裁定书"), reason="案情复杂，不宜适用简易程序"
    )
    item = enter_item(case_id=case.pk, entered=paper, actor=_judge(staffed, case, on, 9))
    tell_parties(item_id=item.pk, told_on=on, told_how=TOLD, actor=_judge(staffed, case, on, 17))
