"""Reading a case's nodes."""

from __future__ import annotations

from cases.docket.models import Case
from cases.nodes.domain import NodeRule
from cases.nodes.models import NodeEvent
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def nodes() -> RuleTable[NodeRule]:
    """The nodes in the order in which a case passes them."""
    return load("cases/nodes", "nodes", NodeRule)


def timeline(case: Case) -> list[NodeEvent]:
    """What happened on the case, by the day it happened."""
    return list(NodeEvent.objects.filter(case=case).order_by("occurred_on", "id"))
