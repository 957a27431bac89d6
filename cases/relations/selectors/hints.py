"""The hints kept of a case, and the kinds of them."""

from __future__ import annotations

from cases.docket.models import Case
from cases.docket.selectors import visible
from cases.relations.domain import LinkKind
from cases.relations.models import RelationHint
from courts.actors.domain import Viewer
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def link_kinds() -> RuleTable[LinkKind]:
    """The reasons for a hint."""
    return load("cases/relations", "link_kinds", LinkKind)


def hints_of(case: Case, user: Viewer) -> list[RelationHint]:
    """Hints of a case to cases that the viewer sees, the latest case first."""
    rows = RelationHint.objects.filter(case=case, other__in=visible(user))
    return list(rows.select_related("other__handling__handler").order_by("-other_id"))
