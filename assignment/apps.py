"""Assignment: who gets the case."""

from __future__ import annotations

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


def _offer_tasks() -> None:
    from assignment.draws import tasks  # noqa: F401


def _declare_rules() -> None:
    from assignment.draws.domain import ProblemRule
    from assignment.pools.domain import ExclusionReason, PoolSetting
    from courts.refusals.domain import RefusalRule
    from courts.rulebook.selectors import declare

    declare("assignment/draws", "problems", ProblemRule)
    declare("assignment/pools", "exclusion_reasons", ExclusionReason)
    declare("assignment/pools", "settings", PoolSetting)
    for noun in ("draws", "pools"):
        declare(f"assignment/{noun}", "refusals", RefusalRule)


def _add_to_the_register() -> None:
    from assignment.draws.api import latest_draw
    from cases.register.registry import draw_reference_from

    draw_reference_from(latest_draw)


def _offer_pages() -> None:
    from assignment.draws.views import offers
    from cases.docket.registry import side_panel, steps_from, tab, work_from

    side_panel(offers.panel())
    tab(offers.tab())
    steps_from(offers.steps_of_draw)
    work_from(offers.cases_to_draw)
