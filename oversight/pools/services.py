"""Receivers: who is told of an alert about a pool, and of a published anchor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import override

from assignment.draws.models import DrawChain
from assignment.pools.models import PoolAlert
from assignment.pools.selectors import said_alert
from courts.actors.domain import COURT_TIME, Role
from courts.people.selectors import holders
from oversight.notices.services import Note, tell

TOLD = (Role.PRESIDENT, Role.DISCIPLINE)


def tell_raised(body: dict[str, Any], at: datetime) -> None:
    """Once a person; an alert that closed meanwhile is told all the same: it happened."""
    alert = PoolAlert.objects.select_related("pool").filter(pk=body["alert"]).first()
    if alert is None:
        return
    day = at.astimezone(COURT_TIME).date()
    people = {
        person for role in TOLD for person in holders(role, alert.court_id, day).values_list("pk", flat=True)
    }
    words = {"pool": alert.pool.name, "kind": _said(alert, "kind"), "text": _said(alert, "text")}
    tell(
        [
            Note(
                "pool_alert", person, alert.court_id, f"pool_alert:{alert.pk}", subject=alert.pk, words=words
            )
            for person in sorted(people)
        ],
        at=at,
    )


def tell_anchor(body: dict[str, Any], at: datetime) -> None:
    """The court above holds every anchor from the moment it is published."""
    chain = DrawChain.objects.select_related("court__parent").get(pk=body["chain"])
    upper = chain.court.parent
    if upper is None:
        return
    day = at.astimezone(COURT_TIME).date()
    people = holders(Role.TRIAL_MANAGEMENT, upper.pk, day).values_list("pk", flat=True)
    names = {"zh": chain.court.name, "en": chain.court.name_en or chain.court.name}
    words = {"court": names, "year": chain.year, "part": chain.part, "anchor": chain.anchor}
    key = f"anchor_published:{chain.pk}"
    tell([Note("anchor_published", person, upper.pk, key, words=words) for person in people], at=at)


def _said(alert: PoolAlert, what: str) -> dict[str, str]:
    said = {}
    for key, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            text = alert.get_kind_display() if what == "kind" else said_alert(alert)["text"]
            said[key] = str(text)
    return said
