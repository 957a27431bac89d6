"""Assignment: who gets the case."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentConfig(AppConfig):
    name = "assignment"
    verbose_name = _("分案")

    def ready(self) -> None:
        _declare_rules()
        _offer_tasks()
        _add_to_the_register()
        _offer_pages()
        _offer_the_office()


def _offer_tasks() -> None:
    from assignment.draws import tasks  # noqa: F401


def _declare_rules() -> None:
    from assignment.draws.domain import ProblemRule
    from assignment.notices.domain import NoticeRule
    from assignment.pools.domain import ExclusionReason, PoolSetting
    from courts.options.domain import OptionRule
    from courts.refusals.domain import RefusalRule
    from courts.refusals.registry import subject
    from courts.rulebook.selectors import declare

    declare("assignment/draws", "problems", ProblemRule)
    declare("assignment/notices", "notices", NoticeRule)
    declare("assignment/pools", "exclusion_reasons", ExclusionReason)
    declare("assignment/pools", "settings", PoolSetting)
    declare("assignment/pools", "options", OptionRule)
    for order, noun, label in (
        (30, "draws", _("随机分案")),
        (31, "notices", _("受理通知书")),
        (32, "pools", _("分案池")),
    ):
        declare(f"assignment/{noun}", "refusals", RefusalRule)
        subject(f"assignment/{noun}", order, label)


def _add_to_the_register() -> None:
    from assignment.draws.api import latest_draw
    from assignment.draws.registry import draw_kind
    from assignment.draws.services.steps import handler_draws
    from cases.register.registry import draw_reference_from

    draw_reference_from(latest_draw)
    draw_kind(handler_draws())


def _offer_pages() -> None:
    from assignment.draws.views import offers
    from assignment.notices.views import steps_of_notice
    from cases.docket.registry import side_panel, steps_from, tab, work_from, work_kind

    side_panel(offers.panel())
    tab(offers.tab())
    steps_from(offers.steps_of_draw)
    steps_from(steps_of_notice)
    work_from(offers.cases_to_draw, offers.count_to_draw)
    work_kind("draw", 20, _("随机分案"))


def _offer_the_office() -> None:
    from assignment.pools.selectors import told_kind
    from courts.history.registry import value_words
    from courts.options.registry import option_group
    from courts.people.registry import NavEntry, nav_entry

    value_words("absence", "kind", told_kind)
    option_group("assignment/pools", 10, _("分案池"))
    for order, label, path, icon, note in (
        (40, _("分案池"), "/office/pools/", "dice", _("谁参加哪类案件的抽签，份额多少")),
        (45, _("休假与停职"), "/office/leave/", "clock", _("哪些日子不参加抽签，由谁批准")),
    ):
        nav_entry(NavEntry("office", order, label, path, icon, _administers, note=note))


def _administers(viewer: Any) -> bool:
    from courts.actors.domain import Right

    return bool(viewer.may_anywhere(Right.ADMINISTER))
