"""Entering what happened at a node."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import disposals
from cases.docket.services import about, lock_case, note, require_right
from cases.nodes.domain import Node
from cases.nodes.models import NodeEvent
from cases.nodes.registry import check_before
from cases.nodes.selectors import nodes
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded


def record_node(*, case_id: UUID | str, node: str, occurred_on: date, detail: str, actor: Actor) -> NodeEvent:
    """Enter an event of a case on its day of legal effect, which may not be in the future.

    Raises InvalidInput (unknown node, future day, day before receipt, no detail);
    Refused PEOPLE-RIGHT, NODE-BY-SYSTEM, NODE-NOT-OPEN, and whatever other nouns stop.
    """
    with recorded():
        case = lock_case(actor, case_id)
        _check(case, node, occurred_on, detail, actor)
        event = _add(case, Node(node), occurred_on, detail.strip(), actor)
        note("node_recorded", case, actor, node=node, occurred_on=occurred_on, detail=detail.strip())
    return event


def _check(case: Case, node: str, occurred_on: date, detail: str, actor: Actor) -> None:
    errors: dict[str, str] = {}
    if node not in nodes():
        errors["node"] = _("没有这种节点：%(node)s。") % {"node": node}
    if occurred_on > actor.today:
        errors["occurred_on"] = _("发生日不能晚于今天。")
    elif occurred_on < case.received_on:
        errors["occurred_on"] = _("发生日不能早于收案日。")
    if not detail.strip():
        errors["detail"] = _("请写明发生了什么。")
    elif len(detail) > 500:
        errors["detail"] = _("内容不得超过 500 字。")
    if errors:
        raise InvalidInput(errors)
    with about(case):
        require_right(actor, Right.RECORD_NODE, case.court_id, _("录入节点"))
        rule = nodes().latest(node)
        if not rule.entered_by_hand:
            raise Refused("NODE-BY-SYSTEM", node=rule)
        if case.status not in (Status.OPEN.value, Status.CLOSED.value):
            raise Refused("NODE-NOT-OPEN", node=rule)
        check_before(case, node, occurred_on, actor)


def _add(case: Case, node: Node, occurred_on: date, detail: str, actor: Actor) -> NodeEvent:
    return NodeEvent.objects.create(
        case=case,
        court_id=case.court_id,
        node=node.value,
        occurred_on=occurred_on,
        detail=detail,
        entered_at=actor.at,
        entered_by=actor.label,
        entered_by_person_id=actor.person_id,
    )


def on_accepted(case: Case, actor: Actor) -> None:
    """Acceptance is a node of its own making."""
    if case.filed_on is not None:
        _add(case, Node.FILING, case.filed_on, f"立案，{case.number}", actor)


def on_assigned(case: Case, actor: Actor) -> None:
    """So is the assignment of a judge."""
    handling = case.handling
    if handling.assigned_on is not None and handling.handler is not None:
        _add(case, Node.ASSIGNMENT, handling.assigned_on, f"承办法官 {handling.handler.name}", actor)


def on_closed(case: Case, actor: Actor) -> None:
    """And closing."""
    if case.closed_on is not None:
        _add(case, Node.CLOSING, case.closed_on, f"结案，{disposals().latest(case.disposal).zh}", actor)
