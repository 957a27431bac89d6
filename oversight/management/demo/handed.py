"""Changes of handler, recusals, a void draw, recorded interference: in the first demo court, by steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from assignment.bodies.models import BodyMember
from assignment.changes.models import ChangeRequest
from assignment.changes.services import (
    Said,
    advise_change,
    ask_change,
    decide_change,
    report_interference,
    tell_parties,
)
from assignment.designations.selectors import why_not
from assignment.draws.selectors import to_draw
from assignment.draws.services import ask_void, commit_draw, give_nonce, reveal_draw
from assignment.recusals.models import Recusal
from assignment.recusals.services import (
    NewRecusal,
    ask_recusal,
    ask_review,
    decide_recusal,
    tell_party,
)
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.parties.models import Party
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import roles, viewer_of
from courts.refusals.domain import Refused
from courts.trail.models import TrailEvent
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

YES = Said(agreed=True, text="情况属实。")


def handed_over(staffed: Staffed, day: date) -> None:
    """Waiting for the head, for the president, to be drawn again, done and told, done and told too late."""
    cases = _cases(staffed, day)
    with suppress(StopIteration):  # a small demo may not have a case for each
        _changes(staffed, cases, day)
    with suppress(StopIteration):
        _recusals(staffed, cases, day)
    with suppress(StopIteration):
        case = next(cases)
        report_interference(
            case_id=case.pk,
            kind="insider",
            happened_on=day - timedelta(days=2),
            text="原同事来电询问案件进展，要求尽快出结果，已当场说明不便答复。",
            actor=_judge(staffed, case, day - timedelta(days=1)),
        )
    _void(staffed, day)


def _cases(staffed: Staffed, day: date) -> Iterator[Case]:
    """Open civil cases that some judge has handled for a while, nothing else under way in them."""
    found = Case.objects.filter(
        court=staffed.court,
        status=Status.OPEN.value,
        sealed=Seal.NONE.value,
        type_code="民初",
        handling__handler__isnull=False,
        handling__assigned_on__lt=day - timedelta(days=10),
        extension_requests=None,
        clock__due_on__gt=day + timedelta(days=20),
    )
    # What is told below begins ten days back: nothing else may have happened to the case since, a body
    # formed later cannot have lost a member earlier, and the trail of a case runs forward.
    since = day - timedelta(days=10)
    told = TrailEvent.objects.filter(court_id=staffed.court.pk, at__gte=instant(since, 0)).exclude(
        case_id=None
    )
    found = found.exclude(pk__in=BodyMember.objects.filter(from_on__gt=since).values("case"))
    found = found.exclude(pk__in=told.values("case_id"))
    rows = found.select_related("court", "handling__handler").order_by("filed_on", "number_serial")
    yield from rows[:80]


def _acting(staffed: Staffed, person: Person, role: Role, day: date, hour: int, minute: int = 0) -> Actor:
    post = f"{staffed.court.name} {roles().latest(role.value).zh}"
    at = instant(day, hour, minute)
    return Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer_of(person, day))


def _judge(staffed: Staffed, case: Case, day: date, hour: int = 9) -> Actor:
    case.handling.refresh_from_db()
    assert case.handling.handler is not None  # chosen so
    return _acting(staffed, case.handling.handler, Role.JUDGE, day, hour)


def _of(staffed: Staffed, role: Role, day: date, hour: int, minute: int = 0) -> Actor:
    return _acting(staffed, staffed.people[role][0], role, day, hour, minute)


def _head(staffed: Staffed, case: Case, day: date) -> Actor:
    for head in staffed.people.get(Role.DIVISION_HEAD, []):
        division = staffed.division_of[head]
        if division is not None and division.pk == case.handling.division_id:
            return _acting(staffed, head, Role.DIVISION_HEAD, day, 14)
    return _of(staffed, Role.PRESIDENT, day, 14)


def _ask(
    staffed: Staffed, case: Case, day: date, ground: str, words: tuple[str, str], to: Person | None = None
) -> ChangeRequest:
    asked = ask_change(
        case_id=case.pk,
        ground=ground,
        reason=words[0],
        evidence=words[1],
        to=to.pk if to else None,
        actor=_judge(staffed, case, day),
    )
    return asked


def _advised(staffed: Staffed, case: Case, asked: ChangeRequest, day: date) -> None:
    if asked.state == "advising":
        advise_change(request_id=asked.pk, said=YES, actor=_head(staffed, case, day))


def _approved(staffed: Staffed, case: Case, asked: ChangeRequest, day: date) -> None:
    _advised(staffed, case, asked, day)
    decide_change(request_id=asked.pk, said=YES, actor=_of(staffed, Role.PRESIDENT, day, 16))


def _changes(staffed: Staffed, cases: Iterator[Case], day: date) -> None:
    ill = ("住院手术，三个月内不能开庭。", "抚松县人民医院诊断证明")
    moved = ("调至执行局工作。", "抚法任〔2026〕3号")
    teams = ("审判团队调整，本案归新团队办理。", "抚法〔2026〕12号")
    case = next(cases)
    _ask(staffed, case, day, "G3", ill)
    case = next(cases)
    _advised(staffed, case, _ask(staffed, case, day - timedelta(days=1), "G2", moved), day)
    case = next(cases)
    _approved(staffed, case, _ask(staffed, case, day - timedelta(days=2), "G2", moved), day)
    for back, told in ((9, True), (8, False)):
        case, on = next(cases), day - timedelta(days=back)
        to = _another(staffed, case, on)
        if to is None:
            continue
        asked = _ask(staffed, case, on, "G7", teams, to)
        _approved(staffed, case, asked, on)
        if told:
            tell_parties(
                request_id=asked.pk,
                told_on=on + timedelta(days=1),
                told_whom="原告、被告",
                told_how="送达变更承办法官通知书",
                actor=_judge(staffed, case, on + timedelta(days=1)),
            )
    case = next(cases)
    asked = _ask(staffed, case, day - timedelta(days=1), "G3", ill)
    _approved(staffed, case, asked, day - timedelta(days=1))
    with suppress(Refused):  # something else of the case may have to be answered first
        clerk = _of(staffed, Role.CLERK, day, 10)
        draw = commit_draw(case_id=case.pk, actor=clerk)
        give_nonce(draw_id=draw.pk, nonce="20261", actor=clerk)
        reveal_draw(draw_id=draw.pk, actor=clerk)


def _another(staffed: Staffed, case: Case, on: date) -> Person | None:
    """A judge of the same division who may have the case."""
    for judge in staffed.people[Role.JUDGE]:
        division = staffed.division_of[judge]
        if division is None or division.pk != case.handling.division_id:
            continue
        if judge.pk != case.handling.handler_id and why_not(case, judge, on) is None:
            return judge
    return None


def _recusals(staffed: Staffed, cases: Iterator[Case], day: date) -> None:
    _recusal(staffed, next(cases), day, "R02", "承办法官持有被告公司的股份。")
    case, on = next(cases), day - timedelta(days=5)
    asked = _recusal(staffed, case, on, "R05", "承办法官与被告代理人系大学同学，可能影响公正审理。")
    _decided(staffed, asked, on, agreed=False, why="同学关系不属于法定的回避情形，没有其他证据。")
    clerk = _of(staffed, Role.CLERK, on, 17)
    tell_party(recusal_id=asked.pk, told_on=on, told_how="口头告知并记入笔录", actor=clerk)
    later = _of(staffed, Role.CLERK, on + timedelta(days=1), 9)
    ask_review(recusal_id=asked.pk, reason="二人近期有经济往来，提交转账记录。", actor=later)
    case = next(cases)
    asked = _recusal(staffed, case, day - timedelta(days=3), "R01", "承办法官与原告系堂兄弟。")
    _decided(staffed, asked, day - timedelta(days=2), agreed=True, why="近亲属关系属实，应当回避。")


def _recusal(staffed: Staffed, case: Case, day: date, ground: str, why: str) -> Recusal:
    party = Party.objects.filter(case=case).order_by("order").first()
    new = NewRecusal(
        part="judge",
        asked="party",
        grounds=[ground],
        statement=why,
        person=case.handling.handler_id,
        party=party.pk if party else None,
    )
    return ask_recusal(case_id=case.pk, new=new, actor=_of(staffed, Role.CLERK, day, 10))


def _decided(staffed: Staffed, asked: Recusal, day: date, *, agreed: bool, why: str) -> None:
    president = _of(staffed, Role.PRESIDENT, day, 15)
    decide_recusal(recusal_id=asked.pk, agreed=agreed, reason=why, actor=president)


def _void(staffed: Staffed, day: date) -> None:
    """A draw just locked that the trial management office asks to make void."""
    clerk = _of(staffed, Role.CLERK, day, 16, 40)
    for case in to_draw(clerk.viewer).filter(handling__handler=None, draws=None).order_by("filed_on")[:5]:
        with suppress(Refused):
            draw = commit_draw(case_id=case.pk, actor=clerk)
            office = _of(staffed, Role.TRIAL_MANAGEMENT, day, 16, 50)
            why = "锁定名单时漏登了一名法官的停职决定。"
            ask_void(draw_id=draw.pk, reason=why, actor=office)
            return
