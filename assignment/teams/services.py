"""Forming teams, changing who is in them by date, rotating and dissolving them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from assignment.teams.domain import Term, check_judges, plain_formation, read_formation
from assignment.teams.models import Team, TeamMember
from assignment.teams.registry import judges_changed
from assignment.teams.selectors import administered_team, administered_team_member
from cases.causes.selectors import cause_tree
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.people.selectors import members, quota_judge_ids
from courts.places.models import Court, Division
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded

LONGEST_NAME = 60


def make_team(
    *,
    court_id: int,
    name: str,
    kind: str,
    formation: str,
    judges: Sequence[UUID | str],
    from_on: date,
    reason: str,
    actor: Actor,
    division: Division | None = None,
    causes: Sequence[str] = (),
) -> Team:
    """Form a team with its first judges, from a day on, today at the earliest.

    Raises InvalidInput (``name``, ``kind``, ``formation``, ``judges``, ``causes``, ``division``, ``from_on``,
    ``reason``); Refused PEOPLE-RIGHT, TEAM-NO-JUDGE, TEAM-TWICE.
    """
    if not actor.viewer.may(Right.ADMINISTER, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("组建审判团队"), court_id=court_id)
    with recorded():
        court = Court.objects.select_for_update(no_key=True).get(pk=court_id)
        errors = _wrong(court, name, kind, formation, division, causes) | wrong_reason(reason)
        if Team.objects.filter(court=court, name=name.strip(), to_on=None).exists():
            errors["name"] = _("本院已有同名的审判团队。")
        if from_on < actor.today:
            errors["from_on"] = _("不能早于今天。")
        if errors:
            raise InvalidInput(errors)
        if not judges:
            raise Refused("TEAM-NO-JUDGE", team=name.strip(), day=from_on, court_id=court_id)
        team = Team.objects.create(
            court=court,
            division=division,
            kind=kind,
            name=name.strip(),
            causes=sorted(set(causes)),
            formation=plain_formation(formation),
            from_on=from_on,
            rotated_on=from_on,
        )
        _note("team_made", team, actor, reason=reason.strip(), from_on=from_on, **_facts(team))
        for judge in dict.fromkeys(str(judge) for judge in judges):
            _join(team, judge, TeamMember.Part.JUDGE, "", from_on, actor)
        judges_changed(team, actor)
    return team


def change_team(
    *,
    team_id: int,
    name: str,
    kind: str,
    formation: str,
    reason: str,
    actor: Actor,
    division: Division | None = None,
    causes: Sequence[str] = (),
) -> Team:
    """Change what a team is called, tries and should be made up of.

    Raises NotVisible; InvalidInput as ``make_team``.
    """
    with recorded():
        team = _lock(team_id, actor)
        errors = _wrong(team.court, name, kind, formation, division, causes) | wrong_reason(reason)
        if Team.objects.filter(court=team.court, name=name.strip(), to_on=None).exclude(pk=team.pk).exists():
            errors["name"] = _("本院已有同名的审判团队。")
        before = _facts(team)
        team.name, team.kind, team.formation = name.strip(), kind, plain_formation(formation)
        team.division, team.causes = division, sorted(set(causes))
        if not errors and before == _facts(team):
            errors["name"] = _("没有改动。")
        if errors:
            raise InvalidInput(errors)
        team.save(update_fields=["name", "kind", "formation", "division", "causes"])
        _note("team_changed", team, actor, reason=reason.strip(), before=before, after=_facts(team))
    return team


def add_to_team(
    *,
    team_id: int,
    part: str,
    from_on: date,
    reason: str,
    actor: Actor,
    person: UUID | str = "",
    name: str = "",
) -> TeamMember:
    """Somebody joins a team from a day on; a people's assessor by name, without an account.

    Raises NotVisible; InvalidInput (``part``, ``person``, ``name``, ``from_on``, ``reason``);
    Refused TEAM-TWICE.
    """
    with recorded():
        team = _lock(team_id, actor)
        errors = wrong_reason(reason)
        if part not in TeamMember.Part.values:
            errors["part"] = _("请选择分工。")
        if from_on < max(actor.today, team.from_on):
            errors["from_on"] = _("不能早于今天，也不能早于团队成立日。")
        if errors:
            raise InvalidInput(errors)
        member = _join(team, person, part, name, from_on, actor)
        _tell("team_member_added", member, actor, reason, from_on=from_on)
        if part == TeamMember.Part.JUDGE:
            judges_changed(team, actor)
    return member


def leave_team(*, member_id: int, to_on: date, reason: str, actor: Actor) -> TeamMember:
    """Somebody leaves a team; ``to_on`` is the last day, today at the earliest.

    Raises NotVisible; InvalidInput (``to_on``, ``reason``); Refused TEAM-NO-JUDGE.
    """
    with recorded():
        team = _lock(administered_team_member(actor.viewer, member_id).team_id, actor)
        member = administered_team_member(actor.viewer, member_id)
        errors = wrong_reason(reason)
        if to_on < max(actor.today, member.from_on):
            errors["to_on"] = _("不能早于今天，也不能早于加入日。")
        elif member.to_on is not None and member.to_on <= to_on:
            errors["to_on"] = _("不能晚于已定的离开日 %(day)s。") % {"day": member.to_on}
        if errors:
            raise InvalidInput(errors)
        member.to_on = to_on
        if member.part == TeamMember.Part.JUDGE:
            others = team.members.filter(part=TeamMember.Part.JUDGE).exclude(pk=member.pk)
            terms = [Term(other.from_on, other.to_on) for other in others]
            _check_judges(team, terms, to_on + timedelta(days=1))
        member.save(update_fields=["to_on"])
        _tell("team_member_ended", member, actor, reason, to_on=to_on)
        if member.part == TeamMember.Part.JUDGE:
            judges_changed(team, actor)
    return member


def note_rotation(*, team_id: int, on: date, reason: str, actor: Actor) -> Team:
    """The people of a team have been changed: the time to the next rotation runs from this day.

    Raises NotVisible; InvalidInput (``on`` before the last one or in the future, ``reason``).
    """
    with recorded():
        team = _lock(team_id, actor)
        errors = wrong_reason(reason)
        if not team.rotated_on < on <= actor.today:
            errors["on"] = _("须晚于上次轮换日 %(day)s，且不晚于今天。") % {"day": team.rotated_on}
        if errors:
            raise InvalidInput(errors)
        changed = {"before": {"rotated_on": team.rotated_on}, "after": {"rotated_on": on}}
        team.rotated_on = on
        team.save(update_fields=["rotated_on"])
        _note("team_rotated", team, actor, reason=reason.strip(), **changed)
    return team


def end_team(*, team_id: int, to_on: date, reason: str, actor: Actor) -> Team:
    """Dissolve a team; ``to_on`` is its last day, today at the earliest. Its pools keep their members.

    Raises NotVisible; InvalidInput (``to_on``, ``reason``).
    """
    with recorded():
        team = _lock(team_id, actor)
        errors = wrong_reason(reason)
        if to_on < max(actor.today, team.from_on):
            errors["to_on"] = _("不能早于今天，也不能早于团队成立日。")
        if errors:
            raise InvalidInput(errors)
        team.to_on = to_on
        team.save(update_fields=["to_on"])
        team.members.filter(from_on__gt=to_on).delete()
        team.members.filter(Q(to_on=None) | Q(to_on__gt=to_on)).update(to_on=to_on)
        _note("team_ended", team, actor, reason=reason.strip(), to_on=to_on)
    return team


def _lock(team_id: int, actor: Actor) -> Team:
    Team.objects.select_for_update(no_key=True).get(pk=administered_team(actor.viewer, team_id).pk)
    team = administered_team(actor.viewer, team_id)
    if team.to_on is not None:
        raise InvalidInput({"reason": _("团队已登记撤销，不能再变更。")})
    return team


def _join(team: Team, person: UUID | str, part: str, name: str, from_on: date, actor: Actor) -> TeamMember:
    found = _person(person)
    if found is None and part != TeamMember.Part.ASSESSOR:
        raise InvalidInput({"person": _("请选择本院在任人员。")})
    if found is None and not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InvalidInput({"name": _("请填写人民陪审员的姓名。")})
    if found is not None:
        Person.objects.select_for_update(no_key=True).get(pk=found.pk)
        _check_person(team, found, part, from_on)
    told = found.name if found is not None else name.strip()
    return TeamMember.objects.create(team=team, person=found, name=told, part=part, from_on=from_on)


def _check_person(team: Team, person: Person, part: str, from_on: date) -> None:
    if part == TeamMember.Part.JUDGE and person.pk not in quota_judge_ids(team.court_id, from_on):
        raise InvalidInput({"person": _("只有本院员额法官可以作为团队法官。")})
    if part != TeamMember.Part.JUDGE and not members(team.court_id, from_on).filter(pk=person.pk).exists():
        raise InvalidInput({"person": _("请选择本院在任人员。")})
    terms = TeamMember.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), person=person)
    other = terms.select_related("team").order_by("from_on").first()
    if other is not None:
        told = {"person": person.name, "other": other.team.name, "team": team.name}
        raise Refused("TEAM-TWICE", day=from_on, court_id=team.court_id, **told)


def _check_judges(team: Team, terms: list[Term], on: date) -> None:
    try:
        check_judges(team.name, terms, on)
    except Refused as refused:
        refused.params["court_id"] = team.court_id
        raise


def _person(person: UUID | str) -> Person | None:
    try:
        return Person.objects.filter(pk=UUID(str(person)), is_active=True).first()
    except ValueError:
        return None


def _wrong(
    court: Court, name: str, kind: str, formation: str, division: Division | None, causes: Sequence[str]
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        errors["name"] = _("名称须为 1 至 60 个字。")
    if kind not in Team.Kind.values:
        errors["kind"] = _("请选择专业合议庭或者审判团队。")
    if read_formation(formation) is None:
        errors["formation"] = _("编成写作 1+1+1、3+3+3 或者 1+N：法官、法官助理、书记员。")
    if division is not None and (division.court_id != court.pk or division.closed_on is not None):
        errors["division"] = _("请选择本院现有的部门。")
    if unknown := [code for code in causes if code not in cause_tree()]:
        errors["causes"] = _("没有这些案由：%(codes)s。") % {"codes": _("、").join(unknown)}
    return errors


def _facts(team: Team) -> dict[str, Any]:
    return {
        "team": team.name,
        "kind": team.kind,
        "division": team.division.name if team.division else None,
        "formation": team.formation,
        "causes": list(team.causes),
    }


def _tell(verb: str, member: TeamMember, actor: Actor, reason: str, **data: Any) -> None:
    told = {"team": member.team.name, "name": member.name, "part": member.part}
    _note(verb, member.team, actor, reason=reason.strip(), **told, **data)


def _note(verb: str, of: Team, actor: Actor, **data: Any) -> None:
    record(verb, court_id=of.court_id, actor=actor, noun="team", object_id=of.pk, data=data)
