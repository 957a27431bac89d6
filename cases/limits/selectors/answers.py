"""What the interface answers about a limit: the same shape for a case and for the calculator."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from cases.docket.models import Case
from cases.limits.domain import Lamp
from cases.limits.selectors.reading import limit_answer, limit_of
from courts.clients.reading import WordField

LAMPS = [lamp.value for lamp in Lamp]


class LimitStepSerializer(serializers.Serializer[Any]):
    """One sentence of the account of how the date came about."""

    on = serializers.DateField(allow_null=True)
    text = serializers.CharField()
    article = serializers.CharField()
    due_on = serializers.DateField(allow_null=True, help_text="至此的届满日 The running due date")


class LimitSerializer(serializers.Serializer[Any]):
    """A trial limit as of a day. While the clock stands still there is no due date."""

    rule_code = serializers.CharField(allow_null=True)
    rule_version = serializers.DateField(allow_null=True)
    article = serializers.CharField()
    starts_on = serializers.DateField(
        allow_null=True, help_text="起算基准日，当日不计 The uncounted base day"
    )
    due_on = serializers.DateField(allow_null=True)
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
    ledger = serializers.ListField(child=serializers.DictField())
    explanation = LimitStepSerializer(many=True)


NO_LIMIT: dict[str, Any] = {
    "rule_code": None,
    "rule_version": None,
    "article": "",
    "starts_on": None,
    "due_on": None,
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


def case_limit(case: Case, today: date, language: str) -> dict[str, Any] | None:
    """The limit of a case as of today, of a closed case as of its closing; None while it has none.

    The lamp is that of the lists: a case that is closed, or imported and not
    confirmed as open, shows none.
    """
    found = limit_of(case, today)
    if found is None:
        return None
    if found.result is None:
        rule = {"rule_code": found.rule.code, "rule_version": found.rule.valid_from}
        return {**NO_LIMIT, **rule, "article": found.rule.article, "waiting_for": found.waiting_for}
    answer = {**NO_LIMIT, **limit_answer(found.result, case.closed_on or today, language)}
    if not found.watched:
        answer["lamp"] = Lamp.NONE.value
    return answer
