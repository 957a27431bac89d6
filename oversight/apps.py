"""Oversight: who watches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = _("监督")

    def ready(self) -> None:
        _declare_rules()
        _receive_events()
        _tell_people()
        _offer_tasks()
        _offer_to_the_list()
        _offer_to_the_agenda()
        _offer_to_the_shell()
        _offer_jobs()


def _declare_rules() -> None:
    from courts.options.domain import OptionRule
    from courts.refusals.domain import RefusalRule
    from courts.refusals.registry import subject
    from courts.rulebook.selectors import declare
    from oversight.alerts.domain import AlertLevel, EscalationStep, Reason, StopSign
    from oversight.dashboards.domain import AgeBand, LuckBand, TimeBand
    from oversight.indicators.domain import IndicatorRule
    from oversight.notices.domain import NoticeKind

    declare("oversight/alerts", "levels", AlertLevel)
    declare("oversight/alerts", "reasons", Reason)
    declare("oversight/alerts", "stop_signs", StopSign)
    declare("oversight/alerts", "escalation", EscalationStep)
    declare("oversight/alerts", "options", OptionRule)
    declare("oversight/notices", "kinds", NoticeKind)
    declare("oversight/notices", "options", OptionRule)
    declare("oversight/dashboards", "age_bands", AgeBand)
    declare("oversight/indicators", "indicators", IndicatorRule)
    declare("oversight/dashboards", "luck_bands", LuckBand)
    for section in ("time_bands", "wait_bands"):
        declare("oversight/dashboards", section, TimeBand)
    for order, noun, label in (
        (50, "alerts", _("审限预警")),
        (51, "nightly", _("夜间任务")),
        (52, "digests", _("每日提要")),
    ):
        declare(f"oversight/{noun}", "refusals", RefusalRule)
        subject(f"oversight/{noun}", order, label)


def _receive_events() -> None:
    from cases.docket.registry import CaseEvent, on
    from cases.recomputations.services import finish_all
    from courts.options.registry import on_option_changed
    from oversight.alerts.selectors import levels
    from oversight.alerts.services import closing
    from oversight.nightly import services as nightly
    from oversight.nightly.registry import NightlyStep, nightly_step
    from oversight.rollups.services import mark_case, mark_cases, refresh_nightly

    on(CaseEvent.CLOSED, closing.close_alerts)
    on(CaseEvent.CLOCK_CHANGED, closing.close_moved, closing.close_moved_at_once)
    on(CaseEvent.CUSTODY_CHANGED, closing.close_released)
    for event in (
        CaseEvent.ACCEPTED,
        CaseEvent.CONFIRMED_OPEN,
        CaseEvent.CLOCK_CHANGED,
        CaseEvent.CUSTODY_CHANGED,
    ):
        on(event, nightly.catch_up, nightly.catch_up_at_once)
    for level in levels():
        if level.option:
            on_option_changed(level.option, nightly.recount)
    for event in CaseEvent:
        on(event, mark_case, mark_cases)
    nightly_step(NightlyStep("recomputations", 5, finish_all, _("补完未完成的审限重算")))
    nightly_step(NightlyStep("rollups", 50, refresh_nightly, _("更新统计汇总")))


def _tell_people() -> None:
    from assignment.draws.services import publish_ahead
    from assignment.fairness import services as fairness
    from assignment.leaders.services import prompt_behind
    from assignment.pools.services import alerts as alerts_of_pools
    from assignment.pools.services import loads
    from cases.docket.registry import CaseEvent, on
    from courts.outbox.registry import receive
    from oversight.alerts.services import telling
    from oversight.alerts.services.escalating import escalate
    from oversight.bodies import services as bodies
    from oversight.designations import services as designations
    from oversight.digests import services as digests
    from oversight.extensions import services as extensions
    from oversight.handovers import services as handovers
    from oversight.nightly.registry import NightlyStep, nightly_step
    from oversight.notices import services as notices
    from oversight.pools import services as pools

    on(CaseEvent.ASSIGNED, notices.on_assigned)
    on(CaseEvent.REFUSED, notices.on_refused)
    receive("case_given", notices.tell_given)
    receive("filing_refused", notices.tell_refused)
    receive("extension_moved", extensions.tell_moved)
    receive("change_moved", handovers.tell_change)
    receive("recusal_moved", handovers.tell_recusal)
    receive("draw_void_moved", handovers.tell_void)
    receive("interference_reported", handovers.tell_interference)
    nightly_step(NightlyStep("handovers", 30, handovers.remind_untold, _("提示未告知的变更承办")))
    receive("designation_moved", designations.tell_moved)
    receive("alerts_raised", telling.tell_raised)
    receive("alerts_escalated", telling.tell_escalated)
    receive("alerts_answered", telling.tell_answered)
    receive("alerts_closed", telling.tell_closed)
    receive("alert_plans_passed", telling.tell_plans_passed)
    receive("stops_reminded", telling.tell_reminded)
    receive("pool_alert_raised", pools.tell_raised)
    receive("draw_chain_published", pools.tell_anchor)
    receive("body_seated", bodies.tell_seated)
    receive("leader_behind", bodies.tell_behind)
    receive("digest_mail", digests.send_mail)
    nightly_step(NightlyStep("leaders", 60, prompt_behind, _("提示院庭长办案进度")))
    nightly_step(NightlyStep("loads", 20, loads.check_nightly, _("核对案件负荷")))
    nightly_step(NightlyStep("pools", 22, alerts_of_pools.check_pools, _("核对分案池可抽人数")))
    nightly_step(NightlyStep("anchors", 26, publish_ahead, _("公布下一年度抽签的锚")))
    nightly_step(NightlyStep("draw_rosters", 24, fairness.check_nightly, _("核对抽签名单汇总")))
    nightly_step(
        NightlyStep("escalation", 10, lambda day, at: escalate(business_date=day, at=at), _("预警升级"))
    )
    nightly_step(NightlyStep("notices", 80, notices.forget_old, _("清除旧提醒")))


def _offer_tasks() -> None:
    from oversight.digests import tasks as digest_tasks  # noqa: F401
    from oversight.nightly import tasks  # noqa: F401


def _offer_to_the_list() -> None:
    from cases.register.registry import narrow_by
    from oversight.alerts.views import case_lists
    from oversight.dashboards.views import offers

    for entry in (*offers.narrowings(), *case_lists.narrowings()):
        narrow_by(entry)


def _offer_to_the_agenda() -> None:
    """Days that follow from reminders and from plans."""
    from cases.agenda.registry import Kind, days_from
    from cases.agenda.selectors import Dated, Reminders
    from oversight.alerts.models import Alert

    def planned() -> Any:
        return Alert.objects.filter(status=Alert.Status.ACKNOWLEDGED)

    stops = Reminders("LIMIT-STOP-REMIND-DAYS")
    days_from(Kind("stop", 40, _("停表催办"), _("停表未恢复，定期催办"), "lamp-stopped", "stop", stops))
    plans = Dated(planned, "planned_on")
    days_from(Kind("plan", 50, _("计划结案"), _("签收预警时承诺的结案日"), "check", "plan", plans))


def _offer_to_the_shell() -> None:
    from cases.docket.registry import Tab, desk_panel, side_panel, work_from, work_kind
    from courts.actors.domain import Right
    from courts.options.registry import option_group
    from courts.people.registry import NavEntry, nav_entry
    from oversight.alerts import selectors as alerts
    from oversight.alerts.views import case_lists, stops
    from oversight.notices import selectors as notices
    from oversight.notices.views import desk

    work_from(alerts.work_items, alerts.work_count)
    work_kind("alert", 40, _("审限预警"))
    work_kind("escalation", 45, _("预警督办"))
    work_from(stops.work_items, stops.work_count)
    work_kind("stopped", 47, _("停表核对"))
    side_panel(Tab("supervised", 12, _("督办名单"), "oversight/alerts/supervised.html", case_lists.panel))
    desk_panel(desk())
    option_group("oversight/alerts", 40, _("审限预警"))
    option_group("oversight/notices", 45, _("提醒"))
    nav_entry(
        NavEntry(
            group="mine",
            order=3,
            label=_("提醒"),
            path="/bell/",
            icon="bell",
            shown=lambda viewer: bool(viewer.roles),
            count=notices.unseen_count,
            bell=True,
        )
    )
    nav_entry(
        NavEntry(
            group="mine",
            order=4,
            label=_("每日提要"),
            path="/digest/",
            icon="mail",
            shown=lambda viewer: bool(viewer.roles),
        )
    )
    nav_entry(
        NavEntry(
            group="mine",
            order=5,
            label=_("驾驶舱"),
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
        )
    )
    nav_entry(
        NavEntry(
            group="oversight",
            order=11,
            label=_("周调度"),
            path="/alerts/dispatch/",
            icon="calendar",
            shown=lambda viewer: viewer.may_anywhere(Right.ACKNOWLEDGE),
        )
    )
    nav_entry(
        NavEntry(
            group="oversight",
            order=12,
            label=_("停表案件"),
            path="/alerts/stopped/",
            icon="lamp-stopped",
            shown=alerts.concerned,
            covers=("/alerts/hidden/",),
        )
    )


def _offer_jobs() -> None:
    from courts.accounts.services.sessions import clear_expired
    from courts.actors.domain import Right
    from courts.clients.services import purge_answers
    from courts.outbox.registry import receive
    from courts.people.registry import NavEntry, nav_entry
    from oversight.nightly import tasks
    from oversight.nightly.domain import ASKED
    from oversight.nightly.registry import NightlyStep, nightly_step

    def purge(business_date: date, at: datetime) -> None:
        purge_answers(at=at)

    def clear(business_date: date, at: datetime) -> None:
        clear_expired(at=at)

    nightly_step(NightlyStep("api_answers", 90, purge, _("清除到期的接口答复")))
    nightly_step(NightlyStep("sessions", 95, clear, _("清除到期的登录")))
    receive(ASKED, tasks.start)
    nav_entry(
        NavEntry(
            group="office",
            order=80,
            label=_("任务"),
            path="/office/jobs/",
            icon="list",
            shown=lambda viewer: viewer.may_anywhere(Right.ADMINISTER),
            note=_("夜间任务、导入、待投递消息和定时任务"),
        )
    )
