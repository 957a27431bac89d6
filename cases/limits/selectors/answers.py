"""What the interface answers about a limit: the same shape for a case and for the calculator."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from cases.docket.models import Case
from cases.limits.domain import Lamp, LedgerKind, Unit
from cases.limits.models import LedgerItem
from cases.limits.selectors.account import check_day
from cases.limits.selectors.ledger import items_of
from cases.limits.selectors.reading import law, limit_answer, limit_of
from courts.clients.reading import WordField

LAMPS = [lamp.value for lamp in Lamp]


class LimitStepSerializer(serializers.Serializer[Any]):
    """One sentence of the account of how the date came about."""

    on = serializers.DateField(allow_null=True)
    text = serializers.CharField()
    article = serializers.CharField()
    due_on = serializers.DateField(allow_null=True, help_text="至此的届满日 The running due date")


class LedgerRowSerializer(serializers.Serializer[Any]):
    """What stands in the ledger. The calculator gives back what it was asked; a case also says by whom."""

    id = serializers.UUIDField(required=False)
    state = WordField(
        LedgerItem.State.values, required=False, help_text="只有 in_force 计算 Only these count"
    )
    kind = WordField([kind.value for kind in LedgerKind])
    ground = serializers.CharField(required=False)
    article = serializers.CharField(required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    value = serializers.CharField(required=False, allow_null=True)
    unit = WordField([unit.value for unit in Unit], required=False, allow_null=True)
    step = serializers.IntegerField(required=False, allow_null=True)
    to_rule = serializers.CharField(required=False)
    on = serializers.DateField(required=False, allow_null=True)
    document = serializers.CharField(required=False)
    end_document = serializers.CharField(required=False)
    reason = serializers.CharField(required=False)
    backdated = serializers.BooleanField(required=False, help_text="补登 Entered late")
    entered_at = serializers.DateTimeField(required=False)
    entered_by = serializers.CharField(required=False)
    answered_at = serializers.DateTimeField(required=False, allow_null=True)
    answered_by = serializers.CharField(required=False)
    answer = serializers.CharField(required=False)
    told_on = serializers.DateField(required=False, allow_null=True, help_text="告知当事人 Parties told on")
    told_how = serializers.CharField(required=False)


class LimitSerializer(serializers.Serializer[Any]):
    """A trial limit as of a day. While the clock stands still there is no due date."""

    rule_code = serializers.CharField(allow_null=True)
    rule_version = serializers.DateField(allow_null=True)
    article = serializers.CharField()
    starts_on = serializers.DateField(
        allow_null=True, help_text="起算基准日，当日不计 The uncounted base day"
    )
    due_on = serializers.DateField(allow_null=True)
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="以小时计的期限届满时刻 Limits in hours: the instant"
    )
    warn_on = serializers.DateField(allow_null=True)
    near_on = serializers.DateField(allow_null=True)
    latest_lawful_on = serializers.DateField(allow_null=True)
    calendar_confirmed = serializers.BooleanField()
    lamp = WordField(LAMPS)
    clock = WordField(["running", "stopped", "none"])
    stopped_since = serializers.DateField(allow_null=True)
    waiting_for = serializers.CharField(help_text="尚未发生的起算事件 The event that will start the clock")
    days_total = serializers.IntegerField(allow_null=True)
    days_left = serializers.IntegerField(allow_null=True)
    days_used = serializers.IntegerField(allow_null=True)
    days_excluded = serializers.IntegerField()
    last_request_on = serializers.DateField(allow_null=True)
    ledger = LedgerRowSerializer(many=True)
    explanation = LimitStepSerializer(many=True)


NO_LIMIT: dict[str, Any] = {
    "rule_code": None,
    "rule_version": None,
    "article": "",
    "starts_on": None,
    "due_on": None,
    "due_at": None,
    "warn_on": None,
    "near_on": None,
    "latest_lawful_on": None,
    "calendar_confirmed": True,
    "lamp": Lamp.NONE.value,
    "clock": "none",
    "stopped_since": None,
    "waiting_for": "",
    "days_total": None,
    "days_left": None,
    "days_used": None,
    "days_excluded": 0,
    "last_request_on": None,
    "ledger": [],
    "explanation": [],
}


KEPT = (
    "state",
    "kind",
    "ground",
    "starts_on",
    "ends_on",
    "step",
    "to_rule",
    "document",
    "end_document",
    "reason",
    "backdated",
    "entered_at",
    "entered_by",
    "answered_at",
    "answered_by",
    "answer",
    "told_on",
    "told_how",
)
"""What is answered of an item as it stands on its row."""


def case_limit(case: Case, today: date, language: str, on: date | None = None) -> dict[str, Any] | None:
    """The limit of a case as of today or of ``on``, of a closed case as of its closing; None without one.

    The ledger is whole, whatever the day of the account: what waits, was declined or
    cancelled says so. The lamp is that of the lists: a case that is closed, or imported
    and not confirmed as open, shows none. Raises InvalidInput ``on``.
    """
    found = limit_of(case, today, on)
    if found is None:
        return None
    if on is not None:
        check_day(on, found)
    ledger = {"ledger": [ledger_row(item) for item in items_of(case)]}
    if found.result is None:
        rule = {"rule_code": found.rule.code, "rule_version": found.rule.valid_from}
        said = {"article": found.rule.article, "waiting_for": found.waiting_for}
        return {**NO_LIMIT, **rule, **said, **ledger}
    answer = {**NO_LIMIT, **limit_answer(found.result, found.as_of, language), **ledger}
    if not found.watched:
        answer["lamp"] = Lamp.NONE.value
    return answer


def ledger_row(item: LedgerItem) -> dict[str, Any]:
    """An item of a ledger as the interface answers it."""
    ground = law().ground(item.ground, item.starts_on or item.decided_on or date.max) if item.ground else None
    return {
        "id": item.pk,
        **{name: getattr(item, name) for name in KEPT},
        "article": ground.article if ground else "",
        "value": None if item.value is None else f"{item.value.normalize():f}",
        "unit": item.unit or None,
        "on": item.decided_on,
    }
