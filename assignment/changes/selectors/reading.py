"""Who sees a request for a change, where it waits, and what each viewer may do with it now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assignment.changes.domain import CHANGED, Act, Level, State
from assignment.changes.models import LIVE, ChangeRequest
from assignment.changes.selectors.committee import (
    committee_turn,
    enters_committee,
    for_committee,
    of_leaders,
    out_of,
)
from assignment.changes.selectors.rules import is_late, late_days
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Post
from courts.people.selectors import acts_only_for, in_force
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import NotVisible

APPROVED, DONE = State.APPROVED.value, State.DONE.value
WHICH = ("mine", "waiting", "ended")


def _requests() -> Rows:
    beside = (
        "case__court",
        "case__handling__handler",
        "from_judge",
        "from_division",
        "to_judge",
        "new_judge",
    )
    return ChangeRequest.objects.select_related(*beside, "court", "asked_by_person")


def visible(user: Viewer) -> QuerySet[ChangeRequest]:
    """Requests on cases the viewer reads; and, without the case, those on which it is theirs to speak.

    The head of the handling division, the president, the discipline office once it has to check.
    """
    known = Q(Exists(visible_cases(user).filter(pk=OuterRef("case_id"))))
    if user.person_id is None:
        return _requests().filter(known)
    if not user.roles:
        return _requests().none()
    speaks = (
        Q(asked_by_person=user.person_id)
        | Q(from_judge=user.person_id)
        | Q(court__in=user.courts_with(Right.ADVISE_CHANGE), from_division__in=user.read_divisions)
        | Q(court__in=user.courts_with(Right.DECIDE_CHANGE))
        | Q(court__in=user.courts_with(Right.CHECK_CHANGE), protected=True)
        | of_leaders(user)
    )
    return _requests().filter(known | speaks)


def get_visible(user: Viewer, request_id: UUID | str) -> ChangeRequest:
    """One request. Raises NotVisible."""
    try:
        wanted = UUID(str(request_id))
    except ValueError:
        raise NotVisible(str(request_id)) from None
    found = visible(user).filter(pk=wanted).first()
    if found is None:
        raise NotVisible(f"change {request_id}")
    return found


def readable(user: Viewer, cases: Collection[UUID]) -> frozenset[UUID]:
    """Which of these cases the viewer reads."""
    return frozenset(visible_cases(user).filter(pk__in=cases).values_list("pk", flat=True))


def is_masked(case: Case, reads: bool) -> bool:
    """Of a sealed case, whoever does not read it is shown neither number nor cause."""
    return case.sealed != Seal.NONE.value and not reads


def sees_check(user: Viewer, asked: ChangeRequest) -> bool:
    """Whether the viewer may know that the discipline office checks: that tells who recorded interference."""
    own = user.person_id is not None and user.person_id == asked.from_judge_id
    here = any(user.may(right, asked.court_id) for right in (Right.CHECK_CHANGE, Right.DECIDE_CHANGE))
    return own or (here and user.person_id is not None)


def told_state(user: Viewer, asked: ChangeRequest) -> State:
    """The state as the viewer may know it: the check is not for everybody to know."""
    state = State(asked.state)
    return State.DECIDING if state is State.CHECKING and not sees_check(user, asked) else state


def told_level(user: Viewer, asked: ChangeRequest) -> str | None:
    """Whose decision it is, once it is made; before, for those who may know that a check raised it."""
    known = asked.decided_at is not None or sees_check(user, asked)
    return asked.level if known else None


def may_ask(user: Viewer, case: Case) -> bool:
    """The handler, the head of the handling division, the trial management office; a client for its court."""
    if not user.may(Right.ASK_CHANGE, case.court_id):
        return False
    handling = case.handling
    own = user.person_id is not None and user.person_id == handling.handler_id
    leads = handling.division_id is not None and handling.division_id in user.read_divisions
    return own or leads or case.court_id in user.read_courts


def live_change(case_id: UUID) -> ChangeRequest | None:
    """The open request to change the handler of a case, if there is one."""
    return _requests().filter(case_id=case_id, state__in=LIVE, member=None).first()


def approved_change(case_id: UUID) -> ChangeRequest | None:
    """A change that was approved while the new judge is not fixed yet."""
    found: ChangeRequest | None = _APPROVED.first(case=case_id)
    return found


_APPROVED = Read(lambda case: ChangeRequest.objects.filter(case_id=case, state=APPROVED), case=UUID)


def replacing() -> QuerySet[Any]:
    """The keys of the cases that are to be drawn again."""
    return ChangeRequest.objects.filter(state=APPROVED).values("case_id")


def changes_of(case: Case) -> QuerySet[ChangeRequest]:
    """Every request of a case, the newest first."""
    return _requests().filter(case=case).order_by("-pk")


def former_handlers(case: Case, judges: Collection[UUID]) -> dict[UUID, str]:
    """Judges who were changed off a case, and by whom that was decided."""
    return {judge: by for judge, by in _FORMER.rows(case=case.pk) if judge in judges}


def _former(case: UUID) -> Rows:
    rows = ChangeRequest.objects.filter(case_id=case, state__in=[state.value for state in CHANGED])
    return rows.values_list("from_judge_id", "decided_by")


_FORMER = Read(_former, case=UUID)


def headless(division_id: int | None, but: Collection[UUID | None], on: date) -> bool:
    """Whether a division has no head on a day but those who may not speak."""
    if division_id is None:
        return True
    heads = Post.objects.filter(
        in_force(on), role=Role.DIVISION_HEAD.value, division_id=division_id, person__is_active=True
    )
    return not heads.exclude(person__in=[pk for pk in but if pk is not None]).exists()


def waiting_for(user: Viewer, today: date) -> QuerySet[ChangeRequest]:
    """Requests whose next step is the viewer's, never one that concerns them."""
    if user.person_id is None:
        return ChangeRequest.objects.none()
    led = Q(court__in=user.courts_with(Right.ADVISE_CHANGE), from_division__in=user.read_divisions)
    deciding = Q(state=State.DECIDING.value)
    mine = (
        led & Q(state=State.ADVISING.value)
        | led & deciding & Q(level=Level.HEAD.value)
        | Q(court__in=user.courts_with(Right.CHECK_CHANGE), state=State.CHECKING.value)
    )
    for court in user.courts_with(Right.DECIDE_CHANGE):
        late = Q(case__clock__due_on__lte=today + timedelta(days=late_days(court)))
        mine |= Q(court=court) & deciding & (Q(level=Level.PRESIDENT.value) | late)
    mine |= committee_turn(user, today)
    others = _requests().exclude(Q(asked_by_person=user.person_id) | Q(from_judge=user.person_id))
    return others.exclude(to_judge=user.person_id).filter(mine).order_by("asked_on", "pk")


