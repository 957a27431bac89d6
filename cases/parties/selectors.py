"""Reading parties; numbers only masked."""

from __future__ import annotations

from cases.docket.domain import Word
from cases.docket.models import Case
from cases.parties.models import Party
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def words(section: str) -> RuleTable[Word]:
    """Names of party ``roles``, ``kinds`` and ``id_types``."""
    return load("cases/parties", section, Word)


def parties_of(case: Case) -> list[Party]:
    """The parties of a case in their order."""
    return list(Party.objects.filter(case=case).order_by("order"))
