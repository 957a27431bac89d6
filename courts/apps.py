"""Courts: who and where, and the ground that every other app stands on."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourtsConfig(AppConfig):
    name = "courts"
    verbose_name = _("法院与人员")

    def ready(self) -> None:
        _declare_rules()
        _name_refusals()
        _hand_outbox_to_the_queue()
        _offer_to_the_shell()
        _offer_the_office()
        _offer_people()
        _keep_logins()


def _declare_rules() -> None:
    from courts.calendar.domain import CalendarYearRule, HolidaySpan
    from courts.history.domain import Subject
    from courts.options.domain import OptionRule
    from courts.people.domain import Duty, RightRule, RoleRule, Stage
    from courts.places.domain import CourtRow, Province, SpecialRange
    from courts.refusals.domain import RefusalRule
    from courts.rulebook.selectors import declare
    from courts.trail.domain import Fact, Verb

    declare("courts/accounts", "refusals", RefusalRule)
    declare("courts/trail", "verbs", Verb)
    declare("courts/trail", "facts", Fact)
    declare("courts/calendar", "years", CalendarYearRule)
    declare("courts/calendar", "days", HolidaySpan)
    declare("courts/calendar", "refusals", RefusalRule)
    declare("courts/history", "subjects", Subject)
    declare("courts/clients", "refusals", RefusalRule)
    declare("courts/clients", "options", OptionRule)
    declare("courts/options", "refusals", RefusalRule)
    declare("courts/exports", "refusals", RefusalRule)
    declare("courts/exports", "options", OptionRule)
    declare("courts/people", "roles", RoleRule)
    declare("courts/people", "refusals", RefusalRule)
    declare("courts/people", "rights", RightRule)
    declare("courts/people", "stages", Stage)
    declare("courts/people", "duties", Duty)
    declare("courts/people", "options", OptionRule)
    declare("courts/places", "refusals", RefusalRule)
    declare("courts/papers", "refusals", RefusalRule)
    declare("courts/places", "provinces", Province)
    declare("courts/places", "special_ranges", SpecialRange)
    declare("courts/places", "courts", CourtRow)
    declare("courts/places", "known_courts", CourtRow)


def _name_refusals() -> None:
    from courts.refusals.registry import subject

    for order, noun, label in (
        (80, "people", _("人员与任职")),
        (81, "places", _("法院与部门")),
        (82, "accounts", _("账户")),
        (83, "calendar", _("工作日历")),
        (84, "options", _("法院选项")),
        (85, "clients", _("接口客户端")),
        (86, "exports", _("导出")),
        (87, "papers", _("打印文书")),
    ):
        subject(f"courts/{noun}", order, label)


def _keep_logins() -> None:
    from courts.accounts.selectors import may_manage
    from courts.accounts.services import end_sessions, issue_temporary_password, remove_second_factor, unlock
    from courts.people.registry import Accounts, accounts_by

    accounts_by(
        Accounts(
            issue_temporary_password=issue_temporary_password,
            end_sessions=end_sessions,
            unlock=unlock,
            remove_second_factor=remove_second_factor,
            may_manage=may_manage,
        )
    )


def _hand_outbox_to_the_queue() -> None:
    from courts.outbox import services, tasks

    services.hand_over_with(tasks.start)


def _offer_to_the_shell() -> None:
    from courts.actors.domain import Right
    from courts.calendar.selectors import calendar_fact
    from courts.people.registry import NavEntry, footer_fact, nav_entry, nav_group

    nav_group("mine", 1, _("我的"))
    nav_group("intake", 2, _("立案"))
    nav_group("cases", 3, _("案件"))
    nav_group("oversight", 4, _("监督"))
    nav_group("office", 5, _("管理"))
    nav_group("help", 9, _("帮助"))
    nav_entry(
        NavEntry(
            "office",
            50,
            _("工作日历"),
            "/calendar/",
            "calendar",
            lambda viewer: viewer.may_anywhere(Right.CONFIRM_CALENDAR),
            note=_("国务院办公厅通知的放假与调休，逐年确认"),
        )
    )
    footer_fact(calendar_fact)


def _offer_the_office() -> None:
    from courts.actors.domain import Right
    from courts.calendar import selectors as calendar
    from courts.clients.selectors import told_scopes
    from courts.history.registry import value_words
    from courts.options import selectors as options
    from courts.options.registry import option_group
    from courts.people.registry import NavEntry, nav_entry

    value_words("option", "option", options.told_option)
    value_words("api_client", "scopes", told_scopes)
    value_words("calendar", "days", calendar.told_days)
    value_words("calendar", "changed", calendar.told_changes)
    value_words("option", "value", options.told_value)
    option_group("courts/people", 90, _("人员与任职"))
    option_group("courts/clients", 95, _("接口"))
    option_group("courts/exports", 85, _("导出"))
    options_note = _("法律留给法院自定的事项，有默认值和范围")
    clients_note = _("其他系统对接用的凭证、权限范围和停用")
    history_note = _("谁在何时把什么改成什么，为什么")
    for order, label, path, icon, right, note in (
        (60, _("法院选项"), "/office/options/", "settings", Right.ADMINISTER, options_note),
        (70, _("接口客户端"), "/office/clients/", "download", Right.ADMINISTER, clients_note),
        (90, _("变更历史"), "/office/history/", "history", Right.READ_HISTORY, history_note),
    ):
        nav_entry(NavEntry("office", order, label, path, icon, _held(right), note=note))


def _offer_people() -> None:
    from courts.actors.domain import Right
    from courts.history.registry import value_words
    from courts.people import selectors as people
    from courts.people.registry import NavEntry, nav_entry
    from courts.people.selectors import words
    from courts.places.registry import held_by

    for noun in ("person", "delegation"):
        value_words(noun, "role", words.told_role)
    value_words("delegation", "rights", words.told_right)
    value_words("division", "kind", words.told_kind)
    held_by(people.people_of)
    for order, label, path, icon, note in (
        (1, _("管理首页"), "/office/", "home", ""),
        (10, _("法院与部门"), "/office/courts/", "court", _("法院名称；部门的设立、更名、排序和撤销")),
        (20, _("人员与任职"), "/office/people/", "people", _("录入、调入、任免、员额、停用账户")),
        (30, _("授权代行"), "/office/delegations/", "link", _("院长、庭长等外出期间，由他人代行部分权限")),
    ):
        shown = _held(Right.ADMINISTER)
        nav_entry(NavEntry("office", order, label, path, icon, shown, note=note))
    nav_entry(NavEntry("mine", 60, _("我的授权"), "/me/delegations/", "link", people.delegates))
    nav_entry(NavEntry("help", 1, _("使用指南"), "/help/", "info", lambda _viewer: True))
    nav_entry(NavEntry("help", 8, _("拦截规则"), "/refusals/", "block", lambda _viewer: True))
    nav_entry(NavEntry("help", 10, _("权责清单"), "/office/roles/", "scale", lambda who: bool(who.roles)))


def _held(right: Any) -> Any:
    return lambda viewer: viewer.may_anywhere(right)
