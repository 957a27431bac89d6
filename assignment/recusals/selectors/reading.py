"""Who sees a recusal, whose it is to decide, and what each viewer may do now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assignment.changes.selectors import (
    committee_decides,
    enters_committee,
    leaders,
    named_post,
    protected_until,
)
from assignment.recusals.domain import JUDGING, Act, AskedBy, Decider, State
from assignment.recusals.models import Recusal, UrgentMatter
from assignment.recusals.registry import presiding_of
from assignment.recusals.selectors.rules import decider_rules
from cases.docket.models import Case
from cases.docket.registry import read_as_member
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Role, Viewer
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import NotVisible

WAITING, DECLINED, REVIEWING = State.WAITING.value, State.DECLINED.value, State.REVIEWING.value
OPEN = [WAITING, REVIEWING]
ENDED = [State.GRANTED.value, State.DECLINED.value, State.UPHELD.value]
TRYING = [part.value for part in JUDGING]
WHICH = ("mine", "waiting", "ended")


def _recusals() -> Rows:
    beside = ("case__court", "case__handling__handler", "court", "person", "party")
    return Recusal.objects.select_related(*beside)


def visible(user: Viewer) -> QuerySet[Recusal]:
    """Those on cases the viewer reads, or that concern the viewer; for the president all of the court.

    For the discipline office what the court itself wants of judges; for the post that enters the committee's
    decisions what leaders or the committee decide, without the case where that is sealed.
    """
    known = Q(Exists(visible_cases(user).filter(pk=OuterRef("case_id"))))
    if user.person_id is None:
        return _recusals().filter(known)
    if not user.roles:
        return _recusals().none()
    presides = user.courts_with(Right.DECIDE_RECUSAL) if Role.PRESIDENT in user.roles else frozenset()
    checks = Q(court__in=user.courts_with(Right.CHECK_CHANGE), asked=AskedBy.EX_OFFICIO.value)
    minuted = ~Q(decider=Decider.PRESIDING.value) & Q(court__in=_minuted(user))
    own = Q(person=user.person_id) | Q(court__in=presides)
    return _recusals().filter(known | own | checks & Q(part__in=TRYING) | minuted)


def _minuted(user: Viewer) -> list[int]:
    """Courts whose committee's decisions are entered by the viewer's post."""
    courts = user.courts_with(Right.ENTER_COMMITTEE)
    return [court for court in courts if named_post(court) in user.roles]


def get_visible(user: Viewer, recusal_id: UUID | str) -> Recusal:
    """One recusal. Raises NotVisible."""
    try:
        wanted = UUID(str(recusal_id))
    except ValueError:
        raise NotVisible(str(recusal_id)) from None
    found = visible(user).filter(pk=wanted).first()
    if found is None:
        raise NotVisible(f"recusal {recusal_id}")
    return found


def recusals_of(case: Case) -> QuerySet[Recusal]:
    """Every recusal of a case, the newest first."""
    return _recusals().filter(case=case).order_by("-pk")


def waiting_of(case: Case) -> list[Recusal]:
    """Those of a case that are not decided: they stop the work of whom they concern."""
    return _WAITING.all(case=case.pk)


_WAITING = Read(
    lambda case: Recusal.objects.filter(case_id=case, state=WAITING).order_by("due_on"), case=UUID
)


def holding(case: Case) -> list[Recusal]:
    """Those of a case that hold up work: not decided yet, or granted."""
    states = [WAITING, State.GRANTED.value]
    return list(Recusal.objects.filter(case=case, state__in=states).order_by("due_on"))


def urgent_on(recusal: Recusal, matter: str, on: date) -> bool:
    """Whether something was marked as urgent for a day."""
    return UrgentMatter.objects.filter(recusal=recusal, matter=matter, on=on).exists()


def _barring(case: UUID) -> Rows:
    rows = Recusal.objects.filter(case_id=case, state__in=[State.GRANTED.value, WAITING]).order_by("-state")
    return rows.values_list("person_id", "state", "review_by", "decided_by", "entered_by")


_BARRING = Read(_barring, case=UUID)


def barred_from(case: Case, judges: Collection[UUID]) -> dict[UUID, tuple[bool, str]]:
    """Judges whose recusal from a case waits or was granted: which of both, and who entered or decided it."""
    found = _BARRING.rows(case=case.pk)
    return {
        judge: (state != WAITING, again or by or entered)
        for judge, state, again, by, entered in found
        if judge is not None and judge in judges
    }


def may_enter(user: Viewer, case: Case, asked: AskedBy, concerned: UUID | None) -> bool:
    """A party's request: who records the case's events; one's own: oneself; ex officio: the president."""
    if asked is AskedBy.PARTY:
        return user.may(Right.RECORD_NODE, case.court_id)
    if asked is AskedBy.SELF:
        return user.person_id is not None and user.person_id == concerned
    return _is_president(user, case.court_id)


