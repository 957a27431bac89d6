"""The head's opinion, the discipline office's check, the decision by powers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.changes.domain import How, Level, State, after_advice
from assignment.changes.models import ChangeRequest
from assignment.changes.registry import check_change as check_others
from assignment.changes.registry import let_leave
from assignment.changes.selectors import (
    due_of,
    enters_committee,
    for_committee,
    is_late,
    late_days,
    named_post,
    out_of,
    protected_until,
)
from assignment.changes.services.locking import (
    apart,
    lock_request,
    note_apart,
    post_moved,
    require_other,
    require_state,
    signed,
)
from assignment.designations.selectors import lawful_judge
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import about, note, require_right, set_handler
from courts.actors.domain import Actor, Right
from courts.people.models import Person, Post
from courts.people.selectors import in_force, roles
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

LONGEST = 500
LONGEST_DOCUMENT = 100


@dataclass(frozen=True, kw_only=True)
class Said:
    """An opinion or a decision: for or against, with its reasons; against needs some.

    ``document``: the number of the committee's decision, where the committee decides.
    """

    agreed: bool
    text: str = ""
    document: str = ""


def advise_change(*, request_id: UUID | str, said: Said, actor: Actor) -> ChangeRequest:
    """The division head's opinion; for or against, it goes on to the president.

    A head who would have decided puts it to the president with it, as late in the limit the law has it.

    Raises NotVisible; InvalidInput ``text``; Refused PEOPLE-RIGHT, CHANGE-SELF, CHANGE-STATE.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            act = _("对变更承办法官提出意见")
            require_right(actor, Right.ADVISE_CHANGE, case.court_id, act)
            if actor.person_id is not None and asked.from_division_id not in actor.viewer.read_divisions:
                raise Refused("PEOPLE-RIGHT", act=act)
            _take_part(asked, said, actor, _advisable(asked), Right.ADVISE_CHANGE)
            asked.level = Level.PRESIDENT.value
            asked.advised_at, asked.advised_by, asked.advised_by_person_id = signed(actor)
            asked.advice_for, asked.advice = said.agreed, said.text.strip()
            asked.state = after_advice(checked=not asked.protected).value
            asked.save()
            note("change_advised", case, actor, agreed=said.agreed, said=asked.advice)
            post_moved(asked, actor)
    return asked


def check_change(*, request_id: UUID | str, said: Said, actor: Actor) -> ChangeRequest:
    """The discipline office's check of a change against the will of a judge who recorded interference.

    For or against, the president decides then; against, only to refuse. It is kept on the request, not
    on the case. Raises NotVisible; InvalidInput ``text``; Refused PEOPLE-RIGHT, CHANGE-SELF, CHANGE-STATE.
    """
    with recorded():
        _case, asked = lock_request(actor, request_id)
        with apart(asked):
            require_right(actor, Right.CHECK_CHANGE, asked.court_id, _("核查变更承办法官"))
            _take_part(asked, said, actor, State.CHECKING, Right.CHECK_CHANGE)
        asked.checked_at, asked.checked_by, asked.checked_by_person_id = signed(actor)
        asked.check_for, asked.check_text = said.agreed, said.text.strip()
        asked.state = State.DECIDING.value
        asked.save()
        note_apart("change_checked", asked, actor, agreed=said.agreed, said=asked.check_text)
        post_moved(asked, actor)
    return asked


