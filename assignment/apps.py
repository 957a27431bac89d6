"""Assignment: who gets the case."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentConfig(AppConfig):
    name = "assignment"
    verbose_name = _("分案")

    def ready(self) -> None:
        from assignment.assessors.views import plugging as assessors
        from assignment.bodies.views import plugging as bodies
        from assignment.changes.views import plugging as changes
        from assignment.conflicts.views import plugging as conflicts
        from assignment.designations.views import plugging as designations
        from assignment.draws.api import latest_draw
        from assignment.draws.views import plugging as draws
        from assignment.fairness import views as fairness
        from assignment.leaders.views import plugging as leaders
        from assignment.notices import views as notices
        from assignment.pools.views import plugging as pools
        from assignment.recusals.views import plugging as recusals
        from assignment.related.views import plugging as related
        from assignment.teams import views as teams
        from cases.register.registry import draw_reference_from

        for noun in (teams, pools, draws, notices, related, conflicts, designations, changes, recusals):
            noun.plug_in()
        for noun in (assessors, bodies, leaders, fairness):
            noun.plug_in()
        draw_reference_from(latest_draw)
