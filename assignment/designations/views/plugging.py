"""Where designations plug in: their rules, what waits before a draw, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.designations.domain import Ground, Range, Word
from assignment.designations.selectors.papers import designation_subject
from assignment.designations.services import check_waiting
from assignment.designations.views import offers
from assignment.draws.registry import before_draw
from cases.docket.registry import desk_panel, side_panel, steps_from, work_from, work_kind
from cases.documents.registry import subject_kind
from courts.people.registry import nav_entry
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/designations"
LABEL = _("指定分案")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "grounds", Ground)
    declare(NOUN, "president_range", Range)
    declare(NOUN, "states", Word)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 36, LABEL)
    before_draw(check_waiting)
    subject_kind(designation_subject())
    side_panel(offers.panel())
    steps_from(offers.steps_of_case)
    work_from(offers.waiting, offers.count_waiting)
    work_kind("designation", 26, LABEL)
    desk_panel(offers.desk())
    nav_entry(offers.link())
