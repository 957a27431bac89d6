"""Before the draw in the first demo court: related cases, conflicts, designations of several grounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from assignment.conflicts.services import declare_relative, enter_agent, enter_former, enter_involvement
from assignment.designations.services import approve, ask_designation, decline
from assignment.related.services import decline_related, take_related
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case
from cases.parties.domain import PartyRole
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

FIRM = "吉林松江律师事务所"
CAUSE = "民间借贷纠纷"
RELATIVES = (
    (2, "spouse", "韩雪梅", FIRM, True),
    (0, "child", "吕思远", "", False),
    (4, "collateral", "邵立波", "", False),
)
NAMESAKE = "邵立波"
"""A relative whose name is that of a party in a case that is to be drawn."""


def designated(staffed: Staffed, day: date) -> None:
    """On the last day: a hit that waits, one taken, one declined; designations decided and one waiting."""
    _relatives(staffed, day)
    old = _handled(staffed)
    clerk = _acting(staffed, Role.CLERK, day, 14)
    if len(old) >= 3:
        _again(staffed, old[0], day)
        taken, declined = _again(staffed, old[1], day), _again(staffed, old[2], day)
        take_related(case_id=taken.pk, other_id=old[1].pk, actor=clerk)
        reason = "后案系另一笔借款，证据和争议均不相同，分别审理更为适宜。"
        decline_related(case_id=declined.pk, reason=reason, actor=clerk)
    _namesake(staffed, day)
    _designations(staffed, day)


def _acting(staffed: Staffed, role: Role, day: date, hour: int, person: Person | None = None) -> Actor:
    who = person or staffed.people[role][0]
    signed = staffed.signed(who, role, instant(day, hour, 20))
    viewer = viewer_of(who, day)
    return Actor(at=signed.at, label=signed.label, person_id=who.pk, post=signed.post, viewer=viewer)


def _relatives(staffed: Staffed, day: date) -> None:
    for number, relation, name, firm, partner in RELATIVES:
        judge = staffed.judges[number]
        actor = _acting(staffed, Role.JUDGE, day, 9, judge)
        declare_relative(
            person_id=judge.pk, relation=relation, name=name, firm=firm, partner=partner, actor=actor
        )
    office = _acting(staffed, Role.ADMINISTRATOR, day, 9)
    for name, post, years in (("魏长河", "民事审判庭副庭长", 4), ("谭秀云", "书记员", 1)):
        left = date(day.year - years, 6, 30)
        enter_former(court=staffed.court, name=name, post=post, left_on=left, actor=office)


def _handled(staffed: Staffed) -> list[Case]:
    """Open loans whose judge can still be given cases, with nothing else that belongs with them."""
    found = Case.objects.filter(
        court=staffed.court,
        status=Status.OPEN.value,
        sealed=Seal.NONE.value,
        type_code="民初",
        cause_name=CAUSE,
        handling__handler__in=staffed.judges[:8],
    )
    return list(found.select_related("handling__handler").order_by("-filed_on", "number_serial")[:3])


def _again(staffed: Staffed, old: Case, day: date) -> Case:
    """The same parties sue again on the same cause."""
    roles = (PartyRole.PLAINTIFF.value, PartyRole.DEFENDANT.value)
    parties = [
        {"role": party.role, "kind": party.kind, "name": party.name}
        for party in old.parties.filter(role__in=roles).order_by("order")
    ]
    return _filed(staffed, day, parties=parties, claim_amount="86000.00")


def _filed(staffed: Staffed, day: date, **over: Any) -> Case:
    clerk = _acting(staffed, Role.CLERK, day, 11)
    raw: dict[str, Any] = {
        "court": staffed.court.code,
        "case_type": "民初",
        "procedure": "ordinary",
        "cause": CAUSE,
        "claim_amount": "120000.00",
        "received_on": day.isoformat(),
        "channel": "counter",
        "facts": "原告称，被告借款到期后未还，请求判令返还借款本金及利息。",
        "four_category": False,
        **over,
    }
    made = file_case(raw, actor=clerk)
    return accept_case(case_id=made.pk, accepted_on=day, actor=clerk)


def _two(first: str, second: str) -> list[dict[str, str]]:
    return [
        {"role": "plaintiff", "kind": "person", "name": first},
        {"role": "defendant", "kind": "person", "name": second},
    ]


def _namesake(staffed: Staffed, day: date) -> None:
    """A party with the name of a judge's relative, a lawyer of the firm of another's, a mediator."""
    clerk = _acting(staffed, Role.CLERK, day, 15)
    case = _filed(staffed, day, parties=_two("宋玉兰", NAMESAKE))
    enter_agent(case_id=case.pk, name="田野", kind="lawyer", firm=FIRM, actor=clerk)
    mediator = staffed.judges[3].pk
    enter_involvement(case_id=case.pk, name="", person=mediator, part="mediator", actor=clerk)


def _designations(staffed: Staffed, day: date) -> None:
    """One of each kind of end, and one that waits for the head."""
    clerk = _acting(staffed, Role.CLERK, day, 15)
    president = _acting(staffed, Role.PRESIDENT, day, 16)
    head = Person.objects.get(username=f"{staffed.house.prefix}-head3")
    judge = staffed.judges[3]

    def ask(case: Case, whom: Person, ground: str, reason: str, document: str = "") -> Any:
        return ask_designation(
            case_id=case.pk, judge=whom.pk, ground=ground, reason=reason, document=document, actor=clerk
        )

    back = "原审原告不服，上级法院认为原判决认定基本事实不清，裁定发回重审。"
    returned = _filed(staffed, day, parties=_two("高凤英", "罗海涛"), facts=back)
    approve(
        designation_id=ask(returned, head, "D03", "发回重审案件，事实争议较大，由庭长承办。").pk,
        actor=president,
    )
    ordered = _filed(staffed, day, parties=_two("许玉芝", "曹建军"))
    said = "上级法院指定本院管辖，当事人一方为原辖区法院工作人员的近亲属。"
    approve(
        designation_id=ask(ordered, judge, "D09", said, "（2026）吉06民辖12号").pk,
        actor=president,
        answer="同意。",
    )
    plain = _filed(staffed, day, parties=_two("丁桂芹", "彭晓东"))
    said = "当事人双方均要求由熟悉木材行业的法官审理，案情一般。"
    decline(
        designation_id=ask(plain, judge, "D08", said).pk,
        answer="不属于必须的专业技术需要，随机分案。",
        actor=president,
    )
    waiting = _filed(staffed, day, parties=_two("朴顺姬", "金哲洙"))
    ask(waiting, judge, "D08", "双方当事人使用朝鲜语，需要通晓朝鲜语的法官审理，该法官具备条件。")
