"""Who sees a recusal, whose it is to decide, and what each viewer may do now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assignment.recusals.domain import Act, AskedBy, Decider, State
from assignment.recusals.models import Recusal, UrgentMatter
from assignment.recusals.registry import presiding_of
from cases.docket.models import Case
from cases.docket.registry import read_as_member
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Role, Viewer
from courts.refusals.domain import NotVisible

WAITING, DECLINED, REVIEWING = State.WAITING.value, State.DECLINED.value, State.REVIEWING.value
OPEN = [WAITING, REVIEWING]
ENDED = [State.GRANTED.value, State.DECLINED.value, State.UPHELD.value]
WHICH = ("mine", "waiting", "ended")


def _recusals() -> QuerySet[Recusal]:
    beside = ("case__court", "case__handling__handler", "court", "person", "party")
    return Recusal.objects.select_related(*beside)


def visible(user: Viewer) -> QuerySet[Recusal]:
    """Those on cases the viewer reads, or that concern the viewer; for the president all of the court."""
    known = Q(Exists(visible_cases(user).filter(pk=OuterRef("case_id"))))
    if user.person_id is None:
        return _recusals().filter(known)
    if not user.roles:
        return _recusals().none()
    presides = user.courts_with(Right.DECIDE_RECUSAL) if Role.PRESIDENT in user.roles else frozenset()
    return _recusals().filter(known | Q(person=user.person_id) | Q(court__in=presides))


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


def recusals_of(case: Case) -> list[Recusal]:
    """Every recusal of a case, the newest first."""
    return list(_recusals().filter(case=case).order_by("-pk")[:50])


def waiting_of(case: Case) -> list[Recusal]:
    """Those of a case that are not decided: they stop the work of whom they concern."""
    return list(Recusal.objects.filter(case=case, state=WAITING).order_by("due_on"))


def holding(case: Case) -> list[Recusal]:
    """Those of a case that hold up work: not decided yet, or granted."""
    states = [WAITING, State.GRANTED.value]
    return list(Recusal.objects.filter(case=case, state__in=states).order_by("due_on"))


def urgent_on(recusal: Recusal, matter: str, on: date) -> bool:
    """Whether something was marked as urgent for a day."""
    return UrgentMatter.objects.filter(recusal=recusal, matter=matter, on=on).exists()


def barred_from(case: Case, judges: Collection[UUID]) -> dict[UUID, tuple[bool, str]]:
    """Judges whose recusal from a case waits or was granted: which of both, and who entered or decided it."""
    states = [State.GRANTED.value, WAITING]
    rows = Recusal.objects.filter(case=case, state__in=states).order_by("-state")
    found = rows.values_list("person_id", "state", "review_by", "decided_by", "entered_by")
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


def decides(user: Viewer, recusal: Recusal) -> bool:
    """Whether the law gives this decision to the viewer; never on themselves.

    What the committee decided is entered from its minutes, by another leader or whoever records events,
    never by whoever entered the request; a client is known by its name, ``services`` holds it to the same.
    """
    if user.person_id is not None and user.person_id == recusal.person_id:
        return False
    if has_entered(user, recusal):
        return False
    if recusal.decider == Decider.PRESIDENT.value:
        return _is_president(user, recusal.court_id)
    if recusal.decider == Decider.COMMITTEE.value:
        return _is_president(user, recusal.court_id) or user.may(Right.RECORD_NODE, recusal.court_id)
    return user.person_id is not None and user.person_id == presiding_of(recusal.case)


def has_entered(user: Viewer, recusal: Recusal) -> bool:
    """Whether the viewer entered what president or committee decide, and so does not decide it.

    The presiding judge, to whom alone the law gives a decision, may have noted down the party's request.
    """
    own = user.person_id is not None and user.person_id == recusal.entered_by_person_id
    return own and recusal.decider != Decider.PRESIDING.value


def waiting_for(user: Viewer, today: date) -> list[Recusal]:
    """Recusals the viewer has to decide or reconsider, the most urgent first.

    The committee's stand with its leaders, and with the clerks who get its minutes.
    """
    if user.person_id is None or not user.roles:
        return []
    own = Q(case__handling__handler=user.person_id)
    for sitting in read_as_member(user.person_id):
        own |= Q(case__in=sitting)
    mine = own & Q(decider=Decider.PRESIDING.value)
    mine |= Q(court__in=user.courts_with(Right.ACCEPT), decider=Decider.COMMITTEE.value)
    if Role.PRESIDENT in user.roles:
        mine |= Q(court__in=user.courts_with(Right.DECIDE_RECUSAL)) & ~Q(decider=Decider.PRESIDING.value)
    rows = visible(user).filter(mine, state__in=OPEN).order_by("due_on", "pk")[:200]
    return [recusal for recusal in rows if decides(user, recusal)]


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
    if recusal.state == WAITING and decides(user, recusal):
        found.append(Act.DECIDE)
    if recusal.state == REVIEWING and decides(user, recusal):
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


def may_withdraw(user: Viewer, recusal: Recusal) -> bool:
    """What others want of somebody, that person does not take back."""
    return (
        recusal.asked == AskedBy.SELF.value or user.person_id is None or user.person_id != recusal.person_id
    )


def _untold(recusal: Recusal) -> bool:
    if recusal.asked != AskedBy.PARTY.value or recusal.decided_on is None:
        return False
    return recusal.told_on is None or (recusal.review_on is not None and recusal.review_told_on is None)
