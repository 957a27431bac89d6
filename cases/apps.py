"""Cases: what the courts decide, from intake to closing."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("案件")

    def ready(self) -> None:
        _declare_rules()
        _receive_events()
        _offer_pages()
        _count_for_the_office()


def _declare_rules() -> None:
    from cases.causes.domain import Cause
    from cases.docket.domain import Disposal, Word
    from cases.docket.selectors import check_disposals
    from cases.imports.domain import Message, ProcedureWord
    from cases.intake.domain import RefusalGround, ReviewTerm
    from cases.intake.selectors import check_grounds
    from cases.limits.domain import ExclusionGround, LimitCategory, LimitRule, NoLimit
    from cases.limits.selectors import check_limits
    from cases.nodes.domain import NodeRule
    from cases.numbers.domain import BasicOnly, CaseType, Family, FaultText, Reserved, Special
    from cases.numbers.selectors import check_types
    from cases.relations.domain import LinkKind
    from courts.refusals.domain import RefusalRule
    from courts.refusals.registry import subject
    from courts.rulebook.selectors import agree, declare

    declare("cases/causes", "causes", Cause)
    declare("cases/limits", "limit_rules", LimitRule)
    declare("cases/limits", "no_limits", NoLimit)
    declare("cases/limits", "limit_categories", LimitCategory)
    declare("cases/limits", "exclusion_grounds", ExclusionGround)
    declare("cases/relations", "link_kinds", LinkKind)
    declare("cases/docket", "disposals", Disposal)
    for section in ("procedures", "statuses", "channels", "seals", "disposal_groups", "closing_events"):
        declare("cases/docket", section, Word)
    declare("cases/imports", "messages", Message)
    declare("cases/imports", "procedure_words", ProcedureWord)
    for section in ("roles", "kinds", "id_types"):
        declare("cases/parties", section, Word)
    declare("cases/intake", "review_terms", ReviewTerm)
    declare("cases/intake", "refusal_grounds", RefusalGround)
    declare("cases/nodes", "nodes", NodeRule)
    declare("cases/numbers", "case_types", CaseType)
    declare("cases/numbers", "families", Family)
    declare("cases/numbers", "reserved", Reserved)
    declare("cases/numbers", "basic_only", BasicOnly)
    declare("cases/numbers", "specials", Special)
    declare("cases/numbers", "faults", FaultText)
    for order, noun, label in (
        (10, "intake", _("登记立案")),
        (11, "numbers", _("案号与案件类型")),
        (12, "docket", _("案件办理与结案")),
        (13, "nodes", _("节点")),
        (14, "limits", _("审限")),
    ):
        declare(f"cases/{noun}", "refusals", RefusalRule)
        subject(f"cases/{noun}", order, label)
    for check in (check_types, check_limits, check_disposals, check_grounds):
        agree(check)


def _receive_events() -> None:
    from cases.docket.registry import CaseEvent, on
    from cases.limits import services as limits
    from cases.nodes import services as nodes
    from cases.relations import services as relations
    from courts.calendar.registry import on_year_confirmed, on_year_weighed
    from courts.outbox.registry import receive

    receive("case_filed", relations.on_filed)

    on_year_confirmed(limits.recompute_for_year)
    on_year_weighed(limits.weigh_year)
    on(CaseEvent.ACCEPTED, limits.start_clock)
    on(CaseEvent.CLOSED, limits.stop_watching)
    on(CaseEvent.CONFIRMED_OPEN, limits.watch)

    on(CaseEvent.ACCEPTED, nodes.on_accepted)
    on(CaseEvent.ASSIGNED, nodes.on_assigned)
    on(CaseEvent.CLOSED, nodes.on_closed)


def _offer_pages() -> None:
    from cases.docket.registry import Tab, side_panel, steps_from, tab, work_from, work_kind
    from cases.intake.views import offers as intake
    from cases.reference.views import offers as reference
    from cases.register.views import offers
    from cases.relations import views as relations
    from courts.people.registry import nav_entry

    side_panel(Tab("relations", 20, _("可能的关联案件"), "cases/relations/panel.html", relations.panel))
    for entry in offers.tabs():
        tab(entry)
    for link in (*offers.links(), *intake.links(), reference.link()):
        nav_entry(link)
    for source in (offers.steps_of_intake, offers.steps_of_case):
        steps_from(source)
    work_from(offers.filings_waiting, offers.count_filings)
    work_from(offers.questions_unanswered, offers.count_questions)
    work_from(offers.drafts_waiting, offers.count_drafts)
    work_from(offers.imports_to_confirm)
    work_kind("review", 10, _("收案审查"))
    work_kind("four_category", 30, _("四类案件识别"))
    work_kind("draft", 80, _("草稿"))
    work_kind("import", 70, _("核实导入案件"))


def _count_for_the_office() -> None:
    from cases.docket.selectors import open_cases_in, open_cases_of
    from courts.people.registry import burden_from
    from courts.places.registry import held_by

    burden_from(open_cases_of)
    held_by(open_cases_in)
