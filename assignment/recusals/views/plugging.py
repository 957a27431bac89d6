"""Where recusals plug in: their rules; the rest is ``offers.offer``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.recusals.domain import DeciderRule, GroundRule, TermRule
from assignment.recusals.views.offers import offer
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/recusals"


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "grounds", GroundRule)
    declare(NOUN, "deciders", DeciderRule)
    declare(NOUN, "terms", TermRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 37, _("回避"))
    offer()
