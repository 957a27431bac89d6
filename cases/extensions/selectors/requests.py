"""Extensions and items of the ledger in one shape, as the interface tells of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.extensions.domain import State
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors.reading import follow_clock, requests_of, visible
from cases.limits.domain import LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.selectors import items_of
from courts.actors.domain import COURT_TIME, Viewer
from courts.refusals.domain import NotVisible

STATUSES = ["waiting", "approved", "rejected", "withdrawn", "cancelled"]
OF_REQUEST = {
    State.GRANTED.value: "approved",
    State.REFUSED.value: "rejected",
    State.WITHDRAWN.value: "withdrawn",
}
OF_ITEM = {
    LedgerItem.State.PROPOSED: "waiting",
    LedgerItem.State.IN_FORCE: "approved",
    LedgerItem.State.DECLINED: "rejected",
    LedgerItem.State.CANCELLED: "cancelled",
}


def find(user: Viewer, request_id: UUID) -> ExtensionRequest | LedgerItem:
    """A request, or an item of the ledger of a visible case. Raises NotVisible."""
    asked = visible(user).filter(pk=request_id).first()
    item = LedgerItem.objects.filter(pk=request_id, case__in=visible_cases(user)).first()
    if asked is None and item is None:
        raise NotVisible(f"limit request {request_id}")
    found: ExtensionRequest | LedgerItem | None = asked or item
    assert found is not None
    return found


def rows_of_case(case: Case) -> list[dict[str, Any]]:
    """Everything asked or entered for the limit of a case, the oldest first.

    An extension that was granted stands once, as its request; one taken by statute as an item.
    """
    asked = [answer_of_request(one) for one in requests_of(case).select_related("item")]
    items = items_of(case).filter(request=None)
    rows = [*asked, *(answer_of_item(item) for item in items)]
    return sorted(rows, key=lambda row: str(row["id"]))


def answer_of_request(asked: ExtensionRequest) -> dict[str, Any]:
    """An extension in the shape of the interface."""
    follow_clock(asked)
    return {
        "id": asked.pk,
        "case": asked.case_id,
        "kind": LedgerKind.EXTENSION.value,
        "status": OF_REQUEST.get(asked.state, "waiting"),
        "ground": "",
        "starts_on": None,
        "ends_on": None,
        "on": asked.decided_on,
        "to_rule": "",
        "value": _plain(asked.value),
        "unit": asked.unit,
        "step": asked.step,
        "reason": asked.reason,
        "document": asked.document,
        "asked_on": asked.asked_on,
        "asked_by": asked.asked_by,
        "late": asked.is_late,
        "approver": asked.approver,
        "deciding_court": asked.deciding_court.code if asked.deciding_court else None,
        "stage": asked.state if asked.is_live else None,
        "decide_by": asked.decide_by,
        "answered_on": asked.ended_on,
        "answered_by": asked.decided_by or asked.withdrawn_by,
        "answer": asked.decision or asked.withdraw_reason,
        "told_on": asked.item.told_on if asked.item else None,
    }


def answer_of_item(item: LedgerItem) -> dict[str, Any]:
    """An item of the ledger in the same shape."""
    return {
        "id": item.pk,
        "case": item.case_id,
        "kind": item.kind,
        "status": OF_ITEM[LedgerItem.State(item.state)],
        "ground": item.ground,
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "on": item.decided_on,
        "to_rule": item.to_rule,
        "value": _plain(item.value),
        "unit": item.unit or None,
        "step": item.step,
        "reason": item.reason,
        "document": item.document,
        "asked_on": _day(item.entered_at),
        "asked_by": item.entered_by,
        "late": item.backdated,
        "approver": None,
        "deciding_court": None,
        "stage": None,
        "decide_by": None,
        "answered_on": _day(item.answered_at) if item.answered_at else None,
        "answered_by": item.answered_by,
        "answer": item.answer,
        "told_on": item.told_on,
    }


def _day(at: Any) -> Any:
    return at.astimezone(COURT_TIME).date() if at else None


def _plain(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"
