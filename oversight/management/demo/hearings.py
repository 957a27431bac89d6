"""How long a demo case takes, and what happens on the way."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from cases.docket.models import Case
from cases.docket.selectors import disposals
from cases.nodes.domain import Node

WITHOUT_LIMIT = 90
IN_TIME, LATE_BUT_IN_TIME, OVER = 0.83, 0.945, 0.972
"""Shares, added up: well within the limit, in its last tenth, over it; the rest stay pending long."""
PANEL_SHARE = 0.5
DECIDED = frozenset({"judgment", "affirmed", "changed", "remanded"})
PRONOUNCED = frozenset({"judgment", "affirmed", "changed"})


def closing_day(chance: Random, case: Case, assigned_on: date, due_on: date | None) -> date:
    """The day the case closes, which may lie beyond the data."""
    base = case.filed_on or assigned_on
    total = (due_on - base).days if due_on else WITHOUT_LIMIT
    luck = chance.random()
    if luck < IN_TIME:
        share = chance.betavariate(2.4, 1.9) * 0.95
    elif luck < LATE_BUT_IN_TIME:
        share = chance.uniform(0.9, 0.99)
    elif luck < OVER:
        share = chance.uniform(1.02, 1.4)
    else:
        share = chance.uniform(1.4, 3.2)
    return max(base + timedelta(days=round(total * share)), assigned_on + timedelta(days=2))


def nodes(
    chance: Random, case: Case, assigned_on: date, closes: date, disposal: str
) -> list[tuple[Node, date, str]]:
    """Service, hearing, deliberation and the like between assignment and a closing of this kind."""
    span = (closes - assigned_on).days

    def at(share: float) -> date:
        return assigned_on + timedelta(days=max(1, min(span, round(span * share))))

    if case.category == "enforcement":
        return [
            (Node.SERVICE, at(chance.uniform(0.03, 0.12)), "向被执行人发出执行通知书、报告财产令"),
            (Node.ENFORCEMENT, at(chance.uniform(0.15, 0.35)), "网络查控银行存款、车辆、不动产"),
            (Node.ENFORCEMENT, at(chance.uniform(0.5, 0.8)), chance.choice(_MEASURES)),
        ]
    found = [(Node.SERVICE, at(chance.uniform(0.08, 0.25)), _served(case))]
    if case.procedure not in ("payment_order", "review", "retrial_review"):
        found.append((Node.HEARING, at(chance.uniform(0.45, 0.75)), _heard(case)))
    decided = disposal in DECIDED
    if decided and case.procedure in ("ordinary", "second_instance") and chance.random() < PANEL_SHARE:
        found.append((Node.DELIBERATION, at(chance.uniform(0.78, 0.9)), "合议庭评议"))
    if disposal in PRONOUNCED and (case.category == "criminal" or chance.random() < 0.6):
        found.append((Node.PRONOUNCEMENT, at(0.97), "宣判并送达裁判文书"))
    return found


_MEASURES = ("扣划被执行人银行存款", "查封被执行人名下房屋", "被执行人到庭，达成分期履行方案", "限制高消费")


def _served(case: Case) -> str:
    if case.category == "criminal":
        return "向被告人送达起诉书副本" if case.type_code == "刑初" else "送达上诉状副本，阅卷"
    if case.procedure == "second_instance":
        return "向被上诉人送达上诉状副本"
    return "向对方当事人送达起诉状副本、应诉及举证通知书"


def _heard(case: Case) -> str:
    if case.sealed != "none":
        return "不公开开庭审理"
    return "公开开庭审理" if case.procedure != "second_instance" else "开庭审理，询问当事人"


def closing_words(case: Case) -> str:
    """What the node of closing says."""
    return f"结案，{disposals().latest(case.disposal).zh}"
