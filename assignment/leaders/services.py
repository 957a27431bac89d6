"""Reminding leaders who are behind, proposing an exit from the quota, keeping the other leaders."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.leaders.models import ExitProposal, LeaderPrompt, LeaderTerm
from assignment.leaders.selectors import Standing, prompt_month, proposal, standings, watches
from cases.docket.services import require_right
from courts.actors.domain import Actor, Right, Role
from courts.outbox.services import post
from courts.people.models import Person, Post
from courts.people.selectors import in_force, members
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded


def prompt_behind(business_date: date, at: datetime) -> int:
    """Nightly: from the court's month on, remind each leader behind the target once a month.

    Trial management is told too. Returns how many were reminded; safe to run twice.
    """
    leading = Post.objects.filter(
        in_force(business_date), role__in=(Role.PRESIDENT.value, Role.DIVISION_HEAD.value)
    )
    courts = Court.objects.filter(pk__in=leading.values("court_id"), closed_on=None).order_by("pk")
    return sum(_prompt_court(court, business_date, at) for court in courts)


def _prompt_court(court: Court, day: date, at: datetime) -> int:
    if day.month < prompt_month(court.pk):
        return 0
    known = LeaderPrompt.objects.filter(court=court, year=day.year, month=day.month)
    told = set(known.values_list("person_id", flat=True))
    late = {one.leader.person_id: one for one in reversed(standings(court, day.year, day)) if one.behind}
    fresh = [one for person, one in late.items() if person not in told]
    for one in fresh:
        _prompt(court, one, day, at)
    return len(fresh)


def _prompt(court: Court, one: Standing, day: date, at: datetime) -> None:
    with recorded():
        _row, fresh = LeaderPrompt.objects.get_or_create(
            court=court,
            person_id=one.leader.person_id,
            year=day.year,
            month=day.month,
            defaults={"prompted_at": at, "rate_bp": one.tally.rate or 0, "target_bp": one.target_bp},
        )
        if not fresh:
            return
        said = {
            "person": one.leader.person_id,
            "court": court.pk,
            "name": one.leader.name,
            "year": day.year,
            "month": day.month,
            "cases": one.tally.cases,
            "rate_bp": one.tally.rate,
            "target_bp": one.target_bp,
        }
        actor = Actor(at=at, label="system")
        record(
            "leader_prompted",
            court_id=court.pk,
            actor=actor,
            noun="leader",
            object_id=one.leader.person_id,
            data={key: value for key, value in said.items() if key not in ("person", "court")},
        )
        post("leader_behind", said, court_id=court.pk, at=at)


def propose_exit(*, court_id: int, person_id: UUID, year: int, reason: str, actor: Actor) -> ExitProposal:
    """Note for the political department that a leader did not reach the target of a past year.

    Nobody leaves the quota by it. Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT,
    LEADER-EXIT-SELF, LEADER-EXIT-EARLY, LEADER-EXIT-MET, LEADER-EXIT-TWICE.
    """
    with recorded():
        court = _watched_court(court_id, actor)
        person = Person.objects.filter(pk=person_id).first()
        found = [one for one in standings(court, year, actor.today, person_id) if one.target is not None]
        if person is None or not found:
            raise NotVisible(str(person_id))
        if wrong := wrong_reason(reason):
            raise InvalidInput(wrong)
        told = {"name": person.name, "year": year, "court_id": court.pk}
        if person.pk == actor.person_id:
            raise Refused("LEADER-EXIT-SELF", court_id=court.pk)
        if actor.today.year <= year:
            raise Refused("LEADER-EXIT-EARLY", **told)
        short = [one for one in found if one.behind]
        if not short:
            raise Refused("LEADER-EXIT-MET", **told)
        if ExitProposal.objects.filter(court=court, person=person, year=year).exists():
            raise Refused("LEADER-EXIT-TWICE", **told)
        return _propose(court, person, year, short[0], reason.strip(), actor)


def _propose(
    court: Court, person: Person, year: int, short: Standing, reason: str, actor: Actor
) -> ExitProposal:
    made = ExitProposal.objects.create(
        court=court,
        person=person,
        year=year,
        cases=short.tally.cases,
        rate_bp=short.tally.rate or 0,
        target_bp=short.target_bp,
        reason=reason,
        proposed_at=actor.at,
        proposed_by=actor.label,
        proposed_by_person_id=actor.person_id,
    )
    data = {"name": person.name, "year": year, "cases": made.cases, "rate_bp": made.rate_bp, "reason": reason}
    _note("leader_exit_proposed", court.pk, person, actor, **data)
    return made


def answer_exit(*, proposal_id: UUID, answer: str, actor: Actor) -> ExitProposal:
    """Enter what the political department did with a proposal.

    Raises NotVisible; InvalidInput ``answer``; Refused LEADER-EXIT-SELF, LEADER-EXIT-ANSWERED.
    """
    with recorded():
        _watched_court(proposal(actor.viewer, proposal_id).court_id, actor)
        row = ExitProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
        if row.answered_at is not None:
            raise Refused("LEADER-EXIT-ANSWERED", name=row.person.name, year=row.year, court_id=row.court_id)
        if actor.person_id in (row.person_id, row.proposed_by_person_id):
            raise Refused("LEADER-EXIT-SELF", court_id=row.court_id)
        if wrong := wrong_reason(answer):
            raise InvalidInput({"answer": wrong["reason"]})
        row.answer, row.answered_at, row.answered_by = answer.strip(), actor.at, actor.label
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        _note(
            "leader_exit_answered", row.court_id, row.person, actor, answer=row.answer, name=row.person.name
        )
    return row


def _watched_court(court_id: int, actor: Actor) -> Court:
    """The court, its row locked. Raises Refused PEOPLE-RIGHT for whoever does not follow its leaders."""
    if not watches(actor.viewer, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("院庭长办案量的监督"), court_id=court_id)
    return Court.objects.select_for_update(no_key=True).get(pk=court_id)


def enter_leader(
    *, court_id: int, person: Person, title: str, from_on: date, reason: str, actor: Actor
) -> LeaderTerm:
    """Enter a vice president, committee member or other leader, whose post the roles table does not name.

    Raises InvalidInput (``title``, ``person``, ``reason``); Refused PEOPLE-RIGHT.
    """
    with recorded():
        require_right(actor, Right.ADMINISTER, court_id, _("登记其他院领导"))
        Court.objects.select_for_update(no_key=True).get(pk=court_id)
        errors = wrong_reason(reason)
        if not 0 < len(title.strip()) <= 30:
            errors["title"] = _("职务须为 1 至 30 个字。")
        if not members(court_id, from_on).filter(pk=person.pk).exists():
            errors["person"] = _("任职日不在本院任职。")
        elif LeaderTerm.objects.filter(court_id=court_id, person=person, to_on=None).exists():
            errors["person"] = _("已经登记为院领导。")
        if errors:
            raise InvalidInput(errors)
        term = LeaderTerm.objects.create(
            court_id=court_id, person=person, title=title.strip(), from_on=from_on
        )
        _note("leader_entered", court_id, person, actor, name=person.name, reason=reason.strip())
    return term


def end_leader(*, term_id: int, to_on: date, reason: str, actor: Actor) -> LeaderTerm:
    """End the term of another leader. Raises NotVisible; InvalidInput (``to_on``, ``reason``)."""
    with recorded():
        term = LeaderTerm.objects.select_for_update(of=("self",)).filter(pk=term_id, to_on=None).first()
        if term is None or not actor.viewer.may(Right.ADMINISTER, term.court_id):
            raise NotVisible(f"leader term {term_id}")
        errors = wrong_reason(reason)
        if to_on < term.from_on:
            errors["to_on"] = _("不能早于任职日。")
        if errors:
            raise InvalidInput(errors)
        term.to_on = to_on
        term.save(update_fields=["to_on"])
        _note("leader_ended", term.court_id, term.person, actor, name=term.person.name, reason=reason.strip())
    return term


def _note(verb: str, court_id: int, person: Person, actor: Actor, **data: object) -> None:
    record(verb, court_id=court_id, actor=actor, noun="leader", object_id=person.pk, data=data)