def decide_change(*, request_id: UUID | str, said: Said, actor: Actor) -> ChangeRequest:
    """Approve or refuse, by the president or, within the court's option, the division head.

    Where every leader of the court is concerned the trial committee decides, entered by the post the court
    names. A member of a panel leaves it at once; the seat is drawn again or goes to the judge named.
    Approved, the case is drawn again by the filing division, or given to the judge named at once; until then
    the old handler keeps it and its limit runs on. Raises NotVisible; InvalidInput ``text``; Refused
    PEOPLE-RIGHT, CHANGE-SELF, CHANGE-STATE, CHANGE-LEVEL, CHANGE-LATE, CHANGE-PROTECTED, CHANGE-COMMITTEE,
    CHANGE-NOT-OPEN, and why the judge named may not have the case (DESIG-…).
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            right = _right(case, asked, actor)
        if said.agreed and not asked.check_for and is_protected(asked, actor.today):
            raise _protected(asked, actor)
        with about(case):
            _take_part(asked, said, actor, State.DECIDING, right)
            moved = asked.member is None and case.handling.handler_id != asked.from_judge_id
            if case.status != Status.OPEN.value or moved:
                raise Refused("CHANGE-NOT-OPEN")
            if said.agreed and asked.member is None:
                check_others(case, asked.ground, actor)
            if right is Right.ENTER_COMMITTEE:
                _require_number(said)
            _decide(case, asked, said, actor)
    return asked


def _right(case: Case, asked: ChangeRequest, actor: Actor) -> Right:
    """In which capacity the actor decides; raises what stands against it."""
    if for_committee(asked, actor.today):
        _require_entering(asked, actor)
        return Right.ENTER_COMMITTEE
    if actor.viewer.may(Right.DECIDE_CHANGE, case.court_id):
        return Right.DECIDE_CHANGE
    require_right(actor, Right.ADVISE_CHANGE, case.court_id, _("决定变更承办法官"))
    leads = asked.from_division_id in actor.viewer.read_divisions
    if asked.level != Level.HEAD.value or not leads:
        raise Refused("CHANGE-LEVEL")
    if is_late(case, actor.today):
        raise Refused("CHANGE-LATE", due_on=due_of(case), days=late_days(case.court_id))
    return Right.ADVISE_CHANGE


def _require_entering(asked: ChangeRequest, actor: Actor) -> None:
    """The committee's decision is entered by the post the court names, or sent by a client for its court."""
    require_state(asked, State.DECIDING)
    sent = bool(actor.client) and actor.viewer.may(Right.DECIDE_CHANGE, asked.court_id)
    if not sent and not enters_committee(actor.viewer, asked.court_id, actor.today, out_of(asked)):
        require_other(asked, actor, Right.ENTER_COMMITTEE)
        raise Refused("CHANGE-COMMITTEE", post=roles().latest(named_post(asked.court_id).value))


def _require_number(said: Said) -> None:
    if not 0 < len(said.document.strip()) <= LONGEST_DOCUMENT:
        raise InvalidInput(
            {"document": _("请填写审判委员会决定的编号，不超过 %(n)d 字。") % {"n": LONGEST_DOCUMENT}}
        )


def _advisable(asked: ChangeRequest) -> State:
    """Where the head speaks: at their own step, or in the place of a decision of theirs."""
    return State.DECIDING if asked.level == Level.HEAD.value else State.ADVISING


def is_protected(asked: ChangeRequest, on: date) -> bool:
    """Whether the judge recorded interference lately and does not want the change; also if meanwhile."""
    if asked.protected or asked.asked_by_person_id == asked.from_judge_id or asked.origin is not None:
        return asked.protected
    return protected_until(asked.from_judge_id, asked.court_id, on) is not None


def _protected(asked: ChangeRequest, actor: Actor) -> Refused:
    """Kept on the trail of the court, not on the case; a client learns no more than that it waits."""
    if actor.client:
        return Refused("CHANGE-STATE", asked_on=asked.asked_on, court_id=asked.court_id)
    return Refused("CHANGE-PROTECTED", court_id=asked.court_id)


def _decide(case: Case, asked: ChangeRequest, said: Said, actor: Actor) -> None:
    asked.decided_at, asked.decided_by, asked.decided_by_person_id = signed(actor)
    asked.decided_by_client, asked.decided_on = actor.client[:100], actor.today
    asked.decision, asked.document = said.text.strip(), said.document.strip()
    asked.state = (State.APPROVED if said.agreed else State.REFUSED).value
    if said.agreed and asked.member is not None:
        asked.state, asked.fixed_on = State.DONE.value, actor.today
        asked.new_judge = asked.to_judge
    asked.save()
    note(
        "change_decided",
        case,
        actor,
        ground=asked.ground,
        agreed=said.agreed,
        judge=asked.from_judge.name,
        said=asked.decision,
        document=asked.document,
        seat=asked.member is not None,
    )
    post_moved(asked, actor)
    if said.agreed and asked.member is not None:
        let_leave(asked, actor)
    elif said.agreed and asked.how == How.DESIGNATION.value and asked.to_judge is not None:
        judge = lawful_judge(case, asked.to_judge, actor.today)
        division = division_of(judge, case, actor.today)
        set_handler(case, judge=judge, division_id=division, on=actor.today, actor=actor)
        asked.refresh_from_db()


def division_of(judge: Person, case: Case, on: date) -> int | None:
    """The division in which the judge sits, else the one that has the case."""
    posts = Post.objects.filter(in_force(on), person=judge, court_id=case.court_id, division__isnull=False)
    found = posts.order_by("pk").values_list("division_id", flat=True).first()
    return found if found is not None else case.handling.division_id


def _take_part(asked: ChangeRequest, said: Said, actor: Actor, state: State, right: Right) -> None:
    require_state(asked, state)
    require_other(asked, actor, right)
    if not said.agreed and not said.text.strip():
        raise InvalidInput({"text": _("不同意的，请写明理由。")})
    if len(said.text.strip()) > LONGEST:
        raise InvalidInput({"text": _("不得超过 %(n)d 字。") % {"n": LONGEST}})