def _is_president(user: Viewer, court_id: int) -> bool:
    if not user.may(Right.DECIDE_RECUSAL, court_id):
        return False
    return user.person_id is None or Role.PRESIDENT in user.roles


def out_of(recusal: Recusal) -> tuple[UUID | None, UUID | None]:
    """Who takes no part in deciding: the person concerned, and whoever entered it."""
    return recusal.person_id, recusal.entered_by_person_id


def for_committee(recusal: Recusal, on: date) -> bool:
    """Whether the committee decides: by law, or as no leader is left who may (DECIDE-NO-OTHER)."""
    if recusal.decider == Decider.PRESIDENT.value:
        return committee_decides(recusal.court_id, on, out_of(recusal))
    return recusal.decider == Decider.COMMITTEE.value


def decides(user: Viewer, recusal: Recusal, on: date) -> bool:
    """Whether the law gives this decision to the viewer; never on themselves.

    What the committee decided is entered from its minutes, by another leader or the post the court names
    (``changes.selectors.enters_committee``), never by whoever entered the request; a client is known by
    its name, ``services`` holds it to the same.
    """
    if user.person_id is not None and user.person_id == recusal.person_id:
        return False
    if has_entered(user, recusal):
        return False
    if for_committee(recusal, on):
        enters = enters_committee(user, recusal.court_id, on, out_of(recusal))
        return enters or _is_president(user, recusal.court_id)
    if recusal.decider == Decider.PRESIDENT.value:
        return _is_president(user, recusal.court_id)
    return user.person_id is not None and user.person_id == presiding_of(recusal.case)


def has_entered(user: Viewer, recusal: Recusal) -> bool:
    """Whether the viewer entered what president or committee decide, and so does not decide it.

    The presiding judge, to whom alone the law gives a decision, may have noted down the party's request.
    """
    own = user.person_id is not None and user.person_id == recusal.entered_by_person_id
    return own and recusal.decider != Decider.PRESIDING.value


def waiting_for(user: Viewer, today: date) -> list[Recusal]:
    """Recusals the viewer has to decide or reconsider, the most urgent first.

    The committee's stand with its leaders, and with the post that gets its minutes; the discipline office
    has the checks.
    """
    if user.person_id is None or not user.roles:
        return []
    own = Q(case__handling__handler=user.person_id)
    for sitting in read_as_member(user.person_id):
        own |= Q(case__in=sitting)
    mine = own & Q(decider=Decider.PRESIDING.value)
    for court in user.courts_with(Right.ENTER_COMMITTEE):
        mine |= Q(court=court) & (Q(decider=Decider.COMMITTEE.value) | _leaderless(court, today))
    mine |= Q(court__in=user.courts_with(Right.CHECK_CHANGE), asked=AskedBy.EX_OFFICIO.value, check_for=None)
    if Role.PRESIDENT in user.roles:
        mine |= Q(court__in=user.courts_with(Right.DECIDE_RECUSAL)) & ~Q(decider=Decider.PRESIDING.value)
    rows = visible(user).filter(mine, state__in=OPEN).order_by("due_on", "pk")[:200]
    return [one for one in rows if decides(user, one, today) or may_check(user, one, today)]


def _leaderless(court_id: int, on: date) -> Q:
    """What the president of a court decides, where every leader is out."""
    found = Q(decider=Decider.PRESIDENT.value)
    for leader in leaders(court_id, on):
        found &= Q(person=leader) | Q(entered_by_person=leader)
    return found


