"""Pages of alerts: the list, one alert, acknowledging one or several, the dispatch list."""

from __future__ import annotations

from oversight.alerts.views.acts import acknowledge_alert, acknowledge_several
from oversight.alerts.views.dispatch import dispatch
from oversight.alerts.views.lists import alert_list
from oversight.alerts.views.one import alert_page
from oversight.alerts.views.stops import hidden, stopped

__all__ = [
    "acknowledge_alert",
    "acknowledge_several",
    "alert_list",
    "alert_page",
    "dispatch",
    "hidden",
    "stopped",
]
