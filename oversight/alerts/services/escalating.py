"""Escalating (升级): an alert nobody answered goes to the next post, set-based, once a step and round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from courts.actors.domain import Actor, Role
from courts.calendar.domain import WorkCalendar
from courts.calendar.selectors import work_calendar
from courts.options.selectors import option_rules, own_values
from courts.outbox.services import post
from courts.trail.services import record, recorded
from oversight.alerts.domain import ONE_DAY, EscalationStep, last_told
from oversight.alerts.models import Alert
from oversight.alerts.selectors import escalation_steps, levels
from oversight.alerts.services.raising import SYSTEM

BATCH = 2000
"""Escalations in one transaction: their trail is written together at its end."""

# Since when the answer is waited for: the line, but not before anybody could know of it; or the plan.
_TOLD = "greatest(alert.raised_on, (alert.raised_at AT TIME ZONE 'Asia/Shanghai')::date)"
_FIRST = f"""
    alert.escalated = 0
    AND (alert.status = 'open' AND alert.raised_at < %(told)s + interval '2 days' AND {_TOLD} <= %(told)s
         OR alert.status = 'acknowledged' AND alert.planned_on <= %(told)s)
"""
_NEXT = """
    alert.escalated = %(step)s - 1
    AND EXISTS (SELECT 1 FROM oversight_escalation below
                WHERE below.alert_id = alert.id AND below.step = alert.escalated
                  AND below.acknowledged_at IS NULL AND below.ended_at IS NULL
                  AND below.escalated_on <= %(told)s)
"""
# An alert somebody works on at this moment is left to the next night. A sealed case is laid before nobody who
# may not read it. A post in a division that the case does not have yet is the trial management office.
_ESCALATE = """
    WITH due AS MATERIALIZED (
        SELECT alert.id, alert.court_id, handling.division_id,
               CASE WHEN alert.status = 'open' THEN {told} ELSE alert.planned_on END AS since
        FROM oversight_alert alert
        JOIN cases_case matter ON matter.id = alert.case_id
        JOIN cases_casehandling handling ON handling.case_id = alert.case_id
        WHERE alert.court_id = %(court)s AND alert.level = %(level)s AND alert.status <> 'closed'
          AND {due} AND matter.sealed = 'none'
          AND NOT EXISTS (SELECT 1 FROM oversight_alert worse
                          WHERE worse.case_id = alert.case_id AND worse.kind = alert.kind
                            AND worse.status <> 'closed' AND worse.level = ANY(%(worse)s))
        ORDER BY alert.id LIMIT %(batch)s
        FOR UPDATE OF alert SKIP LOCKED
    ), moved AS (
        UPDATE oversight_alert alert SET escalated = %(step)s FROM due WHERE alert.id = due.id
        RETURNING alert.id, alert.case_id
    ), laid AS (
        INSERT INTO oversight_escalation (id, court_id, alert_id, step, role, division_id, since,
                                          escalated_on, escalated_at, acknowledged_label, note)
        SELECT (%(stamp)s || substr(gen_random_uuid()::text, 16))::uuid, due.court_id, due.id, %(step)s,
               CASE WHEN named.role = %(head)s AND due.division_id IS NULL THEN %(office)s
                    ELSE named.role END,
               CASE WHEN named.role = %(head)s THEN due.division_id END, due.since, %(day)s, %(at)s, '', ''
        FROM due CROSS JOIN unnest(%(roles)s) AS named(role)
        ON CONFLICT (alert_id, step, role, since) DO NOTHING
        RETURNING id, alert_id, role, since
    )
    SELECT moved.id, moved.case_id, laid.id, laid.role, laid.since
    FROM moved LEFT JOIN laid ON laid.alert_id = moved.id
    ORDER BY moved.id, laid.role
"""
_COURTS = """
    SELECT DISTINCT level, court_id FROM oversight_alert WHERE status <> 'closed' ORDER BY level, court_id
"""


def escalate(*, business_date: date, at: datetime) -> int:
    """Take every alert that was left unanswered too long one step up. Returns how many steps were laid.

    Safe twice for one date, and after a missed or killed night: a step stands once for
    an alert, a post and a round, with the business date on which it fell due.
    """
    calendar, actor = work_calendar(), Actor(at=at, label=SYSTEM)
    courts: dict[str, list[int]] = defaultdict(list)
    for level, court_id in _rows(_COURTS, {}):
        courts[level].append(court_id)
    laid = sum(_step(rule, courts, business_date, calendar, actor) for rule in escalation_steps())
    _remind(business_date, actor)
    return laid


def _step(
    rule: EscalationStep, courts: Mapping[str, list[int]], day: date, calendar: WorkCalendar, actor: Actor
) -> int:
    waiting = [(level, court_id) for level in rule.levels for court_id in courts.get(level, ())]
    own, usual = own_values(rule.option) if waiting else {}, option_rules().latest(rule.option).default
    laid = 0
    for level, court_id in waiting:
        told = last_told(calendar, day, int(own.get(court_id, usual)))
        while True:
            with recorded():
                found = _rows(
                    _ESCALATE.format(told=_TOLD, due=_FIRST if rule.step == 1 else _NEXT),
                    _values(rule, level, court_id, told, day, actor),
                )
                laid += _note(found, rule, level, court_id, day, actor)
            if len({row[0] for row in found}) < BATCH:
                break
    return laid


def _values(
    rule: EscalationStep, level: str, court_id: int, told: date, day: date, actor: Actor
) -> dict[str, Any]:
    order = {level.code: level.order for level in levels()}
    stamp = f"{int(actor.at.timestamp() * 1000):012x}"
    return {
        "court": court_id,
        "level": level,
        "worse": [code for code, rank in order.items() if rank < order[level]],
        "told": told,
        "step": rule.step,
        "roles": [role.value for role in rule.roles],
        "head": Role.DIVISION_HEAD.value,
        "office": Role.TRIAL_MANAGEMENT.value,
        "day": day,
        "at": actor.at,
        "batch": BATCH,
        "stamp": f"{stamp[:8]}-{stamp[8:]}-7",
    }


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _note(
    found: list[tuple[Any, ...]], rule: EscalationStep, level: str, court_id: int, day: date, actor: Actor
) -> int:
    laid = [row for row in found if row[2] is not None]
    for alert_id, case_id, _escalation, role, since in laid:
        record(
            "alert_escalated",
            court_id=court_id,
            actor=actor,
            noun="alert",
            object_id=alert_id,
            case_id=case_id,
            data={
                "level": level,
                "rule": rule.code,
                "step": rule.step,
                "role": role,
                "since": since,
                "escalated_on": day,
            },
        )
    if laid:
        post("alerts_escalated", {"escalations": [row[2] for row in laid]}, court_id=court_id, at=actor.at)
    return len(laid)


def _remind(day: date, actor: Actor) -> None:
    """Tell the handlers whose planned day was the day before. Told once however often this runs."""
    passed = Alert.objects.filter(status=Alert.Status.ACKNOWLEDGED.value, planned_on=day - ONE_DAY)
    by_court: dict[int, list[str]] = {}
    for court_id, alert_id in passed.order_by("court_id", "pk").values_list("court_id", "pk"):
        by_court.setdefault(court_id, []).append(str(alert_id))
    for court_id, alerts in by_court.items():
        with recorded():
            post("alert_plans_passed", {"alerts": alerts}, court_id=court_id, at=actor.at)
