"""Where the leaders' caseload plugs in: its rules, who is no draw's choice, and its pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.designations.registry import leaders_from
from assignment.leaders.domain import OwnAct, SimpleKind, Target
from assignment.leaders.selectors import leader_ids, leave_leaders_out
from assignment.leaders.views.offers import offer
from assignment.pools.registry import exclude_from
from courts.options.domain import OptionRule
from courts.options.registry import option_group
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/leaders"
LABEL = _("院庭长办案")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "targets", Target)
    declare(NOUN, "simple", SimpleKind)
    declare(NOUN, "own_acts", OwnAct)
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 46, LABEL)
    option_group(NOUN, 46, LABEL)
    exclude_from(leave_leaders_out)
    leaders_from(leader_ids)
    offer()
