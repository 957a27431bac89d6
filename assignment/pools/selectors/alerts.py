"""Alerts about pools: who may see them, and what waits for the president."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assignment.pools.models import Pool, PoolAlert
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible


def visible(user: Viewer) -> QuerySet[PoolAlert]:
    """The alerts of the courts whose draws a viewer watches, the newest first."""
    found = PoolAlert.objects.filter(court_id__in=list(user.courts_with(Right.MONITOR_DRAWS)))
    return found.select_related("pool", "court").order_by("-raised_on", "-pk")


def alert_of(viewer: Viewer, alert_id: UUID) -> PoolAlert:
    """One alert. Raises NotVisible."""
    found = visible(viewer).filter(pk=alert_id).first()
    if found is None:
        raise NotVisible(str(alert_id))
    return found


def alerts_of(pool: Pool, limit: int = 20) -> list[PoolAlert]:
    """A pool's alerts, the open first, then the newest."""
    found = list(pool.alerts.order_by("-raised_on", "-pk")[:limit])
    return sorted(found, key=lambda alert: alert.closed_at is not None)


def open_alerts(court_ids: Iterable[int]) -> list[PoolAlert]:
    """Open alerts of courts, in institutional order of the pools."""
    found = PoolAlert.objects.filter(court_id__in=list(court_ids), closed_at=None)
    ordered = found.order_by("court_id", "pool__division__order", "pool__name", "kind")
    return list(ordered.select_related("pool__division", "court"))


def may_close(viewer: Viewer, court_id: int) -> bool:
    """Whether a viewer answers for a change before draws: the president and the discipline office."""
    return viewer.may(Right.MONITOR_DRAWS, court_id) and (
        viewer.may(Right.DECIDE_CHANGE, court_id) or viewer.may(Right.CHECK_CHANGE, court_id)
    )


def alerts_waiting(user: Viewer) -> QuerySet[PoolAlert]:
    """What waits: for a president open alerts, for the discipline office changes before draws."""
    if user.person_id is None:
        return PoolAlert.objects.none()
    watched = user.courts_with(Right.MONITOR_DRAWS)
    wanted = Q(court_id__in=watched & user.courts_with(Right.DECIDE_CHANGE))
    checked = Q(court_id__in=watched & user.courts_with(Right.CHECK_CHANGE))
    wanted |= checked & Q(kind=PoolAlert.Kind.CHANGED)
    found = PoolAlert.objects.filter(wanted, closed_at=None)
    return found.select_related("pool", "court").order_by("raised_on", "pk")


def said_alert(alert: PoolAlert) -> dict[str, Any]:
    """An alert as people read it: what was found, in a sentence."""
    detail = alert.detail
    if alert.kind == PoolAlert.Kind.CHANGED:
        numbers = _("、").join(str(draw["no"]) for draw in detail.get("draws", []))
        said = _("抽签前 %(hours)d 小时内名单变动 %(changes)d 次，其后抽签：第 %(draws)s 号。") % {
            "hours": detail.get("hours", 0),
            "changes": len(detail.get("changes", [])),
            "draws": numbers,
        }
    elif alert.kind == PoolAlert.Kind.EMPTY:
        said = _("没有可以抽取的法官，这类案件不能随机分案。")
    else:
        said = _("可抽 %(eligible)d 名，少于下限 %(least)d 名；抽签可以继续。") % {
            "eligible": detail.get("eligible", 0),
            "least": detail.get("least", 0),
        }
    return {"alert": alert, "pool": alert.pool, "text": said, "open": alert.closed_at is None}
