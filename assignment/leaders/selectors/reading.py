"""Who reads the figures of which courts, what was proposed, who was reminded."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from assignment.leaders.models import ExitProposal, LeaderPrompt
from courts.actors.domain import Right, Role, Viewer
from courts.options.selectors import option
from courts.people.models import Post
from courts.people.selectors import in_force
from courts.refusals.domain import NotVisible

FIRST_PROMPT_MONTH = 4
"""No court reminds before this month: the least its option allows."""


def courts_shown(viewer: Viewer, today: date) -> frozenset[int]:
    """The courts whose leaders' figures a viewer sees: those he reads whole, and those he has a post in."""
    if viewer.person_id is None:
        return viewer.read_courts
    held = Post.objects.filter(in_force(today), person_id=viewer.person_id)
    return viewer.read_courts | frozenset(held.values_list("court_id", flat=True))


def watches(viewer: Viewer, court_id: int) -> bool:
    """Whether a viewer follows the leaders of a court: president, trial management, discipline."""
    return viewer.may(Right.MONITOR_DRAWS, court_id)


def proposals_of(court_id: int) -> list[ExitProposal]:
    """The proposals of a court, the latest first."""
    rows = ExitProposal.objects.filter(court_id=court_id).select_related("person")
    return list(rows.order_by("-year", "person__name"))


def proposal(viewer: Viewer, proposal_id: UUID) -> ExitProposal:
    """A proposal, for whoever follows the leaders of its court. Raises NotVisible."""
    found = ExitProposal.objects.filter(pk=proposal_id).select_related("court", "person").first()
    if found is None or not watches(viewer, found.court_id):
        raise NotVisible(str(proposal_id))
    return found


def prompt_month(court_id: int) -> int:
    """The month from which leaders are reminded."""
    return int(option(court_id, "LEADER-PROMPT-MONTH"))


def prompts_for(viewer: Viewer, today: date) -> list[LeaderPrompt]:
    """Who was reminded this month: oneself, and in courts whose leaders one follows as trial management."""
    if viewer.person_id is None or not viewer.roles or today.month < FIRST_PROMPT_MONTH:
        return []
    mine = Q(person_id=viewer.person_id)
    if Role.TRIAL_MANAGEMENT in viewer.roles:
        mine |= Q(court_id__in=viewer.courts_with(Right.MONITOR_DRAWS))
    rows = LeaderPrompt.objects.filter(mine, year=today.year, month=today.month)
    return list(rows.select_related("court").order_by("court__code", "pk"))
