"""Where the list of assessors plugs in: its rules and options."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.assessors.domain import Figure, Specialty
from assignment.assessors.selectors import told_specialty
from courts.history.registry import value_words
from courts.options.domain import OptionRule
from courts.options.registry import option_group
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/assessors"
LABEL = _("人民陪审员")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "figures", Figure)
    declare(NOUN, "specialties", Specialty)
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 45, LABEL)
    option_group(NOUN, 45, LABEL)
    value_words("assessor", "specialties", told_specialty)
