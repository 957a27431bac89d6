"""Oversight: who watches."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = _("监督")

    def ready(self) -> None:
        _declare_rules()
        _receive_events()
        _offer_tasks()
        _offer_to_the_shell()


def _declare_rules() -> None:
    from courts.refusals.domain import RefusalRule
    from courts.rulebook.selectors import declare
    from oversight.alerts.domain import AlertLevel
    from oversight.dashboards.domain import AgeBand

    declare("oversight/alerts", "levels", AlertLevel)
    declare("oversight/alerts", "refusals", RefusalRule)
    declare("oversight/dashboards", "age_bands", AgeBand)


def _receive_events() -> None:
    from cases.docket.registry import CaseEvent, on
    from oversight.alerts.services import closing
    from oversight.nightly import services as nightly

    on(CaseEvent.CLOSED, closing.close_alerts)
    on(CaseEvent.CLOCK_CHANGED, closing.close_moved)
    for event in (CaseEvent.ACCEPTED, CaseEvent.CONFIRMED_OPEN, CaseEvent.CLOCK_CHANGED):
        on(event, nightly.catch_up)


def _offer_tasks() -> None:
    from oversight.nightly import tasks  # noqa: F401


def _offer_to_the_shell() -> None:
    from cases.docket.registry import work_from
    from courts.actors.domain import Right
    from courts.people.registry import NavEntry, nav_entry
    from oversight.alerts import selectors as alerts

    work_from(alerts.work_items)
    nav_entry(
        NavEntry(
            group="mine",
            order=5,
            label=_("院长驾驶舱"),
            path="/dashboard/",
            icon="gauge",
            shown=lambda viewer: viewer.may_anywhere(Right.DASHBOARD),
        )
    )
    nav_entry(
        NavEntry(
            group="oversight",
            order=10,
            label=_("审限预警"),
            path="/alerts/",
            icon="clock",
            shown=alerts.concerned,
            count=alerts.waiting_count,
            bell=True,
        )
    )
