"""Where changes of handler plug in: their rules and options; the rest is ``offers.offer``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.changes.domain import GroundRule
from assignment.changes.selectors.named import named_by_month
from assignment.changes.views.offers import offer
from assignment.designations.registry import named_from
from courts.options.domain import OptionRule
from courts.options.registry import option_group
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/changes"
LABEL = _("变更承办法官")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "grounds", GroundRule)
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 36, LABEL)
    option_group(NOUN, 13, LABEL)
    named_from(named_by_month)
    offer()
