"""Where pools plug in: their rules, the loads they keep, what they are told, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.pools.domain import ComplexityRule, ExclusionReason, LoadFactor, PoolSetting
from assignment.pools.selectors import WEIGHING_OPTIONS, told_condition, told_kind
from assignment.pools.services.alerts import numbers_moved, quota_moved
from assignment.pools.services.following import follow_team
from assignment.pools.services.loads import keep_load, keep_loads
from assignment.pools.views.alerts import count_to_look_at, pools_to_look_at
from assignment.teams.registry import on_judges_changed
from cases.docket.registry import CaseEvent, on, work_from, work_kind
from courts.actors.domain import Right, Viewer
from courts.history.registry import value_words
from courts.options.domain import OptionRule
from courts.options.registry import on_option_changed, option_group
from courts.people.registry import NavEntry, nav_entry, on_quota_changed
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/pools"
LABEL = _("分案池")
WEIGHING = (
    CaseEvent.ACCEPTED,
    CaseEvent.ASSIGNED,
    CaseEvent.CLOSED,
    CaseEvent.CONFIRMED_OPEN,
    CaseEvent.CLOCK_CHANGED,
    CaseEvent.FOUR_CATEGORY_ANSWERED,
)
"""What changes who carries a case, or what it weighs."""


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "exclusion_reasons", ExclusionReason)
    declare(NOUN, "settings", PoolSetting)
    declare(NOUN, "complexity", ComplexityRule)
    declare(NOUN, "load_factors", LoadFactor)
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 32, LABEL)
    option_group(NOUN, 10, LABEL)
    for event in WEIGHING:
        on(event, keep_load, keep_loads)
    on_judges_changed(follow_team)
    on_quota_changed(quota_moved)
    for code in WEIGHING_OPTIONS:
        on_option_changed(code, numbers_moved)
    value_words("absence", "kind", told_kind)
    for key in ("procedure", "complexity", "cause_code"):
        value_words("pool", key, told_condition(key))
    work_kind("pool", 25, _("分案池与团队"))
    work_from(pools_to_look_at, count_to_look_at)
    for order, label, path, icon, note in (
        (40, LABEL, "/office/pools/", "dice", _("谁参加哪类案件的抽签，份额多少")),
        (45, _("休假与停职"), "/office/leave/", "clock", _("哪些日子不参加抽签，由谁批准")),
    ):
        nav_entry(NavEntry("office", order, label, path, icon, _administers, note=note))


def _administers(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.ADMINISTER)
