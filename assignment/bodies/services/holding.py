"""What every act on a trial body begins with: the case locked, who may act, who may sit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.bodies.domain import Correction, How, Part, check_presiding, must_preside
from assignment.bodies.models import BodyMember, TrialBody
from assignment.bodies.selectors import HANDLING_ONLY, as_sitting, may_form
from assignment.changes.services import seat_ended
from assignment.pools.models import Absence
from assignment.pools.registry import excluded_for
from assignment.pools.selectors import absence_kind, absence_on, exclusion_reasons, on_long_leave
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import note
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.people.models import Person
from courts.people.selectors import quota_judge_ids
from courts.refusals.domain import Refused


def require_former(case: Case, actor: Actor) -> None:
    """Raise Refused PEOPLE-RIGHT unless the handling judge or the head of the division acts."""
    if not may_form(actor.viewer, case):
        raise Refused("PEOPLE-RIGHT", act=_("组成审判组织"), court_id=case.court_id)


def require_open(case: Case) -> None:
    """Raise Refused BODY-NOT-OPEN unless the case is being tried."""
    if case.status != Status.OPEN.value:
        raise Refused("BODY-NOT-OPEN", case=case.number or case.title or _("本案"))


def hold_body(case: Case) -> TrialBody:
    """The body that tries the case, its row locked after the case's. Raises Refused BODY-NONE."""
    found = TrialBody.objects.select_for_update().filter(case=case, to_on=None).first()
    if found is None:
        raise Refused("BODY-NONE", case=case.number or case.title or _("本案"))
    return found


def check_may_sit(case: Case, judges: Iterable[Person], on: date) -> None:
    """Quota judges of the court whom nothing bars from the case.

    Raises Refused BODY-NOT-JUDGE, BODY-AWAY (suspended, seconded, on long leave), BODY-BARRED (with the
    public reason and its article).
    """
    listed = list(judges)
    quota = quota_judge_ids(case.court_id, on)
    for judge in listed:
        if judge.pk not in quota:
            raise Refused("BODY-NOT-JUDGE", judge=judge.name, judge_id=judge.pk, day=on.isoformat())
        _check_present(case, judge, on)
    barred = excluded_for(case, [judge.pk for judge in listed], on)
    for judge in listed:
        found = barred.get(judge.pk)
        if found is not None and found.code not in HANDLING_ONLY:
            rule = exclusion_reasons().latest(found.code)
            told = {"reason": rule, "basis": rule.article}
            raise Refused("BODY-BARRED", judge=judge.name, judge_id=judge.pk, **told)


def _check_present(case: Case, judge: Person, on: date) -> None:
    absence = absence_on(judge.pk, on)
    if absence is None:
        return
    if absence.kind != Absence.Kind.LEAVE or on_long_leave(case.court_id, judge.pk, on):
        told = {"kind": absence_kind(absence.kind), "to_on": absence.to_on}
        raise Refused("BODY-AWAY", judge=judge.name, judge_id=judge.pk, **told)


def end_member(member: BodyMember, reason: str, actor: Actor) -> None:
    """Write the end of a member's time on a body; an open request about the seat ends with it."""
    member.to_on, member.end_reason = actor.today, reason.strip()
    member.save(update_fields=["to_on", "end_reason"])
    seat_ended(member.case_id, member.pk, actor)


def lapse_correction(body: TrialBody, actor: Actor) -> None:
    """End a request to correct the facts of a body that ends, or whose case closes."""
    for asked in body.corrections.filter(state=Correction.WAITING.value):
        asked.state = Correction.LAPSED.value
        asked.save(update_fields=["state"])
        note("body_correction_ended", body.case, actor, reason=asked.reason)


def untold(body: TrialBody) -> None:
    """Another sits: the parties are to be told anew (民事诉讼法 art 131; 吉高法〔2019〕2号(四))."""
    if body.told_on is not None:
        body.told_on, body.told_how = None, ""
        body.save(update_fields=["told_on", "told_how"])


def seat(
    body: TrialBody,
    judge: Person,
    part: Part,
    how: How,
    actor: Actor,
    *,
    handles: bool = False,
    reason: str = "",
) -> BodyMember:
    """Seat a judge from today; the judge knows after the commit, the parties are to be told."""
    member = BodyMember.objects.create(
        body=body,
        case_id=body.case_id,
        court_id=body.court_id,
        person=judge,
        part=part.value,
        how=how.value,
        handles=handles,
        reason=reason,
        from_on=actor.today,
    )
    untold(body)
    if not handles:
        tell_seated(body, judge.pk, part, actor)
    return member


def tell_seated(body: TrialBody, judge: UUID, part: Part, actor: Actor) -> None:
    """Post that a judge sits, for the notice."""
    told = {
        "case": body.case_id,
        "judge": judge,
        "part": part.value,
        "on": actor.today,
        "by": actor.person_id,
    }
    post("body_seated", told, court_id=body.court_id, at=actor.at)


def set_presiding(body: TrialBody, wanted: UUID | None, actor: Actor, case: Case) -> None:
    """Let the right judge of a panel preside: the one wanted, else whoever must, else the handling judge.

    Raises Refused BODY-PRESIDING where the one wanted may not.
    """
    rows = list(body.members.filter(to_on=None, person__isnull=False).select_related("person").order_by("pk"))
    judges = as_sitting(body.court_id, [row.person for row in rows if row.person], actor.today)
    if wanted is not None:
        check_presiding(str(wanted), judges)
    bound = {one.id for one in must_preside(judges)}
    now = next((row for row in rows if row.part == Part.PRESIDING.value), None)
    chosen = str(wanted) if wanted else _by_rule(rows, bound, now)
    if not chosen or (now is not None and str(now.person_id) == chosen):
        return
    if now is not None:
        now.part = Part.JUDGE.value
        now.save(update_fields=["part"])
    row = next(row for row in rows if str(row.person_id) == chosen)
    row.part = Part.PRESIDING.value
    row.save(update_fields=["part"])
    note("body_presiding", case, actor, name=row.person.name if row.person else "")


def _by_rule(rows: list[BodyMember], bound: set[str], now: BodyMember | None) -> str:
    if now is not None and (not bound or str(now.person_id) in bound):
        return str(now.person_id)
    able = [row for row in rows if not bound or str(row.person_id) in bound]
    handler = next((row for row in able if row.handles), able[0] if able else None)
    return str(handler.person_id) if handler else ""
