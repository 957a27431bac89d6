"""Requests as another system sends and answers them: one door for extensions and items of the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import requests as reading
from cases.extensions.services.asking import ask_extension
from cases.extensions.services.deciding import Said, decide
from cases.limits.domain import LedgerEntry, LedgerKind, LedgerShapeError
from cases.limits.models import LedgerItem
from cases.limits.selectors import law
from cases.limits.services import answer_item, enter_item
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput

NOT_OF_AN_EXTENSION = ("starts_on", "ends_on", "on", "to_rule")
LONGEST_REASON = 500
NOT_OF_AN_ITEM = ("value", "unit", "late_reason")


def ask(*, case_id: UUID, body: dict[str, Any], actor: Actor) -> ExtensionRequest:
    """Ask for an extension: ``reason``, ``value``, ``unit``, ``late_reason``.

    ``ground`` (in words) and ``document`` (the number of the written request) become part of the reason.

    Raises InvalidInput for fields an extension has no use for, and as ``ask_extension``.
    """
    _only(body, NOT_OF_AN_EXTENSION)
    ground, paper = ((body.get(name) or "").strip() for name in ("ground", "document"))
    reason = "".join((f"{ground}：" if ground else "", body["reason"], f"（{paper}）" if paper else ""))
    return ask_extension(
        case_id=case_id,
        reason=reason,
        value=body.get("value"),
        unit=body.get("unit") or "",
        late_reason=body.get("late_reason") or "",
        actor=actor,
    )


def enter(*, case_id: UUID, body: dict[str, Any], actor: Actor) -> LedgerItem:
    """Send an exclusion, suspension, conversion or restart; sent by a client it waits for an answer.

    Raises InvalidInput (also for fields it has no use for, and a rule that does not exist), and as
    ``enter_item``.
    """
    _only(body, NOT_OF_AN_ITEM)
    if len(body["reason"].strip()) > LONGEST_REASON:
        raise InvalidInput({"reason": _("不得超过 %(n)d 字。") % {"n": LONGEST_REASON}})
    kind, to_rule = LedgerKind(body["kind"]), (body.get("to_rule") or "").strip()
    if to_rule and to_rule not in law().rules:
        raise InvalidInput({"to_rule": _("没有审限规则「%(code)s」。") % {"code": to_rule}})
    if kind in (LedgerKind.CONVERSION, LedgerKind.RESTART) and body.get("on") is None:
        body = {**body, "on": body.get("starts_on") or actor.today, "starts_on": None}
    try:
        entry = LedgerEntry(
            kind=kind,
            ground=(body.get("ground") or "").strip(),
            starts_on=body.get("starts_on"),
            ends_on=body.get("ends_on"),
            to_rule=to_rule,
            on=body.get("on"),
        )
    except LedgerShapeError as error:
        english = (get_language() or "zh").startswith("en")
        raise InvalidInput({error.field: error.en if english else error.zh}) from error
    entered = Entered(entry=entry, document=body.get("document") or "", reason=body["reason"])
    return enter_item(case_id=case_id, entered=entered, actor=actor)


def answer(
    *, request_id: UUID, agreed: bool, reason: str, document: str, actor: Actor
) -> ExtensionRequest | LedgerItem:
    """Approve or reject what waits. Raises NotVisible, and as ``decide`` and ``answer_item``.

    A missing reason of a rejection is named ``reason``.
    """
    if not agreed and not reason.strip():
        raise InvalidInput({"reason": _("不同意的，请写明理由。")})
    if isinstance(reading.find(actor.viewer, request_id), ExtensionRequest):
        said = Said(agreed=agreed, text=reason)
        return decide(request_id=request_id, said=said, document=document, actor=actor)
    return answer_item(item_id=request_id, agreed=agreed, answer=reason, document=document, actor=actor)


def _only(body: dict[str, Any], strange: tuple[str, ...]) -> None:
    """Nothing sent is dropped in silence."""
    given = [name for name in strange if body.get(name) not in (None, "")]
    if given:
        kind = body["kind"]
        raise InvalidInput({name: _("%(kind)s 没有这个字段。") % {"kind": kind} for name in given})
