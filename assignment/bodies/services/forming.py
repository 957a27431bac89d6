"""Forming and ending a trial body, and telling the parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.bodies.domain import How, Kind, Lawful, Part, Plan, check_plan
from assignment.bodies.models import TrialBody
from assignment.bodies.selectors import (
    body_of,
    draws_under_way,
    ever_drawn,
    fact_rules,
    lawful_bodies,
    settled_on,
    unlawful,
    vacant,
)
from assignment.bodies.services.holding import (
    check_may_sit,
    end_member,
    hold_body,
    lapse_correction,
    require_former,
    require_open,
    seat,
    set_presiding,
)
from assignment.bodies.services.seating import what
from assignment.draws.domain import Purpose
from cases.docket.models import Case
from cases.docket.services import about, lock_case, note
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The body somebody asks for. ``judges`` sit by designation, with the reason; the rest is drawn.

    ``chosen`` are assessors named by hand, which the law forbids.
    """

    kind: str
    size: int = 1
    assessors: int = 0
    facts: Sequence[str] = ()
    judges: Sequence[UUID] = ()
    presiding: UUID | None = None
    reason: str = ""
    chosen: Sequence[str] = field(default=())


def form_body(*, case_id: UUID | str, wanted: Wanted, actor: Actor) -> TrialBody:
    """Form what tries a case. The handling judge is a member; seats without a judge are drawn afterwards.

    Raises NotVisible; InvalidInput (``kind``, ``facts``, ``judges``, ``reason``); Refused PEOPLE-RIGHT,
    BODY-NOT-OPEN, BODY-NO-HANDLER, BODY-EXISTS, BODY-HAND-PICKED, the rules of composition (BODY-SOLE,
    BODY-PANEL, BODY-EVEN, BODY-SIZE, BODY-MIX, BODY-ASSESSORS-BARRED, BODY-JUDGES-ONLY,
    BODY-ASSESSORS-MUST), BODY-NOT-JUDGE, BODY-AWAY, BODY-BARRED, BODY-PRESIDING.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_former(case, actor)
            plan, judges = _read(case, wanted, actor)
            lawful = lawful_bodies(case, wanted.facts, actor.today)
            check_plan(plan, lawful)
            body = make_body(case, plan, lawful, wanted.facts, actor)
            _seat_all(case, body, judges, wanted, actor)
            note(
                "body_formed",
                case,
                actor,
                kind=plan.kind.value,
                members=plan.size,
                assessors=plan.assessors,
                rule=lawful.rule.code,
                facts=list(wanted.facts),
                judges=[judge.name for judge in judges],
                reason=wanted.reason.strip(),
            )
    return body


def _read(case: Case, wanted: Wanted, actor: Actor) -> tuple[Plan, list[Person]]:
    """What is asked for, checked for sense, and the judges who are to sit, the handling judge first."""
    require_open(case)
    handler, named = case.handling.handler, case.number or case.title or _("本案")
    if handler is None:
        raise Refused("BODY-NO-HANDLER", case=named)
    present = body_of(case)
    if present is not None:
        raise Refused("BODY-EXISTS", case=named, from_on=present.from_on.isoformat())
    if wanted.chosen:
        raise Refused("BODY-HAND-PICKED")
    errors = _wrong(wanted)
    others = list(Person.objects.filter(pk__in=wanted.judges).exclude(pk=handler.pk).order_by("pk"))
    if len({*wanted.judges} - {handler.pk}) != len(others):
        errors["judges"] = _("没有这位法官。")
    if errors:
        raise InvalidInput(errors)
    plan = Plan(Kind(wanted.kind), wanted.size, wanted.assessors)
    if 1 + len(others) > max(1, plan.judges):
        raise InvalidInput({"judges": _("指定的法官多于法官席位。")})
    check_may_sit(case, others, actor.today)
    return plan, [handler, *others]


def _wrong(wanted: Wanted) -> dict[str, str]:
    errors: dict[str, str] = {}
    if wanted.kind not in [kind.value for kind in Kind]:
        errors["kind"] = _("请选择独任或者合议庭。")
    if set(wanted.facts) - {rule.code for rule in fact_rules()}:
        errors["facts"] = _("没有这种事实。")
    if wanted.judges and (wrong := wrong_reason(wanted.reason)):
        errors |= wrong
    return errors


def make_body(case: Case, plan: Plan, lawful: Lawful, facts: Sequence[str], actor: Actor) -> TrialBody:
    """Write the body itself, without members."""
    return TrialBody.objects.create(
        case=case,
        court_id=case.court_id,
        kind=plan.kind.value,
        size=plan.size,
        assessors=plan.assessors,
        rule=lawful.rule.code,
        facts=list(dict.fromkeys(facts)),
        from_on=actor.today,
        formed_at=actor.at,
        formed_by=actor.label,
    )


def _seat_all(case: Case, body: TrialBody, judges: list[Person], wanted: Wanted, actor: Actor) -> None:
    handler, *others = judges
    if body.kind == Kind.SOLE.value:
        seat(body, handler, Part.SOLE, How.HANDLER, actor, handles=True)
        return
    seat(body, handler, Part.JUDGE, How.HANDLER, actor, handles=True)
    for judge in others:
        seat(body, judge, Part.JUDGE, How.DESIGNATED, actor, reason=wanted.reason.strip())
    set_presiding(body, wanted.presiding, actor, case)


def end_body(*, case_id: UUID | str, reason: str, actor: Actor) -> TrialBody:
    """End the present body, so that one of another form may be formed (a conversion of the procedure).

    One with drawn seats stands while it is lawful: nobody throws away a result to draw again.
    Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT, BODY-NOT-OPEN, BODY-NONE, BODY-STANDS,
    BODY-SEAT-OPEN (a list is locked whose result is not out).
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_former(case, actor)
            require_open(case)
            body = hold_body(case)
            if wrong := wrong_reason(reason):
                raise InvalidInput(wrong)
            _check_ending(case, body, actor.today)
            close_body(body, reason.strip(), actor)
            note("body_ended", case, actor, reason=body.end_reason)
    return body


