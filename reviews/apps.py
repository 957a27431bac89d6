"""Reviews: how well cases were tried."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("评查")

    def ready(self) -> None:
        _declare_rules()
        _draw_samples()
        _offer_pages()
        _offer_to_oversight()


def _declare_rules() -> None:
    from courts.options.domain import OptionRule
    from courts.options.registry import option_group
    from courts.refusals.domain import RefusalRule
    from courts.refusals.registry import subject
    from courts.rulebook.selectors import declare
    from reviews.plans.domain import Exclusion, PlanKind
    from reviews.procedure.domain import ConflictRule, StatusWord
    from reviews.sheets.domain import GradeRule, ItemRule, SheetRule, StageRule

    declare("reviews/plans", "kinds", PlanKind)
    declare("reviews/plans", "exclusions", Exclusion)
    declare("reviews/procedure", "statuses", StatusWord)
    declare("reviews/procedure", "conflicts", ConflictRule)
    declare("reviews/sheets", "sheets", SheetRule)
    declare("reviews/sheets", "stages", StageRule)
    declare("reviews/sheets", "items", ItemRule)
    declare("reviews/sheets", "grades", GradeRule)
    subject("reviews/plans", 60, _("评查计划"))
    subject("reviews/sheets", 61, _("评分表"))
    subject("reviews/procedure", 62, _("案件质量评查"))
    for order, noun in enumerate(("plans", "sheets", "procedure")):
        declare(f"reviews/{noun}", "refusals", RefusalRule)
        declare(f"reviews/{noun}", "options", OptionRule)
        option_group(f"reviews/{noun}", 60 + order, _("案件质量评查"))


def _draw_samples() -> None:
    from assignment.draws.registry import draw_kind
    from reviews.plans.registry import on_drawn
    from reviews.plans.services import sample_draws
    from reviews.procedure.services import open_review

    draw_kind(sample_draws())
    on_drawn(open_review)


def _offer_pages() -> None:
    from cases.docket.registry import side_panel, work_from, work_kind
    from courts.people.registry import nav_entry, nav_group
    from reviews.plans.registry import court_panel, plan_panel
    from reviews.procedure.views import offers

    nav_group("reviews", 4, _("评查"))
    for link in offers.links():
        nav_entry(link)
    for work in (
        offers.work_of_reviewer,
        offers.work_of_judge,
        offers.work_of_witness,
        offers.work_of_office,
    ):
        work_from(work)
    work_kind(offers.KIND, 50, _("案件质量评查"))
    side_panel(offers.case_panel())
    plan_panel(offers.plan_panel())
    court_panel(offers.court_panel())


def _offer_to_oversight() -> None:
    from oversight.dashboards.registry import figure_from
    from oversight.indicators.registry import indicator_from
    from oversight.management.demo.parts import demo_part
    from reviews.management.demo.making import make_reviews
    from reviews.procedure.views import offers

    figure_from(offers.coverage_figure)
    indicator_from("C27", offers.coverage_value)
    demo_part(50, make_reviews)
