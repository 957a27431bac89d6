"""Requests for more time in the demo courts: one at each step, two of them before an upper court."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.files.base import ContentFile

from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.documents.services import add_document
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import askable, statutory_of
from cases.extensions.services import (
    Said,
    advise,
    ask_extension,
    decide,
    forward,
    take_statutory,
    tell_of_extension,
)
from cases.limits.domain import Approver
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import roles, viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
REASONS = (
    "鉴定机构尚未出具意见，补充质证和合议还需时日，预计三个月内宣判。",
    "当事人人数众多，追加的第三人正在送达，无法在届满前完成庭审。",
    "双方提交的账册需要审计核对，审计机构正在进场。",
    "案情复杂，须待相关部门答复后再次开庭。",
)
YES = Said(agreed=True, text="情况属实，确有必要。")


def requests_made(staff: list[Staffed], day: date) -> None:
    """In the first court: waiting for the head, for the president though late, granted, refused; and
    from the first and the second one request each before the court above."""
    court, above = staff[0], staff[1]
    _waiting(court, day)
    _late(court, day)
    _granted(court, day)
    _refused(court, day)
    _before_the_intermediate_court(court, day)
    _before_the_high_court(above, day)


def _open_cases(staffed: Staffed, type_code: str, since: date, until: date) -> Iterator[Case]:
    """Open cases with nothing in their ledger that end in a certain time, the oldest first."""
    found = Case.objects.filter(
        court=staffed.court,
        status=Status.OPEN.value,
        sealed=Seal.NONE.value,
        type_code=type_code,
        handling__handler__isnull=False,
        ledger=None,
        extension_requests=None,
        clock__due_on__range=(since, until),
        clock__stopped_since=None,
    )
    yield from found.select_related("court", "handling__handler").order_by("filed_on", "number_serial")[:25]


def _first(staffed: Staffed, on: date, *, late: bool = False) -> Case | None:
    """A case whose judge could ask the own president on a day, in time or late."""
    for type_code in ("民初", "执"):
        for case in _open_cases(staffed, type_code, on + timedelta(days=6), on + timedelta(days=120)):
            assigned_on, wanted = case.handling.assigned_on, askable(case, on)
            if wanted is None or assigned_on is None or assigned_on > on:
                continue
            if wanted.step.approver is Approver.OWN_PRESIDENT and wanted.late is late:
                return case
    return None


def _acting(staffed: Staffed, person: Person, role: Role, day: date, hour: int) -> Actor:
    post = f"{staffed.court.name} {roles().latest(role.value).zh}"
    at = instant(day, hour)
    return Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer_of(person, day))


def _judge(staffed: Staffed, case: Case, day: date) -> Actor:
    assert case.handling.handler is not None  # chosen so
    return _acting(staffed, case.handling.handler, Role.JUDGE, day, 9)


def _president(staffed: Staffed, day: date, hour: int = 16) -> Actor:
    return _acting(staffed, staffed.people[Role.PRESIDENT][0], Role.PRESIDENT, day, hour)


def _head(staffed: Staffed, case: Case, day: date) -> Actor:
    for head in staffed.people.get(Role.DIVISION_HEAD, []):
        division = staffed.division_of[head]
        if division is not None and division.pk == case.handling.division_id:
            return _acting(staffed, head, Role.DIVISION_HEAD, day, 14)
    return _president(staffed, day, 14)


def _ask(staffed: Staffed, case: Case, day: date, number: int, late_reason: str = "") -> ExtensionRequest:
    wanted, judge = askable(case, day), _judge(staffed, case, day)
    value = 1 if wanted is not None and wanted.step.span is None else None
    reason = REASONS[number % len(REASONS)]
    asked = ask_extension(case_id=case.pk, reason=reason, value=value, late_reason=late_reason, actor=judge)
    paper = ContentFile(PAPER, name="延长审限审批表.pdf")
    add_document(kind="extension", subject=asked.pk, file=paper, title="延长审限审批表", actor=judge)
    return asked


def _advised(staffed: Staffed, case: Case, asked: ExtensionRequest, day: date, said: Said = YES) -> None:
    advise(request_id=asked.pk, said=said, actor=_head(staffed, case, day))


def _waiting(staffed: Staffed, day: date) -> None:
    """Asked for yesterday: the head's turn."""
    on = day - timedelta(days=1)
    if (case := _first(staffed, on)) is not None:
        _ask(staffed, case, on, 0)


def _late(staffed: Staffed, day: date) -> None:
    """The head was for it: the president's turn; asked for after the last day where a case is that near."""
    on = day - timedelta(days=1)
    late = _first(staffed, on, late=True)
    case = late or _first(staffed, on)
    if case is not None:
        why = "承办法官外出办案，返回时已过申请期限。" if late else ""
        asked = _ask(staffed, case, on, 1, late_reason=why)
        _advised(staffed, case, asked, on)


def _granted(staffed: Staffed, day: date) -> None:
    """Granted a week ago, the parties told."""
    if (case := _first(staffed, day - timedelta(days=12))) is None:
        return
    asked = _ask(staffed, case, day - timedelta(days=12), 2)
    _advised(staffed, case, asked, day - timedelta(days=11))
    decide(request_id=asked.pk, said=YES, actor=_president(staffed, day - timedelta(days=9)))
    told_on = day - timedelta(days=7)
    tell_of_extension(
        request_id=asked.pk,
        told_on=told_on,
        told_how="向双方送达延长审限通知书",
        actor=_judge(staffed, case, told_on),
    )


def _refused(staffed: Staffed, day: date) -> None:
    """Not granted: head and president found it could be concluded in time."""
    if (case := _first(staffed, day - timedelta(days=6))) is None:
        return
    asked = _ask(staffed, case, day - timedelta(days=6), 3)
    no = Said(agreed=False, text="庭审已经结束，可以在届满前宣判。")
    _advised(staffed, case, asked, day - timedelta(days=5), no)
    decide(request_id=asked.pk, said=no, actor=_president(staffed, day - timedelta(days=4)))


def _before_the_intermediate_court(staffed: Staffed, day: date) -> None:
    """A public prosecution: what the law grants is taken, the next step is the intermediate court's."""
    until = day + timedelta(days=60)
    found = _open_cases(staffed, "刑初", day - timedelta(days=2), until)
    case = next((one for one in found if statutory_of(one, day - timedelta(days=8)) is not None), None)
    if case is None:
        return
    early, later = day - timedelta(days=8), day - timedelta(days=6)
    take_statutory(
        case_id=case.pk,
        reason="案情复杂，二个月内不能审结",
        document="延长审限审批表",
        actor=_judge(staffed, case, early),
    )
    _put_before(staffed, case, later, 3)


def _before_the_high_court(staffed: Staffed, day: date) -> None:
    """An administrative case: the High Court decides."""
    since, until = day + timedelta(days=14), day + timedelta(days=150)
    for type_code in ("行初", "行终"):
        for case in _open_cases(staffed, type_code, since, until):
            wanted = askable(case, day - timedelta(days=3))
            if wanted is None or wanted.step.approver is not Approver.HIGH_COURT:
                continue
            _put_before(staffed, case, day - timedelta(days=3), 1)
            return


def _put_before(staffed: Staffed, case: Case, day: date, number: int) -> None:
    """Asked for, advised on and forwarded on one day: the upper court's turn."""
    asked = _ask(staffed, case, day, number)
    _advised(staffed, case, asked, day)
    forward(request_id=asked.pk, said=YES, actor=_president(staffed, day))