def to_tell(user: Viewer) -> QuerySet[Recusal]:
    """Decisions the party has not been told of: for the handler and the clerks who record events."""
    if user.person_id is None:
        return Recusal.objects.none()
    first = Q(told_on=None, state__in=[*ENDED, REVIEWING])
    again = Q(review_on__isnull=False, review_told_on=None)
    whose = Q(case__handling__handler=user.person_id) | Q(court__in=user.courts_with(Right.ACCEPT))
    return visible(user).filter(first | again).filter(whose, asked=AskedBy.PARTY.value).order_by("pk")


def listed(user: Viewer, which: str, today: date) -> QuerySet[Recusal]:
    """The list: what waits for the viewer, what is open, what has ended; the newest first."""
    rows = visible(user)
    if which == "mine":
        mine = [recusal.pk for recusal in waiting_for(user, today)]
        mine += to_tell(user).values_list("pk", flat=True)[:300]
        return rows.filter(pk__in=mine).order_by("-pk")
    open_ = Q(state__in=OPEN)
    return rows.filter(open_ if which == "waiting" else ~open_).order_by("-pk")


def records(user: Viewer, recusal: Recusal) -> bool:
    """Whether the viewer records events of the case."""
    reads = visible_cases(user).filter(pk=recusal.case_id).exists()
    return reads and user.may(Right.RECORD_NODE, recusal.court_id)


def acts_now(user: Viewer, recusal: Recusal, today: date) -> tuple[Act, ...]:
    """What the viewer may do with a recusal now."""
    if user.person_id is None:
        return ()
    found, keeps = [], records(user, recusal)
    if may_check(user, recusal, today):
        found.append(Act.CHECK)
    if recusal.state == WAITING and decides(user, recusal, today):
        found.append(Act.DECIDE)
    if recusal.state == REVIEWING and decides(user, recusal, today):
        found.append(Act.RECONSIDER)
    if keeps and _untold(recusal):
        found.append(Act.TELL)
    if keeps and recusal.state == DECLINED and recusal.asked == AskedBy.PARTY.value:
        found.append(Act.REVIEW)
    if keeps and recusal.state == WAITING:
        found.append(Act.URGENT)
    entered = user.person_id == recusal.entered_by_person_id
    if recusal.state == WAITING and entered and may_withdraw(user, recusal):
        found.append(Act.WITHDRAW)
    return tuple(found)


def is_guarded(recusal: Recusal, on: date) -> bool:
    """Whether the court itself wants a judge to leave who recorded interference: the office checks."""
    if recusal.asked != AskedBy.EX_OFFICIO.value or recusal.person_id is None:
        return False
    guarded = decider_rules().latest(recusal.decider_rule).protected
    return guarded or protected_until(recusal.person_id, recusal.court_id, on) is not None


def may_check(user: Viewer, recusal: Recusal, on: date) -> bool:
    """Whether the check of a recusal is the viewer's to make now."""
    able = user.person_id is not None and user.may(Right.CHECK_CHANGE, recusal.court_id)
    waits = recusal.state == WAITING and recusal.check_for is None
    return able and waits and user.person_id not in out_of(recusal) and is_guarded(recusal, on)


def sees_check(user: Viewer, recusal: Recusal) -> bool:
    """Whether the viewer may know of the check: that tells who recorded interference."""
    own = user.person_id is not None and user.person_id == recusal.person_id
    here = any(user.may(right, recusal.court_id) for right in (Right.CHECK_CHANGE, Right.DECIDE_CHANGE))
    return own or (here and user.person_id is not None)


def may_withdraw(user: Viewer, recusal: Recusal) -> bool:
    """What others want of somebody, that person does not take back."""
    return (
        recusal.asked == AskedBy.SELF.value or user.person_id is None or user.person_id != recusal.person_id
    )


def _untold(recusal: Recusal) -> bool:
    if recusal.asked != AskedBy.PARTY.value or recusal.decided_on is None:
        return False
    return recusal.told_on is None or (recusal.review_on is not None and recusal.review_told_on is None)
