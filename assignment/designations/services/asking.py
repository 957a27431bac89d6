"""Asking for a designation, and the one that follows by law from a related case."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.conflicts.selectors import open_flags
from assignment.designations.domain import Approver, Condition, Ground, State
from assignment.designations.models import Designation
from assignment.designations.selectors.eligibility import lawful_judge
from assignment.designations.selectors.grounds import (
    approver_of,
    check_ground,
    ground_in_force,
    left_without_judge,
)
from assignment.designations.selectors.reading import get_visible, waiting_of
from assignment.draws.models import Draw
from assignment.pools.selectors import route_case
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right, set_handler
from courts.actors.domain import Actor, Right
from courts.outbox.services import post
from courts.people.models import Person, Post
from courts.people.selectors import in_force
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

SHORTEST, LONGEST = 10, 1000
BY_LAW = "D04"


def ask_designation(
    *, case_id: UUID | str, judge: UUID | str, ground: str, reason: str, actor: Actor, document: str = ""
) -> Designation:
    """Ask that a case be given to a judge without a draw, on a ground of the closed list with its evidence.

    吉高法〔2019〕2号(四); 法发〔2020〕26号. Raises NotVisible; InvalidInput (``judge``, ``reason``,
    ``document``); Refused PEOPLE-RIGHT, DESIG-BY-HANDLER, DESIG-NOT-OPEN, DESIG-HAS-HANDLER,
    DESIG-AFTER-DRAW, DESIG-WAITING, DESIG-GROUND, DESIG-CONDITION, DESIG-RANGE, CONFLICT-OPEN, and what
    ``lawful_judge`` raises.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            rule, person = _lawful(case, judge, ground, actor)
            _check_words(rule, reason, document)
            asked = Designation.objects.create(
                case=case,
                court_id=case.court_id,
                judge=person,
                division_id=division_of(case, person, actor),
                ground=rule.code,
                reason=reason.strip(),
                document=document.strip(),
                state=State.ASKED.value,
                approver=approver_of(case, rule, person.pk, actor.today).value,
                asked_at=actor.at,
                asked_on=actor.today,
                asked_by=actor.label,
                asked_by_person_id=actor.person_id,
                asked_by_client=actor.client[:100],
            )
            told(asked, "designation_asked", actor, reason=asked.reason, document=asked.document)
    return asked


def may_ask(*, case: Case, actor: Actor) -> None:
    """Raise what stands in the way of asking at all, whatever the ground and the judge."""
    with about(case):
        require_right(actor, Right.DESIGNATE, case.court_id, _("提请指定分案"))
        check_open(case, actor.today)


def _lawful(case: Case, judge: UUID | str, ground: str, actor: Actor) -> tuple[Ground, Person]:
    if case.handling.handler_id is not None and case.handling.handler_id == actor.person_id:
        raise Refused("DESIG-BY-HANDLER")
    if str(judge) == str(actor.person_id):
        raise Refused("DESIG-BY-HANDLER")
    require_right(actor, Right.DESIGNATE, case.court_id, _("提请指定分案"))
    check_open(case, actor.today)
    rule, person = ground_in_force(ground, actor.today), _person(judge)
    check_lawful(case, rule, person, actor)
    return rule, person


def check_open(case: Case, on: date) -> None:
    """Raise what keeps a case from being designated at all.

    A case that is to be drawn again and for which nobody is left in its pool may be, on ground D06 alone.
    """
    if case.status != Status.OPEN.value:
        raise Refused("DESIG-NOT-OPEN")
    drawn = Draw.objects.filter(case=case).exclude(status=Draw.Status.VOID).order_by("-attempt")
    latest = drawn.values_list("draw_no", flat=True).first()
    if latest is not None and not left_without_judge(case, on):
        raise Refused("DESIG-AFTER-DRAW", draw_no=latest)
    if case.handling.handler is not None and not left_without_judge(case, on):
        raise Refused("DESIG-HAS-HANDLER", handler=case.handling.handler.name)
    if (waiting := waiting_of(case.pk)) is not None:
        raise Refused("DESIG-WAITING", asked_on=waiting.asked_on, judge=waiting.judge.name)


def check_lawful(case: Case, rule: Ground, person: Person, actor: Actor) -> None:
    """Raise what keeps a case from this judge on this ground on the actor's day."""
    _check_judge(case, person, actor)
    check_ground(case, rule, person, actor.today)
    if case.handling.handler is not None and rule.condition is not Condition.EMPTY_POOL:
        raise Refused("DESIG-HAS-HANDLER", handler=case.handling.handler.name)


def _check_judge(case: Case, person: Person, actor: Actor) -> None:
    lawful_judge(case, person, actor.today)
    if flags := open_flags(case, [person.pk], actor.today):
        raise Refused("CONFLICT-OPEN", count=len(flags))


def _person(judge: UUID | str) -> Person:
    try:
        wanted = UUID(str(judge))
    except ValueError:
        wanted = None
    found = Person.objects.filter(pk=wanted, is_active=True).first() if wanted else None
    if found is None:
        raise InvalidInput({"judge": _("没有这位人员。")})
    return found


