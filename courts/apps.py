"""Courts: who and where, and the ground that every other app stands on."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourtsConfig(AppConfig):
    name = "courts"
    verbose_name = _("法院与人员")

    def ready(self) -> None:
        _declare_rules()
        _hand_outbox_to_the_queue()
        _offer_to_the_shell()


def _declare_rules() -> None:
    from courts.calendar.domain import CalendarYearRule, HolidaySpan
    from courts.people.domain import RoleRule
    from courts.places.domain import CourtRow, Province, SpecialRange
    from courts.refusals.domain import RefusalRule
    from courts.rulebook.selectors import declare
    from courts.trail.domain import Fact, Verb

    declare("courts/trail", "verbs", Verb)
    declare("courts/trail", "facts", Fact)
    declare("courts/calendar", "years", CalendarYearRule)
    declare("courts/calendar", "days", HolidaySpan)
    declare("courts/people", "roles", RoleRule)
    declare("courts/people", "refusals", RefusalRule)
    declare("courts/places", "provinces", Province)
    declare("courts/places", "special_ranges", SpecialRange)
    declare("courts/places", "courts", CourtRow)
    declare("courts/places", "known_courts", CourtRow)


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
    nav_entry(
        NavEntry(
            "office",
            50,
            _("工作日历"),
            "/calendar/",
            "calendar",
            lambda viewer: viewer.may_anywhere(Right.CONFIRM_CALENDAR),
        )
    )
    footer_fact(calendar_fact)
