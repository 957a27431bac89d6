"""What the rules and the court's options say of a change."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from assignment.changes.domain import (
    GroundRule,
    Heard,
    How,
    Level,
    last_day,
    level_of,
    owes_hearing,
    too_close,
)
from assignment.changes.registry import joined_on
from assignment.pools.selectors import absence_on, on_long_leave, route_case
from cases.docket.models import Case
from cases.limits.models import CaseClock
from cases.nodes.models import NodeEvent
from courts.calendar.selectors import work_calendar
from courts.options.selectors import option
from courts.people.models import Person, Post
from courts.people.selectors import in_force
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/changes"
CRIMINAL = "criminal"
TRIED = {"hearing": Heard.HEARING, "deliberation": Heard.DELIBERATION, "assignment": Heard.JOINED}


def grounds() -> RuleTable[GroundRule]:
    """The closed list of grounds."""
    return load(NOUN, "grounds", GroundRule)


def ground_rule(code: str, on: date) -> GroundRule:
    """A ground in force on a day. Raises Refused CHANGE-GROUND for anything that is not on the list."""
    found = next((rule for rule in grounds().in_force(on) if rule.code == code.strip()), None)
    if found is None:
        raise Refused("CHANGE-GROUND")
    return found


def missing(rule: GroundRule, case: Case, person_id: UUID, on: date) -> bool:
    """Whether the records lack what a ground needs: that the judge is away, or the case marked."""
    away = absence_on(person_id, on) is not None or on_long_leave(case.court_id, person_id, on)
    return (rule.away and not away) or (rule.marked and not case.four_category)


def late_days(court_id: int) -> int:
    """So close to the end of the limit the president decides."""
    return int(option(court_id, "CHANGE-LATE-DAYS"))


def due_of(case: Case) -> date | None:
    """The day on which the limit of a case ends; None without a running limit."""
    return CaseClock.objects.filter(case=case).values_list("due_on", flat=True).first()


def is_late(case: Case, on: date) -> bool:
    """Whether the limit is so close to its end that a head does not decide."""
    return too_close(due_of(case), on, late_days(case.court_id))


def days_to_tell(court_id: int) -> int:
    """Within so many days the parties are told."""
    return int(option(court_id, "CHANGE-TELL-DAYS"))


def tell_by(court_id: int, fixed_on: date) -> date:
    """The last day on which the parties are told of a change."""
    return last_day(fixed_on, days_to_tell(court_id), work_calendar())


def level_for(
    case: Case, ground: GroundRule, how: How, to: Person | None, *, protected: bool, on: date
) -> Level:
    """Who decides on a change of this case."""
    heads = bool(option(case.court_id, "CHANGE-HEAD-DECIDES")) and not is_late(case, on)
    return level_of(ground, heads_decide=heads, inside=_inside(case, how, to, on), protected=protected)


def _inside(case: Case, how: How, to: Person | None, on: date) -> bool:
    """Whether the new judge will be one of the same division."""
    division = case.handling.division_id
    if division is None:
        return False
    if how is How.DESIGNATION and to is not None:
        return Post.objects.filter(in_force(on), person=to, division_id=division).exists()
    route = route_case(case, on)
    return route is not None and route.pool.division_id == division


def is_criminal(case: Case) -> bool:
    """Whether the rules of criminal procedure hold."""
    return case.category.startswith(CRIMINAL)


def hearing_again(case: Case, *, changing: bool = False) -> bool:
    """Whether a criminal case has to be heard again; ``changing``: were its judge changed now."""
    if not is_criminal(case):
        return False
    rows = NodeEvent.objects.filter(case=case, node__in=TRIED).order_by("occurred_on", "entered_at")
    events = [(on, 1, TRIED[node]) for node, on in rows.values_list("node", "occurred_on")]
    events += [(on, 0, Heard.JOINED) for on in joined_on(case)]
    in_order = [event for _on, _rank, event in sorted(events, key=lambda one: one[:2])]
    return owes_hearing([*in_order, Heard.JOINED] if changing else in_order)
