"""Where related cases plug in: what is answered before a draw, told in its snapshot, and taken to a judge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.designations.registry import taken_from
from assignment.draws.registry import (
    BeforePart,
    answer_related_by,
    before_draw,
    before_part,
    tell_in_snapshot,
)
from assignment.related.selectors import counts, taken_judge
from assignment.related.services import answer_in_one_call, check_answered
from assignment.related.views import answering, offers
from cases.docket.registry import steps_from, work_from, work_kind
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/related"
LABEL = _("关联案件")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 34, LABEL)
    before_draw(check_answered)
    taken_from(taken_judge)
    tell_in_snapshot("related", counts)
    answer_related_by(answer_in_one_call)
    before_part(BeforePart(10, "assignment/related/before.html", answering.before_draw, answering.answered))
    steps_from(offers.steps_of_case)
    work_from(offers.sealed_waiting, offers.count_sealed)
    work_kind("related", 18, LABEL)
