"""Where draws plug in: their rules, the draw of a handler, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.draws import tasks  # noqa: F401
from assignment.draws.domain import ProblemRule
from assignment.draws.registry import draw_kind
from assignment.draws.services.steps import handler_draws
from assignment.draws.views import offers, voiding
from cases.docket.registry import side_panel, steps_from, tab, work_from, work_kind
from courts.options.domain import OptionRule
from courts.options.registry import option_group
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/draws"
LABEL = _("随机分案")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "problems", ProblemRule)
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 30, LABEL)
    option_group(NOUN, 11, LABEL)
    draw_kind(handler_draws())
    side_panel(offers.panel())
    tab(offers.tab())
    steps_from(offers.steps_of_draw)
    work_from(offers.cases_to_draw, offers.count_to_draw)
    work_kind("draw", 20, LABEL)
    voiding.offer()
