"""Where conflicts plug in: who is left out of rosters, what is answered before a draw, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assignment.conflicts.domain import Relation, Stage, Word
from assignment.conflicts.selectors import barred_for
from assignment.conflicts.services import check_flags
from assignment.conflicts.views import cases, confirming, flags
from assignment.draws.registry import BeforePart, before_draw, before_part
from assignment.pools.registry import exclude_from
from cases.docket.registry import side_panel, work_from, work_kind
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry, nav_entry
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.rulebook.selectors import declare

NOUN = "assignment/conflicts"
LABEL = _("利益冲突核对")


def plug_in() -> None:
    """Called in ready()."""
    declare(NOUN, "relations", Relation)
    declare(NOUN, "stages", Stage)
    for section in ("parts", "agent_kinds"):
        declare(NOUN, section, Word)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 35, LABEL)
    exclude_from(barred_for)
    before_draw(check_flags)
    before_part(BeforePart(20, "assignment/conflicts/before.html", flags.before_draw, flags.answered))
    side_panel(cases.panel())
    work_from(flags.asked_of_me, flags.count_asked)
    work_kind("conflict", 19, LABEL)
    work_from(confirming.ends_to_confirm, confirming.count_ends)
    work_kind("relative_end", 26, _("结束近亲属申报"))
    note, label = _("依人事材料登记法官和工作人员的近亲属、离任人员"), _("近亲属与离任人员")
    nav_entry(NavEntry("office", 47, label, "/office/relatives/", "people", _administers, note=note))
    nav_entry(flags.link())


def _administers(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.ADMINISTER)
