"""Where trial bodies plug in: rules, the assignment they follow, who reads a case, draws, pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.assessors import registry as assessors
from assignment.assessors.domain import Figure
from assignment.assessors.selectors import names_of
from assignment.bodies import selectors, services
from assignment.bodies.domain import AssessorBar, Composition, FactRule, Mix, PartWord
from assignment.bodies.views.offers import offer
from assignment.changes.registry import before_change, joined_from, members_leave
from assignment.conflicts.registry import took_part_from
from assignment.draws.domain import Purpose
from assignment.draws.registry import draw_kind, names_from
from assignment.recusals.registry import presides, sits
from cases.docket.registry import CaseEvent, guard, on, read_by
from cases.register.registry import part_of_answer
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/bodies"


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "facts", FactRule)
    declare(NOUN, "composition", Composition)
    declare(NOUN, "assessor_bars", AssessorBar)
    declare(NOUN, "mixes", Mix)
    declare(NOUN, "figures", Figure)
    declare(NOUN, "parts", PartWord)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 44, _("审判组织"))
    on(CaseEvent.ASSIGNED, services.follow_handler)
    on(CaseEvent.CLOSED, services.end_open)
    guard(CaseEvent.CLOSED, services.before_closing)
    read_by(selectors.read_by_member)
    part_of_answer("body", selectors.body_answer)
    _answer_other_nouns()
    offer()


def _answer_other_nouns() -> None:
    """Who sat and sits, asked by draws, conflicts, changes, recusals and the list of assessors."""
    names_from(names_of)
    for purpose in (Purpose.MEMBER, Purpose.ASSESSOR):
        draw_kind(services.seat_draws(purpose))
    took_part_from(selectors.took_part)
    before_change(services.check_handler_leaves)
    members_leave(services.leave_by_decision)
    joined_from(selectors.joined)
    presides(selectors.presiding_of)
    sits(selectors.people_sitting)
    assessors.sat_from(selectors.sat_in_year)
    assessors.bar_from(selectors.barred_assessors)