def _check_words(rule: Ground, reason: str, document: str) -> None:
    errors = {}
    if not SHORTEST <= len(reason.strip()) <= LONGEST:
        limits = {"least": SHORTEST, "most": LONGEST}
        errors["reason"] = _("请写明依据和理由，%(least)d 至 %(most)d 字。") % limits
    if rule.needs_number and not document.strip():
        errors["document"] = _("请填写上级法院决定的文号。")
    if len(document.strip()) > 120:
        errors["document"] = _("文号不得超过 120 字。")
    if errors:
        raise InvalidInput(errors)


def division_of(case: Case, judge: Person, actor: Actor) -> int | None:
    """The division in which the judge sits, else that of the pool the case would be drawn from."""
    posts = Post.objects.filter(
        in_force(actor.today), person=judge, court_id=case.court_id, division__isnull=False
    )
    found = posts.order_by("pk").values_list("division_id", flat=True).first()
    if found is not None:
        return found
    route = route_case(case, actor.today)
    return route.pool.division_id if route else None


def designate_by_law(case: Case, *, judge: Person, follows: Case, reason: str, actor: Actor) -> Designation:
    """Give a locked case to the judge of the related case that was taken; nobody approves.

    吉高法〔2019〕2号(四). Raises Refused as ``check_open`` and ``lawful_judge``, and CONFLICT-OPEN.
    """
    check_open(case, actor.today)
    rule = ground_in_force(BY_LAW, actor.today)
    _check_judge(case, judge, actor)
    done = Designation.objects.create(
        case=case,
        court_id=case.court_id,
        judge=judge,
        division_id=follows.handling.division_id or division_of(case, judge, actor),
        ground=rule.code,
        reason=reason,
        state=State.APPROVED.value,
        approver=Approver.LAW.value,
        follows=follows,
        asked_at=actor.at,
        asked_on=actor.today,
        asked_by=actor.label,
        asked_by_person_id=actor.person_id,
        asked_by_client=actor.client[:100],
        ended_at=actor.at,
        ended_on=actor.today,
    )
    told(done, "designation_by_law", actor, follows=follows.pk)
    set_handler(case, judge=judge, division_id=done.division_id, on=actor.today, actor=actor)
    return done


def withdraw(*, designation_id: UUID | str, reason: str, actor: Actor) -> Designation:
    """Take a designation back before it is decided. Raises NotVisible; InvalidInput ``reason``; Refused
    PEOPLE-RIGHT, DESIG-DECIDED.
    """
    with recorded():
        case, asked = lock_designation(actor, designation_id)
        with about(case):
            require_right(actor, Right.DESIGNATE, case.court_id, _("撤回指定分案"))
            require_waiting(asked)
            if not reason.strip():
                raise InvalidInput({"reason": _("请写明理由。")})
            settle(asked, State.WITHDRAWN, reason, actor)
            told(asked, "designation_withdrawn", actor, reason=asked.answer)
    return asked


def lock_designation(actor: Actor, designation_id: UUID | str) -> tuple[Case, Designation]:
    """A designation the actor sees with its case, both locked, the case first. Raises NotVisible.

    The case itself need not be visible: whoever approves sees the designation alone.
    """
    seen = get_visible(actor.viewer, designation_id)
    case = (
        Case.objects.select_for_update(of=("self",), no_key=True).select_related("court").get(pk=seen.case_id)
    )
    rows = Designation.objects.select_for_update(of=("self",)).select_related("judge", "division")
    asked = rows.get(pk=seen.pk)
    asked.case = case
    return case, asked


def require_waiting(asked: Designation) -> None:
    """Raise Refused DESIG-DECIDED when it was settled meanwhile."""
    if not asked.is_waiting:
        raise Refused("DESIG-DECIDED", ended_on=asked.ended_on)


def settle(asked: Designation, state: State, answer: str, actor: Actor) -> None:
    """Write the end of a designation."""
    asked.state, asked.answer = state.value, answer.strip()[:500]
    asked.ended_at, asked.ended_on, asked.ended_by = actor.at, actor.today, actor.label
    asked.ended_by_person_id = actor.person_id
    asked.save(update_fields=["state", "answer", "ended_at", "ended_on", "ended_by", "ended_by_person"])


def told(asked: Designation, verb: str, actor: Actor, **more: Any) -> None:
    """Put a step on the trail, and let whom it concerns be told after the commit."""
    facts = {
        "designation": asked.pk,
        "ground": asked.ground,
        "judge_id": asked.judge_id,
        "name": asked.judge.name,
    }
    note(verb, asked.case, actor, **facts, **more)
    body = {"designation": asked.pk, "state": asked.state, "by": actor.person_id}
    post("designation_moved", body, court_id=asked.court_id, at=actor.at)


def check_waiting(case: Case, actor: Actor) -> None:
    """Raise Refused DESIG-WAITING: a case is not drawn while a designation of it is being decided."""
    for asked_on, judge in _WAITING.rows(case=case.pk):
        raise Refused("DESIG-WAITING", asked_on=asked_on, judge=judge)


def _waiting(case: UUID) -> Rows:
    rows = Designation.objects.filter(case_id=case, state=State.ASKED.value).order_by()
    return rows.values_list("asked_on", "judge__name")


_WAITING = Read(_waiting, case=UUID)
