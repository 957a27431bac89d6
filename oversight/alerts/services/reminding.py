"""Reminding of open stops (停表催办): every so many days, once each, until the stop's end is entered."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courts.actors.domain import Actor
from courts.options.selectors import option_rules, own_values
from courts.outbox.services import post
from courts.places.models import Court
from courts.trail.services import record, recorded
from oversight.alerts.selectors.stops import OPEN_STOP
from oversight.alerts.services.raising import BATCH, SYSTEM

EVERY = "LIMIT-STOP-REMIND-DAYS"

# The next falls due so many days after the last, or after the stop began; of several missed the last is made.
_REMIND = f"""
    INSERT INTO oversight_stopreminder (id, court_id, case_id, item_id, number, reminded_on, made_at)
    SELECT (%(stamp)s || substr(gen_random_uuid()::text, 16))::uuid, item.court_id, item.case_id, item.id,
           coalesce(latest.number, 0) + 1,
           since.on_day + %(days)s * ((%(day)s - since.on_day) / %(days)s), %(at)s
    FROM cases_ledgeritem item
    JOIN cases_caseclock clock ON clock.case_id = item.case_id
    LEFT JOIN LATERAL (SELECT reminder.number, reminder.reminded_on FROM oversight_stopreminder reminder
                       WHERE reminder.item_id = item.id
                       ORDER BY reminder.reminded_on DESC LIMIT 1) latest ON true
    CROSS JOIN LATERAL (SELECT coalesce(latest.reminded_on, item.starts_on) AS on_day) since
    WHERE item.court_id = ANY(%(courts)s) AND item.starts_on <= %(day)s - %(days)s AND {OPEN_STOP}
      AND %(day)s - since.on_day >= %(days)s
    ORDER BY item.court_id, item.starts_on, item.id
    LIMIT %(batch)s
    ON CONFLICT DO NOTHING
    RETURNING id, court_id, case_id, item_id, number, reminded_on
"""


def remind(*, business_date: date, at: datetime) -> int:
    """Enter the reminders that fall due by a day and tell handler and division head. Returns how many.

    Safe twice for one date and after missed nights, which are run one by one with their own
    dates. 法释〔2000〕29号第二十一条 asks for reminders; every how many days a court sets.
    """
    own, usual = own_values(EVERY), int(option_rules().latest(EVERY).default)
    alike: dict[int, list[int]] = defaultdict(list)
    for court_id in Court.objects.order_by("pk").values_list("pk", flat=True):
        alike[int(own.get(court_id, usual))].append(court_id)
    actor = Actor(at=at, label=SYSTEM)
    return sum(_remind(courts, days, business_date, actor) for days, courts in sorted(alike.items()))


def _remind(courts: list[int], days: int, day: date, actor: Actor) -> int:
    stamp = f"{int(actor.at.timestamp() * 1000):012x}"
    values: dict[str, Any] = {
        "courts": courts,
        "days": days,
        "day": day,
        "at": actor.at,
        "batch": BATCH,
        "stamp": f"{stamp[:8]}-{stamp[8:]}-7",
    }
    made = 0
    while True:
        with recorded():
            with connection.cursor() as cursor:
                cursor.execute(_REMIND, values)
                found: list[tuple[Any, ...]] = cursor.fetchall()
            _note(found, actor)
        made += len(found)
        if len(found) < BATCH:
            return made


def _note(found: list[tuple[Any, ...]], actor: Actor) -> None:
    told: dict[int, list[UUID]] = defaultdict(list)
    for reminder_id, court_id, case_id, item_id, number, reminded_on in found:
        record(
            "stop_reminded",
            court_id=court_id,
            actor=actor,
            noun="case",
            object_id=case_id,
            case_id=case_id,
            data={"item": item_id, "number": number, "reminded_on": reminded_on},
        )
        told[court_id].append(reminder_id)
    for court_id, reminders in sorted(told.items()):
        post("stops_reminded", {"reminders": reminders}, court_id=court_id, at=actor.at)