def _check_ending(case: Case, body: TrialBody, on: date) -> None:
    if not ever_drawn(body):
        return
    if unlawful(case, body, on) is None:
        raise Refused("BODY-STANDS", from_on=body.from_on.isoformat())
    require_no_draw(body)


def require_no_draw(body: TrialBody) -> None:
    """Raise Refused BODY-SEAT-OPEN while a list is locked whose result is not out."""
    for call in body.calls.all():
        if draws_under_way(call):
            raise Refused("BODY-SEAT-OPEN", what=what(Purpose(call.purpose)))


def close_body(body: TrialBody, reason: str, actor: Actor) -> None:
    """Write the end of a body, of its members and of what was being drawn for it."""
    for member in body.members.filter(to_on=None):
        end_member(member, reason, actor)
    body.calls.filter(closed_at=None).update(closed_at=actor.at)
    lapse_correction(body, actor)
    body.to_on, body.end_reason = actor.today, reason
    body.save(update_fields=["to_on", "end_reason"])


def before_closing(case: Case, actor: Actor) -> None:
    """Guard of closing. Raises Refused BODY-UNTOLD where a panel sits whose parties were not told."""
    body = body_of(case)
    told = body is None or body.kind == Kind.SOLE.value or body.told_on is not None
    if body is not None and not told and not any(vacant(body).values()):
        raise Refused("BODY-UNTOLD")


def tell_parties(*, case_id: UUID | str, told_on: date, how: str, actor: Actor) -> TrialBody:
    """Note that the parties were told who tries the case, within three days (民事诉讼法 art 131).

    Raises NotVisible; InvalidInput (``told_on``, ``how``); Refused PEOPLE-RIGHT, BODY-NOT-OPEN, BODY-NONE,
    BODY-VACANT.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_former(case, actor)
            require_open(case)
            body = hold_body(case)
            if seats := sum(vacant(body).values()):
                raise Refused("BODY-VACANT", seats=seats)
            errors: dict[str, Any] = {}
            if not settled_on(body) <= told_on <= actor.today:
                errors["told_on"] = _("告知日须在审判人员确定之日与今天之间。")
            if not 0 < len(how.strip()) <= 120:
                errors["how"] = _("请写明告知方式，不超过 120 字。")
            if errors:
                raise InvalidInput(errors)
            body.told_on, body.told_how = told_on, how.strip()
            body.save(update_fields=["told_on", "told_how"])
            note("body_told", case, actor, told_on=told_on, how=body.told_how)
    return body
