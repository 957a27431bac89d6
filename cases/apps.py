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
        _offer_requests()
        _count_for_the_office()


def _declare_rules() -> None:
    from cases.causes.domain import Cause
    from cases.custody.domain import CustodyEnding
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
    from courts.options.domain import OptionRule
    from courts.refusals.domain import RefusalRule
    from courts.refusals.registry import subject
    from courts.rulebook.selectors import agree, declare

    declare("cases/causes", "causes", Cause)
    declare("cases/limits", "limit_rules", LimitRule)
    declare("cases/limits", "no_limits", NoLimit)
    declare("cases/limits", "limit_categories", LimitCategory)
    declare("cases/limits", "exclusion_grounds", ExclusionGround)
    declare("cases/limits", "options", OptionRule)
    declare("cases/documents", "options", OptionRule)
    declare("cases/custody", "endings", CustodyEnding)
    declare("cases/relations", "link_kinds", LinkKind)
    declare("cases/relations", "options", OptionRule)
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
        (15, "extensions", _("延长审限")),
        (16, "documents", _("材料")),
        (16, "custody", _("羁押")),
    ):
        declare(f"cases/{noun}", "refusals", RefusalRule)
        subject(f"cases/{noun}", order, label)
    for check in (check_types, check_limits, check_disposals, check_grounds):
        agree(check)


def _receive_events() -> None:
    from cases.docket.registry import CaseEvent, on
    from cases.extensions import services as extensions
    from cases.limits import services as limits
    from cases.limits.selectors import LADDER, OPTIONS
    from cases.nodes import services as nodes
    from cases.recomputations import services as recomputations
    from cases.recomputations import tasks as recomputation_tasks
    from cases.relations import services as relations
    from courts.calendar.registry import on_year_confirmed, on_year_weighed
    from courts.options.registry import on_option_changed, option_group
    from courts.outbox.registry import receive

    receive("case_filed", relations.on_filed)

    on_year_confirmed(recomputations.recompute_for_year)
    receive(recomputations.ASKED, recomputation_tasks.start)
    on_year_weighed(limits.weigh_year)
    option_group("cases/limits", 20, _("审限"))
    option_group("cases/documents", 22, _("材料"))
    option_group("cases/relations", 24, _("关联案件"))
    for code in (*OPTIONS, *LADDER):
        on_option_changed(code, recomputations.recompute_for_reading)
    on(CaseEvent.ACCEPTED, limits.start_clock)
    on(CaseEvent.CLOSED, limits.stop_watching)
    on(CaseEvent.CLOSED, extensions.on_closed)
    on(CaseEvent.CONFIRMED_OPEN, limits.watch)

    on(CaseEvent.ACCEPTED, nodes.on_accepted)
    on(CaseEvent.ASSIGNED, nodes.on_assigned)
    on(CaseEvent.CLOSED, nodes.on_closed)
    on(CaseEvent.FILED, relations.note_filed)


def _offer_pages() -> None:
    from cases.agenda.registry import days_from
    from cases.agenda.selectors import kinds_of_limits
    from cases.agenda.views import offers as agenda
    from cases.custody import views as custody
    from cases.docket.registry import Tab, side_panel, steps_from, tab, work_from, work_kind
    from cases.intake.views import offers as intake
    from cases.limits.views import offers as limits
    from cases.limits.views import starting
    from cases.reference.views import offers as reference
    from cases.register.views import offers
    from cases.relations import views as relations
    from courts.people.registry import nav_entry

    side_panel(Tab("relations", 20, _("可能的关联案件"), "cases/relations/panel.html", relations.panel))
    side_panel(Tab("custody", 15, _("羁押"), "cases/custody/panel.html", custody.panel))
    steps_from(custody.steps)
    for entry in (*offers.tabs(), *limits.tabs()):
        tab(entry)
    for kind in kinds_of_limits():
        days_from(kind)
    for link in (*offers.links(), *intake.links(), *limits.links(), reference.link(), agenda.link()):
        nav_entry(link)
    steps_from(starting.steps_of_start)
    for source in (offers.steps_of_intake, offers.steps_of_case, limits.steps_of_limit):
        steps_from(source)
    work_from(offers.filings_waiting, offers.count_filings)
    work_from(offers.questions_unanswered, offers.count_questions)
    work_from(offers.drafts_waiting, offers.count_drafts)
    work_from(offers.imports_to_confirm)
    work_from(limits.waiting_for_me, limits.count_waiting)
    work_from(limits.parties_to_tell, limits.count_to_tell)
    work_from(starting.starts_missing, starting.count_missing)
    work_kind("review", 10, _("收案审查"))
    work_kind(starting.KIND, 15, _("登记审限起算日"))
    work_kind("four_category", 30, _("四类案件识别"))
    work_kind(limits.TO_CONFIRM, 40, _("核准审限事项"))
    work_kind(limits.TO_TELL, 50, _("告知当事人审限事项"))
    work_kind("draft", 80, _("草稿"))
    work_kind("import", 70, _("核实导入案件"))


def _offer_requests() -> None:
    """Requests for more time, and the documents that hang on them and on everything else of a case."""
    from cases.docket.registry import Tab, side_panel, steps_from, tab, work_from, work_kind
    from cases.documents.registry import subject_kind
    from cases.documents.selectors import case_subject, count_of_case
    from cases.documents.views import tab_content
    from cases.extensions.selectors.papers import request_subject
    from cases.extensions.views import offers
    from cases.limits.selectors.papers import item_subject
    from courts.people.registry import nav_entry

    for kind in (case_subject(), item_subject(), request_subject()):
        subject_kind(kind)
    tab(Tab("documents", 4, _("材料"), "cases/documents/tab.html", tab_content, count_of_case))
    side_panel(offers.panel())
    nav_entry(offers.link())
    steps_from(offers.steps_of_case)
    work_from(offers.last_days_to_ask, offers.count_last_days)
    work_from(offers.requests_waiting, offers.count_requests)
    work_kind("extension", 20, _("延长审限"))
    work_kind("ask_extension", 35, _("申请截止"))


def _count_for_the_office() -> None:
    from cases.docket.selectors import open_cases_in, open_cases_of
    from courts.people.registry import burden_from
    from courts.places.registry import held_by

    burden_from(open_cases_of)
    held_by(open_cases_in)
