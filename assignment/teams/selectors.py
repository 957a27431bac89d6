"""Reading teams: who is in them on a day, whether their formula is met, and which are due to rotate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assignment.teams.domain import outside, read_formation, rotation_due
from assignment.teams.models import Team, TeamMember
from cases.causes.domain import Cause
from cases.causes.selectors import cause_tree
from courts.actors.domain import Right, Viewer
from courts.options.selectors import option
from courts.people.selectors import in_force
from courts.refusals.domain import NotVisible, Refused

NOTICE = timedelta(days=60)
"""So long before its rotation is due a team stands in the work list."""


def rotate_years(court_id: int) -> int:
    """After so many years the people of a fixed panel change."""
    return int(option(court_id, "TEAM-ROTATE-YEARS"))


def teams_of(court_id: int, on: date | None = None) -> list[Team]:
    """The teams of a court in institutional order: those that stand on a day, or every one there ever was."""
    found = Team.objects.filter(court_id=court_id).select_related("court", "division")
    if on is not None:
        found = found.filter(Q(to_on=None) | Q(to_on__gte=on))
    return list(found.order_by("division__order", "kind", "name", "pk"))


def administered_team(viewer: Viewer, team_id: int) -> Team:
    """A team of a court the viewer administers. Raises NotVisible."""
    found = Team.objects.select_related("court", "division").filter(pk=team_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"team {team_id}")
    return found


def administered_team_member(viewer: Viewer, member_id: int) -> TeamMember:
    """A person's time in a team of a court the viewer administers. Raises NotVisible."""
    found = TeamMember.objects.select_related("team__court", "person").filter(pk=member_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.team.court_id):
        raise NotVisible(f"team member {member_id}")
    return found


def people_in(team: Team) -> list[TeamMember]:
    """Everybody who is, will be or was in a team: judges first, then by name."""
    order = {part: place for place, part in enumerate(TeamMember.Part.values)}
    found = team.members.select_related("person").order_by("name", "from_on")
    return sorted(found, key=lambda member: order[member.part])


def counts_on(teams: Iterable[Team], on: date) -> dict[int, Counter[str]]:
    """How many people of each part stand in teams on a day."""
    listed: dict[int, Counter[str]] = {team.pk: Counter() for team in teams}
    rows = TeamMember.objects.filter(in_force(on), team_id__in=list(listed)).values_list("team_id", "part")
    for team, part in rows:
        listed[team][part] += 1
    return listed


def formation_warning(team: Team, found: Counter[str]) -> Refused | None:
    """The warning that a team does not meet its formula, to be explained; None where it does."""
    formation = read_formation(team.formation)
    here = (found["judge"], found["assistant"], found["clerk"])
    if formation is None or formation.met_by(*here):
        return None
    judges, assistants, clerks = here
    return Refused(
        "TEAM-FORMATION",
        team=team.name,
        formation=team.formation,
        judges=judges,
        assistants=assistants,
        clerks=clerks,
    )


def due_on(team: Team) -> date:
    """When a team should have changed its people."""
    return rotation_due(team.rotated_on, rotate_years(team.court_id))


def due_teams(viewer: Viewer, today: date) -> list[Team]:
    """Teams of the courts a person administers that rotate within two months or are late."""
    if viewer.person_id is None:
        return []
    standing: QuerySet[Team] = Team.objects.filter(
        court_id__in=viewer.courts_with(Right.ADMINISTER), to_on=None
    )
    listed = list(standing.select_related("court").order_by("rotated_on", "pk"))
    years = {court_id: rotate_years(court_id) for court_id in {team.court_id for team in listed}}
    return [team for team in listed if rotation_due(team.rotated_on, years[team.court_id]) - NOTICE <= today]


def tries(team: Team, cause_code: str) -> bool:
    """Whether a cause lies within the specialty of a team; an unknown one only where it has none."""
    known = cause_code if cause_code in cause_tree() else ""
    return not outside([cause.code for cause in specialty(team)], known, cause_tree().covers)


def specialty(team: Team) -> list[Cause]:
    """What a team tries; empty: everything."""
    return [cause_tree().by_code(code) for code in team.causes if code in cause_tree()]


def told_causes(value: object, data: Mapping[str, Any], language: str) -> str:
    """The specialty of a team on the trail, by name."""
    codes = value if isinstance(value, list) else []
    names = [cause_tree().by_code(code).name(language) for code in codes if code in cause_tree()]
    return _("、").join(names) or _("不分专业")


def told_word(value: object, data: Mapping[str, Any], language: str) -> str:
    """The kind of a team, or a person's part in it, in words."""
    for words in (Team.Kind, TeamMember.Part):
        if value in words.values:
            return str(words(value).label)
    return str(value)