def to_tell(user: Viewer) -> QuerySet[ChangeRequest]:
    """Changes of which the parties were not told: for the new handler and the filing clerks."""
    if user.person_id is None:
        return ChangeRequest.objects.none()
    whose = Q(new_judge=user.person_id) | Q(court__in=user.courts_with(Right.DRAW))
    return visible(user).filter(whose, state=DONE, told_on=None, member=None).order_by("tell_by", "pk")


def untold_since(user: Viewer, today: date) -> QuerySet[ChangeRequest]:
    """Those whose day for telling has passed: for the president and the trial management office."""
    courts = user.courts_with(Right.DECIDE_CHANGE)
    if Role.TRIAL_MANAGEMENT in user.roles:
        courts |= user.courts_with(Right.ASK_CHANGE)
    rows = visible(user).filter(court__in=courts, state=DONE, told_on=None, member=None, tell_by__lt=today)
    return rows.order_by("tell_by", "pk")


def listed(user: Viewer, which: str, today: date) -> QuerySet[ChangeRequest]:
    """The list: what waits for the viewer, what is open, what has ended; the newest first."""
    rows = visible(user)
    if which == "mine":
        mine = [*waiting_for(user, today).values_list("pk", flat=True)[:300]]
        mine += to_tell(user).values_list("pk", flat=True)[:300]
        return rows.filter(pk__in=mine).order_by("-pk")
    open_ = Q(state__in=LIVE)
    return rows.filter(open_ if which == "waiting" else ~open_).order_by("-pk")


def acts_now(user: Viewer, asked: ChangeRequest, today: date) -> tuple[Act, ...]:
    """What the viewer may do with a request now."""
    if user.person_id is None:
        return ()
    found = []
    turn = _turn(user, asked, today)
    if turn is not None and not is_concerned(user.person_id, asked, turn[1], today):
        found.append(turn[0])
    if user.person_id == asked.asked_by_person_id and asked.state in LIVE and asked.state != APPROVED:
        found.append(Act.WITHDRAW)
    if asked.state == DONE and asked.member is None and asked.told_on is None and may_tell(user, asked):
        found.append(Act.TELL)
    return tuple(found)


def _turn(user: Viewer, asked: ChangeRequest, today: date) -> tuple[Act, Right] | None:
    """The step a request is at, where the viewer's post takes it, with the right it takes."""
    leads = user.may(Right.ADVISE_CHANGE, asked.court_id) and asked.from_division_id in user.read_divisions
    presides = user.may(Right.DECIDE_CHANGE, asked.court_id)
    if asked.state == State.ADVISING.value and leads:
        return Act.ADVISE, Right.ADVISE_CHANGE
    if asked.state == State.CHECKING.value and user.may(Right.CHECK_CHANGE, asked.court_id):
        return Act.CHECK, Right.CHECK_CHANGE
    if asked.state != State.DECIDING.value:
        return None
    to_head, late = asked.level == Level.HEAD.value, is_late(asked.case, today)
    if for_committee(asked, today):
        enters = enters_committee(user, asked.court_id, today, out_of(asked))
        return (Act.DECIDE, Right.ENTER_COMMITTEE) if enters else None
    if presides and (late or not to_head):
        return Act.DECIDE, Right.DECIDE_CHANGE
    if leads and to_head:
        return (Act.ADVISE if late else Act.DECIDE), Right.ADVISE_CHANGE
    return None


def is_cleared(case_id: UUID, judge_id: UUID) -> bool:
    """Whether the discipline office agreed, on a change still open, that the judge leave the case."""
    rows = ChangeRequest.objects.filter(case_id=case_id, from_judge=judge_id, check_for=True)
    return rows.filter(state__in=LIVE).exists()


def is_concerned(person_id: UUID, asked: ChangeRequest, right: Right, on: date) -> bool:
    """Who asked, is replaced or is to have the case; and whoever acts only in the place of one of them."""
    own = {asked.asked_by_person_id, asked.from_judge_id, asked.to_judge_id} - {None}
    behind = acts_only_for(person_id, right, asked.court_id, on)
    return person_id in own or (bool(behind) and behind <= own)


def may_tell(user: Viewer, asked: ChangeRequest) -> bool:
    """The judge who has the case now, or whoever records events of the court and reads the case."""
    if user.person_id is not None and user.person_id == asked.case.handling.handler_id:
        return True
    reads = user.may(Right.RECORD_NODE, asked.court_id)
    return reads and visible_cases(user).filter(pk=asked.case_id).exists()
